// Who may do what with rituals, as the operator has decided.
#pragma once

#include <set>
#include <string>

namespace huzzah::schedule {

/// See "rituals" in the configuration.
class policy {
 public:
  enum class setters {
    members,  ///< every full member of the workspace, in channels that they are in
    admins,   ///< of the workspace
    listed,   ///< the people of `people`, and admins
  };
  setters allowed_by = setters::members;
  std::set<std::string> people;
  bool chat_overrides = false;  ///< whether chat may change the settings of what the configuration names
  friend bool operator==(policy const&, policy const&) = default;
};

}  // namespace huzzah::schedule
