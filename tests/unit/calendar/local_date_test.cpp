#include "calendar/local_date.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace std::chrono_literals;
using calendar::local_date;
using calendar::parse_date;

namespace {

local_date day(std::string_view written) {
  return parse_date(written).value();
}

}  // namespace

TEST_CASE("a date is written and read as year-month-day") {
  auto const date = local_date(std::chrono::year(2026) / 11 / 21);
  CHECK(calendar::to_string(date) == "2026-11-21");
  CHECK(day("2026-11-21") == date);
  for (auto const* const written :
       {"0001-01-01", "1969-12-31", "1970-01-01", "2024-02-29", "2000-02-29", "9999-12-31"})
    CHECK(calendar::to_string(day(written)) == written);
}

TEST_CASE("what is no date is refused with a hint") {
  auto const why = [](std::string_view written) {
    auto const read = parse_date(written);
    REQUIRE(read.has_error());
    CHECK(read.error().code == errc::invalid_input);
    return read.error().detail;
  };
  for (auto const* const written :
       {"", "yesterday", "21.11.2026", "2026/11/21", "2026-11-1", "2026-1-21", "+026-11-21", "-026-11-21",
        "2026-11-21 ", " 2026-11-21", "2026-11-2x", "20261121", "2026-11-21T00:00:00Z", "２０２６-11-21"}) {
    CAPTURE(written);
    CHECK(why(written) == "\"" + std::string(written).substr(0, 40) +
                              "\" is not a date; write it as year-month-day, like 2026-11-21");
  }
  CHECK(why("2026-21-11") == "\"2026-21-11\" has no such month; the form is year-month-day");
  CHECK(why("2026-00-11") == "\"2026-00-11\" has no such month; the form is year-month-day");
  for (auto const* const written :
       {"2026-02-29", "1900-02-29", "2026-04-31", "2026-11-00", "2026-01-32", "0000-01-01"}) {
    CAPTURE(written);
    CHECK(why(written) == "\"" + std::string(written) + "\" is a day that no calendar has");
  }
  CHECK(why(std::string(100'000, 'x')).size() < 200);
}

TEST_CASE("a week begins on Monday, across months and years") {
  CHECK(calendar::week_start(day("2026-11-16")) == day("2026-11-16"));
  CHECK(calendar::week_start(day("2026-11-22")) == day("2026-11-16"));
  CHECK(calendar::week_start(day("2026-11-23")) == day("2026-11-23"));
  CHECK(calendar::week_start(day("2026-01-01")) == day("2025-12-29"));
  CHECK(calendar::week_start(day("1969-12-31")) == day("1969-12-29"));
}

TEST_CASE("a month begins on its first day") {
  CHECK(calendar::month_start(day("2026-11-21")) == day("2026-11-01"));
  CHECK(calendar::month_start(day("2024-02-29")) == day("2024-02-01"));
  CHECK(calendar::month_start(day("2026-12-01")) == day("2026-12-01"));
}

TEST_CASE("four hundred years of days come back from their text, each a week from its week's start or less") {
  for (auto date = day("1900-01-01"); date < day("2300-01-01"); date += std::chrono::days(1)) {
    REQUIRE(parse_date(calendar::to_string(date)).value() == date);
    auto const monday = calendar::week_start(date);
    REQUIRE(std::chrono::weekday(monday) == std::chrono::Monday);
    REQUIRE((monday <= date && date - monday < std::chrono::weeks(1)));
  }
}
