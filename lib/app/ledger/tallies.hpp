// The sums that boards, milestones and records are read from, one for each audience.
#pragma once

#include "calendar/local_date.hpp"

#include <cstdint>

namespace huzzah::store {
class connection;
}

namespace huzzah::ledger {

/// The periods of sums, as numbers of the table.
inline constexpr int all_time = 0;
inline constexpr int by_month = 1;
inline constexpr int by_week = 2;

/// What one entry changes for one person; negative numbers take away.
class sum_change {
 public:
  std::int64_t person = 0;  ///< by number
  std::int64_t received = 0;
  std::int64_t given = 0;
  std::int64_t wins = 0;
};

/// The number of the month or week of a day in a key; 0 for all time.
std::int64_t period_number(int period, calendar::local_date day);

/// The key of a person's sum. Keys of one audience and period are one range, ordered by person.
constexpr std::int64_t sum_key(std::int64_t audience, int period, std::int64_t number, std::int64_t person) {
  return (audience + 1) << 43 | static_cast<std::int64_t>(period) << 41 | number << 27 | person;
}
/// The first key behind the range of an audience and period.
constexpr std::int64_t sum_key_end(std::int64_t audience, int period, std::int64_t number) {
  return sum_key(audience, period, number + 1, 0);
}

/// Adds to the sums of a day's month and week and of all time. What only some can read counts among them and
/// in the sums of the people named, so that each person has all of their own in two rows.
void add_to_sums(store::connection& on, std::int64_t workspace, std::int64_t audience,
                 calendar::local_date day, sum_change const& change);

}  // namespace huzzah::ledger
