#include "calendar/spoken_dates.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace huzzah;

namespace {

calendar::local_date day(std::string const& date) {
  return calendar::parse_date(date).value();
}

std::string spoken(std::string const& first, std::string const& last) {
  return calendar::dates_in_words(day(first), day(last));
}

}  // namespace

TEST_CASE("dates are said once where they have something in common") {
  CHECK(spoken("2026-11-20", "2026-11-20") == "20 November 2026");
  CHECK(spoken("2026-11-16", "2026-11-20") == "16 to 20 November 2026");
  CHECK(spoken("2026-11-30", "2026-12-04") == "30 November to 4 December 2026");
  CHECK(spoken("2026-12-28", "2027-01-01") == "28 December 2026 to 1 January 2027");
  CHECK(spoken("2026-01-05", "2027-01-05") == "5 January 2026 to 5 January 2027");
}

TEST_CASE("days have a short form, too") {
  CHECK(calendar::short_weekday(day("2026-11-16")) == "Mon");
  CHECK(calendar::short_weekday(day("2026-11-22")) == "Sun");
  CHECK(calendar::short_date(day("2026-11-16")) == "16 Nov");
  CHECK(calendar::short_date(day("2026-05-01")) == "1 May");
  CHECK(calendar::in_words(std::chrono::Sunday) == "Sunday");
}
