#include "app/people/away_days.hpp"

#include "features/standups/standup.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using people::away_days;

namespace {

calendar::local_date on(std::string_view written) {
  return calendar::parse_date(written).value();
}

}  // namespace

TEST_CASE("absences are kept as they were said, and read back") {
  people::away_days away;
  away.add(on("2026-12-24"), on("2027-01-02"));
  away.add(on("2026-11-18"), on("2026-11-23"));
  CHECK(away.written() == "2026-11-18/2026-11-23 2026-12-24/2027-01-02");
  CHECK(people::away_days::parse(away.written()).written() == away.written());
  CHECK(people::away_days::parse("garbage 2026-11-18/2026-11-23 2026-13-01/x /").written() ==
        "2026-11-18/2026-11-23");
  CHECK(people::away_days::parse("").written().empty());
}

TEST_CASE("somebody is away from the first day until the day they are back") {
  people::away_days away;
  away.add(on("2026-11-18"), on("2026-11-23"));
  CHECK_FALSE(away.includes(on("2026-11-17")));
  CHECK(away.includes(on("2026-11-18")));
  CHECK(away.includes(on("2026-11-22")));
  CHECK_FALSE(away.includes(on("2026-11-23")));
  CHECK(away.back_after(on("2026-11-20")) == on("2026-11-23"));
  CHECK_FALSE(away.back_after(on("2026-11-23")));
}

TEST_CASE("absences that touch are one") {
  people::away_days away;
  away.add(on("2026-11-18"), on("2026-11-23"));
  away.add(on("2026-11-20"), on("2026-11-30"));
  away.add(on("2026-11-30"), on("2026-12-02"));
  CHECK(away.written() == "2026-11-18/2026-12-02");
  away.add(on("2026-12-05"), on("2026-12-05"));
  CHECK(away.written() == "2026-11-18/2026-12-02");
}

TEST_CASE("whoever is back early is away no more, and keeps what was and will be") {
  people::away_days away;
  away.add(on("2026-11-18"), on("2026-11-23"));
  away.add(on("2026-12-24"), on("2027-01-02"));
  away.end(on("2026-11-20"));
  CHECK(away.written() == "2026-11-18/2026-11-20 2026-12-24/2027-01-02");
  away.end(on("2026-12-24"));
  CHECK(away.written() == "2026-11-18/2026-11-20");
  away.end(on("2026-11-10"));
  CHECK(away.written() == "2026-11-18/2026-11-20");
}

TEST_CASE("weekends, holidays and absences are free") {
  calendar::workdays team;
  team.off.insert(on("2026-11-19"));
  people::away_days away;
  away.add(on("2026-11-24"), on("2026-11-25"));
  auto const is_free = people::free_days(team, away);
  CHECK_FALSE(is_free(on("2026-11-18")));
  CHECK(is_free(on("2026-11-19")));
  CHECK(is_free(on("2026-11-21")));
  CHECK(is_free(on("2026-11-24")));
  CHECK_FALSE(is_free(on("2026-11-25")));
}

TEST_CASE("a house works when any of its stand-ups does, and rests on all their holidays") {
  CHECK(standups::working_days({}) == calendar::workdays());
  std::vector<standups::settings> teams(2);
  teams[0].on.days = {std::chrono::Monday};
  teams[0].on.off = {on("2026-11-23")};
  teams[1].on.days = {std::chrono::Sunday};
  teams[1].on.off = {on("2026-11-29")};
  auto const house = standups::working_days(teams);
  CHECK(house.includes(on("2026-11-16")));
  CHECK(house.includes(on("2026-11-22")));
  CHECK_FALSE(house.includes(on("2026-11-23")));
  CHECK_FALSE(house.includes(on("2026-11-29")));
  CHECK_FALSE(house.includes(on("2026-11-17")));
}
