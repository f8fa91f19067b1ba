#include "features/wins/streak.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace huzzah;
using calendar::local_date;
using wins::streak_on;

namespace {

local_date day(std::string_view written) {
  return calendar::parse_date(written).value();
}

/// A streak on a Friday; the days that lead to it in a row of letters, the Friday last: W a win, - none, f a
/// free day without one, F a free day with one.
int streak(std::string_view days) {
  auto const friday = day("2026-11-20");
  std::set<local_date> with_win;
  std::set<local_date> free;
  for (std::size_t i = 0; i < days.size(); ++i) {
    auto const date = friday - std::chrono::days(days.size() - 1 - i);
    if (days[i] == 'W' || days[i] == 'F') with_win.insert(date);
    if (days[i] == 'f' || days[i] == 'F') free.insert(date);
  }
  return wins::streak_on(friday, with_win, [&](local_date date) { return free.contains(date); });
}

}  // namespace

TEST_CASE("a streak counts the days with a win in a row") {
  CHECK(streak("") == 0);
  CHECK(streak("-") == 0);
  CHECK(streak("W") == 1);
  CHECK(streak("WWWWW") == 5);
  CHECK(streak("WW-WW") == 2);
  CHECK(streak("W---W") == 1);
}

TEST_CASE("free days neither count nor break it, but a win on one counts") {
  CHECK(streak("WWWWWffWWWWW") == 10);
  CHECK(streak("WffffffffffW") == 2);
  CHECK(streak("WWFfW") == 4);
  CHECK(streak("Wff-fW") == 1);
  CHECK(streak("WWff") == 2);
}

TEST_CASE("today without a win does not break it yet") {
  CHECK(streak("WWW-") == 3);
  CHECK(streak("WWW--") == 0);
  CHECK(streak("WWWf") == 3);
  CHECK(streak("WWff-") == 2);
}

TEST_CASE("wins of days to come are left out") {
  auto const never = [](local_date) { return false; };
  CHECK(wins::streak_on(day("2026-11-20"), {day("2026-11-19"), day("2026-11-20"), day("2026-11-21")},
                        never) == 2);
  CHECK(wins::streak_on(day("2026-11-20"), {day("2026-11-23")}, never) == 0);
}

TEST_CASE("some numbers are worth a cheer") {
  std::vector<int> wins;
  std::vector<int> days;
  for (int number = -5; number <= 450; ++number) {
    if (wins::is_win_milestone(number)) wins.push_back(number);
    if (number <= 90 && wins::is_streak_milestone(number)) days.push_back(number);
  }
  CHECK(wins == std::vector<int>{1, 5, 10, 25, 50, 100, 200, 300, 400});
  CHECK(days == std::vector<int>{5, 10, 20, 40, 60, 80});
}
