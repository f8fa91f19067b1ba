#include "features/goals/strength.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <iterator>

namespace huzzah::goals {

namespace {

using std::chrono::days;

/// A habit of every day forgets half in so many days.
constexpr double half_life = 13;
constexpr double week = 7;

int kept_between(kept_days const& of, calendar::local_date first, calendar::local_date last) {
  return static_cast<int>(std::distance(of.kept.lower_bound(first), of.kept.upper_bound(last)));
}

int count_of(calendar::weekdays days) {
  int count = 0;
  for (unsigned day = 0; day < 7; ++day)
    if (days.contains(std::chrono::weekday(day))) ++count;
  return count;
}

}  // namespace

double strength(kept_days const& of, calendar::local_date today) {
  auto const usual = std::max(count_of(of.days), 1);
  double const wanted = std::clamp(of.times, 1, usual);
  // A working day makes up for its share of the days off, so that a month is one with any number of them.
  auto const remembered = std::pow(0.5, std::sqrt(wanted / usual) * (week / usual) / half_life);
  double found = 0;
  // Of the usual week that ends with a day, and the days off before it.
  std::deque<calendar::local_date> last_week;
  auto first = of.since;
  for (auto day = of.since; day <= today; day += days(1)) {
    if (of.is_free(day) || (day == today && !of.kept.contains(day))) continue;
    last_week.push_back(day);
    if (static_cast<int>(last_week.size()) > usual) {
      first = last_week.front() + days(1);
      last_week.pop_front();
    }
    auto const wanted_by_now = wanted * static_cast<double>(last_week.size()) / usual;
    auto const worth = std::min(1.0, kept_between(of, first, day) / wanted_by_now);
    found = found * remembered + worth * (1 - remembered);
  }
  return found;
}

week_so_far this_week(kept_days const& of, calendar::local_date today) {
  auto const monday = calendar::week_start(today);
  week_so_far found;
  found.done = kept_between(of, monday, today);
  int possible = 0;
  for (auto day = std::max(monday, of.since); day < monday + days(7); day += days(1))
    if (of.kept.contains(day) || !of.is_free(day)) ++possible;
  found.wanted = std::min(of.times, possible);
  return found;
}

}  // namespace huzzah::goals
