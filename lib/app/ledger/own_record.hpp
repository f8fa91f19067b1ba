// What a person reads of themselves in a span of time: the kudos that they received, and their own wins.
#pragma once

#include "app/ledger/kudos_records.hpp"
#include "app/ledger/win_views.hpp"
#include "app/people/viewer.hpp"

#include <string>
#include <vector>

namespace huzzah::ledger {

/// Both in the order of time; links are left empty.
class own_record {
 public:
  std::vector<recognition_record> kudos;  ///< those that the person can read
  int hidden_kudos = 0;                   ///< others, of which they know only that they received them
  std::vector<win_view> wins;             ///< private ones too
};

/// Of the person who `to` is, after `from` and up to `until`.
own_record read_own(store::connection& on, std::string const& workspace, people::viewer const& to,
                    base::time_point from, base::time_point until);

/// Takes out what another person could not read where it was said, and all that only the people named on it
/// may read; how many lines that were.
int leave_to(store::connection& on, std::string const& workspace, people::viewer const& reader,
             own_record& said);

}  // namespace huzzah::ledger
