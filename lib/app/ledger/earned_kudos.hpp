// What receivers have by a source already, so that a later version of it is not judged by today's facts.
#pragma once

#include "app/ledger/kudos.hpp"

#include <map>
#include <string>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::ledger {

/// A receiver who has earned kudos by a source.
class earned_kudos_of {
 public:
  std::string receiver;
  int amount = 0;
  std::vector<std::string> groups;  ///< the user groups by which the source named the receiver
};

/// The members of user groups, by the group's id.
using members_by_group = std::map<std::string, std::vector<std::string>>;

/// Reads and writes that within a unit of work.
class earned_kudos {
 public:
  explicit earned_kudos(store::connection& on) : on_(&on) {}

  /// The receivers of what a source gives; also of what it gave until its giver undid it.
  std::vector<earned_kudos_of> of(kudos_source const& said);

  /// Remembers the groups by which a source names its receivers, in place of those known before. The source
  /// must be settled.
  void remember_groups(kudos_source const& said, members_by_group const& members);

 private:
  store::connection* on_;
};

}  // namespace huzzah::ledger
