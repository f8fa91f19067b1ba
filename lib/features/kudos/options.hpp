// What a workspace has chosen about kudos.
#pragma once

#include "features/kudos/grammar.hpp"
#include "features/kudos/house_rules.hpp"

#include <string>
#include <vector>

namespace huzzah::kudos {

/// What the giver of a kudos sees when it has been recorded.
enum class acknowledgement {
  reaction,  ///< a reaction on the message
  thread,    ///< a reply in the message's thread
  none,      ///< nothing
};

/// The kudos section of the configuration, with its defaults.
class options {
 public:
  std::vector<std::string> emoji{"trophy"};  ///< those that give; the first one is the one shown
  std::vector<std::string> values{"teamwork", "craft", "courage", "care"};  ///< without the #
  house_rules_options rules;
  acknowledgement acknowledge = acknowledgement::reaction;
  bool notify_receiver = true;  ///< by direct message
  friend bool operator==(options const&, options const&) = default;

  /// What the grammar needs to know of it.
  grammar_options grammar() const { return {emoji, values}; }
};

}  // namespace huzzah::kudos
