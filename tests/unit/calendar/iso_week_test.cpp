#include "calendar/iso_week.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using calendar::iso_week;
using calendar::local_date;
using calendar::parse_iso_week;

namespace {

local_date day(std::string_view written) {
  return calendar::parse_date(written).value();
}
std::string week(std::string_view date) {
  return calendar::to_string(calendar::week_of(day(date)));
}

}  // namespace

TEST_CASE("the days around New Year lie in the week that holds its Thursday") {
  CHECK(week("2026-11-21") == "2026-W47");
  CHECK(week("2026-01-01") == "2026-W01");
  CHECK(week("2025-12-29") == "2026-W01");
  CHECK(week("2025-12-28") == "2025-W52");
  CHECK(week("2026-12-31") == "2026-W53");
  CHECK(week("2027-01-03") == "2026-W53");
  CHECK(week("2027-01-04") == "2027-W01");
  CHECK(week("2021-01-03") == "2020-W53");
  CHECK(week("2024-12-30") == "2025-W01");
  CHECK(week("1970-01-01") == "1970-W01");
}

TEST_CASE("a week begins with its Monday") {
  CHECK(calendar::first_day({2026, 47}) == day("2026-11-16"));
  CHECK(calendar::first_day({2026, 1}) == day("2025-12-29"));
  CHECK(calendar::first_day({2026, 53}) == day("2026-12-28"));
}

TEST_CASE("four hundred years of days lie in their weeks, which come back from their text") {
  auto last = calendar::week_of(day("1900-01-01") - std::chrono::days(1));
  for (auto date = day("1900-01-01"); date < day("2300-01-01"); date += std::chrono::days(1)) {
    auto const its_week = calendar::week_of(date);
    REQUIRE(calendar::first_day(its_week) == calendar::week_start(date));
    REQUIRE(parse_iso_week(calendar::to_string(its_week)).value() == its_week);
    REQUIRE((std::chrono::weekday(date) == std::chrono::Monday ? its_week > last : its_week == last));
    last = its_week;
  }
}

TEST_CASE("what is no week is refused with a hint") {
  CHECK(parse_iso_week("2026-w47").value() == iso_week{2026, 47});
  auto const why = [](std::string_view written) {
    auto const read = parse_iso_week(written);
    REQUIRE(read.has_error());
    CHECK(read.error().code == errc::invalid_input);
    return read.error().detail;
  };
  for (auto const* const written : {"", "47", "2026-47", "2026W47", "2026-W4", "2026-W471", "-026-W47",
                                    "2026-W4x", "2026-W47 ", "2026-11-21", "2026-V47"}) {
    CAPTURE(written);
    CHECK(why(written) ==
          "\"" + std::string(written) + "\" is not a week; write it as year and number, like 2026-W47");
  }
  for (auto const* const written : {"2026-W00", "2026-W54", "2025-W53", "2027-W53", "2026-W99", "0000-W01"}) {
    CAPTURE(written);
    CHECK(why(written) == "\"" + std::string(written) + "\" is a week that no calendar has");
  }
  CHECK(why(std::string(100'000, 'x')).size() < 200);
}
