// What a kudos is, before anybody has asked whether it may be given.
#pragma once

#include "app/ledger/source_kind.hpp"
#include "chat/rich_text.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::kudos {

using ledger::source_kind;
using ledger::source_kind_from;
using ledger::to_string;

/// The receiver of a kudos, as it was written.
class target {
 public:
  enum class kind { person, group, broadcast };
  target(kind type_, std::string id_) : type(type_), id(std::move(id_)) {}
  friend bool operator==(target const&, target const&) = default;

  kind type;
  std::string id;  ///< of the person or the user group; "here", "channel" or "everyone"
};

/// What one kudos in a text says: at least one target, each once, in the order written.
class intent {
 public:
  intent() = default;
  intent(std::vector<target> targets_, int amount_, chat::rich_text reason_ = {},
         std::vector<std::string> values_ = {})
      : targets(std::move(targets_)),
        amount(amount_),
        reason(std::move(reason_)),
        values(std::move(values_)) {}
  friend bool operator==(intent const&, intent const&) = default;

  std::vector<target> targets;
  int amount = 1;                   ///< for each target; 1 to 5
  chat::rich_text reason;           ///< trimmed; may be empty
  std::vector<std::string> values;  ///< spelled as configured, each once, in the order written
};

}  // namespace huzzah::kudos
