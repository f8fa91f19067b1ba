// What a kudos is, before anybody has asked whether it may be given.
#pragma once

#include "chat/rich_text.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::recognition {

/// How a kudos was given.
enum class source_kind { message, reaction, command };

/// "message", "reaction", "command": as stored and exported.
std::string_view to_string(source_kind source);
/// The reverse; nothing for any other word.
std::optional<source_kind> source_kind_from(std::string_view name);

/// Whom a kudos is for, as it was written.
class target {
 public:
  enum class kind { person, group, broadcast };
  target(kind type_, std::string id_) : type(type_), id(std::move(id_)) {}
  friend bool operator==(target const&, target const&) = default;

  kind type;
  std::string id;  ///< of the person or the user group; "here", "channel" or "everyone"
};

/// What one kudos in a text says: at least one target, each once, in the order written.
class kudos_intent {
 public:
  kudos_intent() = default;
  kudos_intent(std::vector<target> targets_, int amount_, chat::rich_text reason_ = {},
               std::vector<std::string> values_ = {})
      : targets(std::move(targets_)),
        amount(amount_),
        reason(std::move(reason_)),
        values(std::move(values_)) {}
  friend bool operator==(kudos_intent const&, kudos_intent const&) = default;

  std::vector<target> targets;
  int amount = 1;                   ///< for each target; 1 to 5
  chat::rich_text reason;           ///< trimmed; may be empty
  std::vector<std::string> values;  ///< spelled as configured, each once, in the order written
};

}  // namespace huzzah::recognition
