// Time zones by their IANA names, read from the system's zoneinfo; the only place that knows of them.
#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"
#include "calendar/local_date.hpp"

#include <string>
#include <string_view>

namespace date {
class time_zone;
}

namespace huzzah::calendar {

/// A time on a wall clock, without a time zone.
using local_time = std::chrono::local_time<base::duration>;

/// A time zone; a handle that is cheap to copy and may be used on any thread. Where the clocks are turned,
/// a local time that is skipped means the first moment after the gap, one that comes twice means the first.
/// Zoneinfo lists changes of clocks up to 2037; from then on a zone keeps to the time it has at the end.
class time_zone {
 public:
  /// Etc/UTC, which needs no zoneinfo.
  time_zone() = default;

  /// The zone of that name ("Europe/Berlin"); not_found with the nearest name for an unknown one, io_failed
  /// where the machine has no zoneinfo; in the language that is used.
  static result<time_zone> find(std::string_view iana_name);

  /// The name it was found by.
  std::string const& name() const;

  /// The local day in which a moment lies.
  local_date date_of(base::time_point moment) const;
  /// The first moment of a local day; later than midnight where the clocks skip midnight.
  base::time_point start_of(local_date day) const;

  /// What the wall clock shows at a moment.
  local_time to_local(base::time_point moment) const;
  /// The moment at which the wall clock shows that time.
  base::time_point to_utc(local_time shown) const;

  friend bool operator==(time_zone const&, time_zone const&) = default;

 private:
  explicit time_zone(date::time_zone const* zone) : zone_(zone) {}

  date::time_zone const* zone_ = nullptr;  // owned by the zone database, which lives as long as the process
};

}  // namespace huzzah::calendar
