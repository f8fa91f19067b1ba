// Weekly local times, and the instants they stand for. Where the clocks are turned, time_zone::to_utc()'s
// rules hold: a time that is skipped is the first moment after the gap, one that comes twice is the first.
#pragma once

#include "base/clock.hpp"
#include "calendar/time_of_day.hpp"
#include "calendar/time_zone.hpp"
#include "calendar/workdays.hpp"

#include <optional>
#include <vector>

namespace huzzah::calendar {

/// One time that something happens.
class occurrence {
 public:
  local_date date;      ///< on the schedule's calendar
  base::time_point at;  ///< the instant
  friend bool operator==(occurrence const&, occurrence const&) = default;
};

/// The instant at which a wall clock shows that time on that day.
base::time_point instant_of(local_date day, time_of_day time, time_zone const& zone);

/// Whether anybody in the zone lives that day: Samoa went from 29 to 31 December 2011.
bool exists(local_date day, time_zone const& zone);

/// Something that happens at the same local time on certain days; not on a day that the zone leaves out.
class schedule {
 public:
  workdays on;
  time_of_day at{0};
  time_zone zone;

  /// That of one day; nothing on a day on which it doesn't happen.
  std::optional<occurrence> on_date(local_date day) const;
  /// The first occurrence after `moment`; nothing if there is none within a year.
  std::optional<occurrence> next_after(base::time_point moment) const;
  /// The last occurrence at or before `moment`; nothing if there is none within a year.
  std::optional<occurrence> last_until(base::time_point moment) const;
  /// All occurrences after `after` and up to `until`, in order.
  std::vector<occurrence> between(base::time_point after, base::time_point until) const;
};

}  // namespace huzzah::calendar
