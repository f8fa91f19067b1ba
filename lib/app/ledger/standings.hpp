// How much people have received and given: boards, tallies, what a person can ask about themselves.
#pragma once

#include "app/ledger/kudos_records.hpp"
#include "app/ledger/period.hpp"
#include "app/people/viewer.hpp"
#include "calendar/local_date.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::ledger {

/// What a person has received and given within a period: a line of a board or a tally.
class standing {
 public:
  friend bool operator==(standing const&, standing const&) = default;

  std::string person;  ///< the platform's id
  std::string name;    ///< empty when it was never learned
  std::string workspace;
  std::int64_t received = 0;
  std::int64_t given = 0;
};

/// What a person can ask about themselves.
class personal_record {
 public:
  standing week;
  standing month;
  standing all;
  std::vector<recognition_record> received;  ///< newest first
  std::vector<recognition_record> given;     ///< newest first
};

/// The people who received most of what is visible to `to` in the period that contains `today`, most first.
/// Costs the same however old the ledger is. Without those who want to be left out.
std::vector<standing> board(store::connection& on, std::string const& workspace, period span,
                            calendar::local_date today, int limit, people::viewer const& to);

/// What the viewer's person received and gave, everything counted, in the week and month of `today` and since
/// ever, and the last `last` kudos each way. The words of those that they can't read are hidden.
personal_record mine(store::connection& on, std::string const& workspace, people::viewer const& to,
                     calendar::local_date today, int last);

/// Everybody who gave or received from `since` to `until` (both included; open where there is none), in all
/// workspaces, most received first. What only some can read counts with `with_private`.
std::vector<standing> tally(store::connection& on, std::optional<calendar::local_date> since = {},
                            std::optional<calendar::local_date> until = {}, bool with_private = false);

}  // namespace huzzah::ledger
