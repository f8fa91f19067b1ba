#include "calendar/timestamp.hpp"
#include "support/moment.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace huzzah;
using namespace std::chrono_literals;
using base::time_point;
using calendar::to_rfc3339;

namespace {

time_point const moment = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + 21h + 40min;

}  // namespace

TEST_CASE("a moment is written in UTC, with a fraction only where there is one") {
  CHECK(to_rfc3339(moment) == "2026-11-21T21:40:00Z");
  CHECK(to_rfc3339(moment + 1us) == "2026-11-21T21:40:00.000001Z");
  CHECK(to_rfc3339(moment + 250ms) == "2026-11-21T21:40:00.250000Z");
  CHECK(to_rfc3339(time_point{}) == "1970-01-01T00:00:00Z");
  CHECK(to_rfc3339(time_point{} - 1us) == "1969-12-31T23:59:59.999999Z");
}

TEST_CASE("every moment comes back from its text") {
  std::mt19937_64 random(3);
  std::uniform_int_distribution<std::int64_t> micros(-62'135'596'800'000'000, 253'402'300'799'999'999);
  for (int round = 0; round < 20'000; ++round) {
    time_point const any(base::duration{micros(random)});
    REQUIRE(test::moment(to_rfc3339(any)) == any);
  }
}

TEST_CASE("a length of time is said in its largest unit") {
  CHECK(calendar::in_words(10min) == "10 minutes");
  CHECK(calendar::in_words(1min) == "1 minute");
  CHECK(calendar::in_words(59s) == "59 seconds");
  CHECK(calendar::in_words(119s) == "1 minute");
  CHECK(calendar::in_words(36h) == "1 day");
  CHECK(calendar::in_words(15 * 24h) == "2 weeks");
  CHECK(calendar::in_words(3h) == "3 hours");
  CHECK(calendar::in_words(999ms) == "a moment");
  CHECK(calendar::in_words(-5min) == "a moment");
}
