// How strong a habit is.
#include "features/goals/strength.hpp"

#include "app/people/away_days.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using std::chrono::days;

namespace {

auto const monday = calendar::parse_date("2026-09-07").value();

goals::kept_days habit(int times, people::away_days away = {}, calendar::workdays team = {}) {
  goals::kept_days one;
  one.times = times;
  one.since = monday;
  one.days = team.days;
  one.is_free = people::free_days(std::move(team), std::move(away));
  return one;
}

/// Kept on days of a week, 0 is Monday, in weeks from one on and before another.
void keep(goals::kept_days& one, std::initializer_list<int> on, int from, int before) {
  for (int week = from; week < before; ++week)
    for (auto const day : on)
      one.kept.insert(monday + days(7 * week + day));
}

double after_weeks(goals::kept_days const& one, int weeks) {
  return goals::strength(one, monday + days(7 * weeks - 1));
}

calendar::workdays every_day() {
  using namespace std::chrono;
  calendar::workdays all;
  all.days = {Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday};
  return all;
}

}  // namespace

TEST_CASE("a habit that is kept each day is at 80 % after a month, whether weekends are off or not") {
  auto one = habit(7, {}, every_day());
  keep(one, {0, 1, 2, 3, 4, 5, 6}, 0, 10);
  // 1 - 0.5^(30 / 13)
  CHECK(goals::strength(one, monday + days(29)) == doctest::Approx(0.798).epsilon(0.001));
  auto working = habit(5);
  keep(working, {0, 1, 2, 3, 4}, 0, 10);
  CHECK(goals::strength(working, monday + days(29)) == doctest::Approx(0.806).epsilon(0.001));
}

TEST_CASE("strength begins at nothing, grows, and never exceeds one") {
  auto one = habit(3);
  CHECK(goals::strength(one, monday) == 0);
  CHECK(after_weeks(one, 20) == 0);
  keep(one, {0, 1, 2, 3, 4, 5, 6}, 0, 200);
  double before = 0;
  for (int day = 0; day < 60; ++day) {
    auto const now = goals::strength(one, monday + days(day));
    CHECK(now >= before);
    before = now;
  }
  CHECK(after_weeks(one, 200) == doctest::Approx(1).epsilon(0.001));
  CHECK(after_weeks(one, 200) <= 1);
}

TEST_CASE("two of three times a week leads to two thirds") {
  auto one = habit(3);
  keep(one, {1, 3}, 0, 100);
  CHECK(after_weeks(one, 100) == doctest::Approx(2.0 / 3).epsilon(0.001));
  auto all = habit(3);
  keep(all, {0, 2, 4}, 0, 100);
  CHECK(after_weeks(all, 100) == doctest::Approx(1).epsilon(0.001));
}

TEST_CASE("a bad day costs little, a bad month much, and today nothing before it is over") {
  auto one = habit(5);
  keep(one, {0, 1, 2, 3, 4}, 0, 30);
  auto const strong = after_weeks(one, 30);
  CHECK(strong > 0.99);
  auto const next = monday + days(7 * 30);
  CHECK(goals::strength(one, next) == strong);  // a Monday that is not over
  auto const missed = goals::strength(one, next + days(1));
  CHECK(missed < strong);
  CHECK(missed > 0.98);  // a fifth of a week is missing
  CHECK(after_weeks(one, 34) < 0.35);
}

TEST_CASE("days off, holidays and days away change nothing") {
  people::away_days away;
  away.add(monday + days(7 * 10), monday + days(7 * 12));
  calendar::workdays team;
  team.off.insert(monday + days(7 * 12));
  auto one = habit(3, away, team);
  keep(one, {0, 2, 4}, 0, 10);
  auto const before = after_weeks(one, 10);
  CHECK(after_weeks(one, 12) == before);
  auto const back = monday + days(7 * 12 + 1);
  CHECK(goals::strength(one, back) == before);
  // The week after goes on where the one before ended.
  one.kept.insert(back);
  CHECK(goals::strength(one, back) > before);
}

TEST_CASE("what is kept on a day off counts for its week") {
  auto one = habit(3);
  keep(one, {2, 5, 6}, 0, 100);
  CHECK(after_weeks(one, 100) == doctest::Approx(1).epsilon(0.001));
}

TEST_CASE("2 of 3 times this week reads 66 %") {
  auto one = habit(3);
  keep(one, {0, 2}, 1, 2);
  auto const week = goals::this_week(one, monday + days(10));
  CHECK(week.done == 2);
  CHECK(week.wanted == 3);
  CHECK(week.percent() == 66);
  CHECK(goals::this_week(one, monday + days(7)).percent() == 33);
  CHECK(goals::this_week(one, monday + days(14)).percent() == 0);
  keep(one, {1, 4, 5}, 1, 2);
  CHECK(goals::this_week(one, monday + days(13)).percent() == 100);
}

TEST_CASE("a week wants no more than it has days for it") {
  people::away_days away;
  away.add(monday + days(7), monday + days(7 + 3));
  away.add(monday + days(14), monday + days(21));
  auto one = habit(3, away);
  CHECK(goals::this_week(one, monday + days(11)).wanted == 2);
  CHECK(goals::this_week(one, monday + days(15)).wanted == 0);
  CHECK(goals::this_week(one, monday + days(15)).percent() == 0);
  one.kept.insert(monday + days(15));
  CHECK(goals::this_week(one, monday + days(15)).percent() == 100);
  // Begun on a Friday.
  auto late = habit(3);
  late.since = monday + days(4);
  CHECK(goals::this_week(late, monday + days(4)).wanted == 1);
}
