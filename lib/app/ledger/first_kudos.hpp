// Whose first kudos was recorded lately.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::ledger {

/// A person's first kudos.
class first_kudos {
 public:
  std::string person;
  bool has_given = false;  ///< else they were thanked
};

/// The number of the newest entry of all workspaces; 0 where there is none.
std::int64_t newest_entry(store::connection& on);

/// The people of a workspace whose first kudos is among the entries after `after` and up to `until`, and was
/// said after `not_before`.
std::vector<first_kudos> first_kudos_among(store::connection& on, std::int64_t workspace, std::int64_t after,
                                           std::int64_t until, base::time_point not_before);

}  // namespace huzzah::ledger
