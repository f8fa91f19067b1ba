// Which moments each digest covers.
#include "features/digests/digest.hpp"

namespace huzzah::digests {

namespace {

using calendar::local_date;
using std::chrono::days;

/// Fortnights are counted from this Monday on and on, because years of 53 weeks have two odd weeks in a row.
constexpr auto first_fortnight = local_date(days(4));  // 1970-01-05, the second week of its year

/// Whether a digest is due on a day that is its day of the week.
bool is_due_on(settings const& digest, local_date day) {
  switch (digest.period) {
    case digest_period::week:
      return true;
    case digest_period::two_weeks:
      return (calendar::week_start(day) - first_fortnight) % days(14) == days(0);
    case digest_period::month:
      return calendar::month_start(day) != calendar::month_start(day + days(7));
  }
  return true;
}

/// The digest's day in the week in which `day` lies.
local_date weekday_of(settings const& digest, local_date day) {
  return calendar::week_start(day) + (digest.day - std::chrono::Monday);
}

/// The last due date before `day`.
local_date due_before(settings const& digest, local_date day) {
  auto due = weekday_of(digest, day);
  if (due >= day) due -= days(7);
  while (!is_due_on(digest, due))
    due -= days(7);
  return due;
}

/// The first due date after `day`.
local_date due_after(settings const& digest, local_date day) {
  auto due = weekday_of(digest, day);
  if (due <= day) due += days(7);
  while (!is_due_on(digest, due))
    due += days(7);
  return due;
}

base::time_point due_at(settings const& digest, local_date day) {
  return calendar::instant_of(day, digest.at, digest.zone);
}

window window_due_on(settings const& digest, local_date day) {
  return {day, due_at(digest, due_before(digest, day)), due_at(digest, day)};
}

/// The first due date whose instant lies after `moment`. Where a whole day is skipped, what was due on it is
/// due on the next: dates are looked at from two days before.
local_date first_due_after(settings const& digest, base::time_point moment) {
  auto due = due_after(digest, digest.zone.date_of(moment) - days(3));
  while (due_at(digest, due) <= moment)
    due = due_after(digest, due);
  return due;
}

}  // namespace

window next_window(settings const& digest, base::time_point moment) {
  return window_due_on(digest, first_due_after(digest, moment));
}

window last_window(settings const& digest, base::time_point moment) {
  return window_due_on(digest, due_before(digest, first_due_after(digest, moment)));
}

std::optional<window> window_in(settings const& digest, calendar::iso_week week) {
  auto const due = weekday_of(digest, calendar::first_day(week));
  if (!is_due_on(digest, due)) return std::nullopt;
  return window_due_on(digest, due);
}

}  // namespace huzzah::digests
