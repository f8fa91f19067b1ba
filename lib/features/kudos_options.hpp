// What a workspace has chosen about kudos.
#pragma once

#include "recognition/house_rules.hpp"
#include "recognition/kudos_grammar.hpp"

#include <string>
#include <vector>

namespace huzzah::features {

/// What the giver of a kudos sees when it has been recorded.
enum class acknowledgement {
  reaction,  ///< a reaction on the message
  thread,    ///< a reply in the message's thread
  none,      ///< nothing
};

/// The kudos section of the configuration, with its defaults.
class kudos_options {
 public:
  std::vector<std::string> emoji{"trophy"};  ///< those that give; the first one stands for them when shown
  std::vector<std::string> values{"teamwork", "craft", "courage", "care"};  ///< without the #
  recognition::house_rules_options rules;
  acknowledgement acknowledge = acknowledgement::reaction;
  bool notify_receiver = true;  ///< by direct message
  friend bool operator==(kudos_options const&, kudos_options const&) = default;

  /// What the grammar needs to know of it.
  recognition::grammar_options grammar() const { return {emoji, values}; }
};

}  // namespace huzzah::features
