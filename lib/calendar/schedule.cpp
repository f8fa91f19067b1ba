#include "calendar/schedule.hpp"

namespace huzzah::calendar {

namespace {

using std::chrono::days;

/// Longer than any two days are apart that wall clocks show at one moment, turned clocks included.
constexpr days margin{2};
constexpr days year{366};

}  // namespace

base::time_point instant_of(local_date day, time_of_day time, time_zone const& zone) {
  return zone.to_utc(local_time(day) + time);
}

bool exists(local_date day, time_zone const& zone) {
  return zone.date_of(zone.start_of(day)) == day;
}

std::optional<occurrence> schedule::on_date(local_date day) const {
  if (!on.includes(day) || !exists(day, zone)) return std::nullopt;
  return occurrence{day, instant_of(day, at, zone)};
}

std::optional<occurrence> schedule::next_after(base::time_point moment) const {
  auto const today = zone.date_of(moment);
  for (auto day = today - margin; day <= today + year; day += days(1))
    if (auto const found = on_date(day); found && found->at > moment) return found;
  return std::nullopt;
}

std::optional<occurrence> schedule::last_until(base::time_point moment) const {
  auto const today = zone.date_of(moment);
  for (auto day = today + margin; day >= today - year; day -= days(1))
    if (auto const found = on_date(day); found && found->at <= moment) return found;
  return std::nullopt;
}

std::vector<occurrence> schedule::between(base::time_point after, base::time_point until) const {
  std::vector<occurrence> found;
  if (until <= after) return found;
  auto const last = zone.date_of(until) + margin;
  for (auto day = zone.date_of(after) - margin; day <= last; day += days(1))
    if (auto const one = on_date(day); one && one->at > after && one->at <= until) found.push_back(*one);
  return found;
}

}  // namespace huzzah::calendar
