#include "app/people/when.hpp"

#include "calendar/schedule.hpp"

#include <algorithm>

namespace huzzah::people {

namespace {

using calendar::local_date;

/// A person who works on no day within that time is looked at again then.
constexpr auto furthest = std::chrono::days{400};
constexpr int unanswered_until_weekly = 3;
constexpr int unanswered_until_stop = 6;

base::time_point beginning_on(local_date day, person_facts const& person) {
  return calendar::instant_of(day, person.hours.from, person.zone);
}

base::time_point end_on(local_date day, person_facts const& person) {
  if (person.hours.until == calendar::time_of_day(0)) return person.zone.start_of(day + std::chrono::days{1});
  return calendar::instant_of(day, person.hours.until, person.zone);
}

}  // namespace

bool working_hours::is_possible() const {
  return !on.days.empty() && (until == calendar::time_of_day(0) || from < until);
}

moment when(person_facts const& person, rhythm wanted, base::time_point made, base::time_point now) {
  using kind = moment::kind;
  if (wanted == rhythm::never) return {kind::never, {}, false};
  auto const today = person.zone.date_of(now);
  if (person.says_away) return {kind::at, now + between_looks_at_status, true};
  auto const is_away = person.away.includes(today);
  for (auto day = today; day < today + furthest; day += std::chrono::days{1}) {
    if (!person.hours.on.includes(day) || person.away.includes(day) || !calendar::exists(day, person.zone))
      continue;
    auto const begins = beginning_on(day, person);
    auto const ends = end_on(day, person);
    if (ends <= now || ends <= begins) continue;
    if (wanted == rhythm::daily && begins <= made) continue;
    if (begins > now) return {kind::at, begins, is_away};
    return {kind::now, {}, false};
  }
  return {kind::at, now + furthest, is_away};
}

asking whether_to_ask(int unanswered, std::optional<local_date> last, local_date today) {
  if (unanswered < unanswered_until_weekly || !last) return asking::ask;
  if (unanswered >= unanswered_until_stop) return asking::stopped;
  if (today - *last < std::chrono::weeks{1}) return asking::not_today;
  return unanswered + 1 == unanswered_until_stop ? asking::ask_last : asking::ask;
}

}  // namespace huzzah::people
