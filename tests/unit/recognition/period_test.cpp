#include "recognition/period.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using recognition::period;
using recognition::period_start;

namespace {

calendar::local_date day(std::string_view written) {
  return calendar::parse_date(written).value();
}

}  // namespace

TEST_CASE("a week starts on its Monday, a month on its first") {
  CHECK(period_start(period::week, day("2026-11-21")) == day("2026-11-16"));
  CHECK(period_start(period::week, day("2026-11-16")) == day("2026-11-16"));
  CHECK(period_start(period::month, day("2026-11-21")) == day("2026-11-01"));
  CHECK(period_start(period::all, day("2026-11-21")) == day("1970-01-01"));
}

TEST_CASE("periods are read by their names in any case") {
  CHECK(recognition::period_from("week") == period::week);
  CHECK(recognition::period_from(" Month ") == period::month);
  CHECK(recognition::period_from("ALL") == period::all);
  CHECK_FALSE(recognition::period_from("year"));
  CHECK_FALSE(recognition::period_from(""));
  for (auto const span : {period::week, period::month, period::all})
    CHECK(recognition::period_from(recognition::to_string(span)) == span);
}
