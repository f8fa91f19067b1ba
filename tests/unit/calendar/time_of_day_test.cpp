#include "calendar/time_of_day.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace std::chrono_literals;
using calendar::parse_time_of_day;

TEST_CASE("a time of day is read with one digit of hours or two, and written with two") {
  CHECK(parse_time_of_day("9:30").value() == 9h + 30min);
  CHECK(parse_time_of_day("09:30").value() == 9h + 30min);
  CHECK(parse_time_of_day("16:00").value() == 16h);
  CHECK(parse_time_of_day("0:00").value() == 0min);
  CHECK(parse_time_of_day("23:59").value() == 23h + 59min);
  CHECK(calendar::to_string(9h + 30min) == "09:30");
  CHECK(calendar::to_string(0min) == "00:00");
}

TEST_CASE("every minute of the day comes back from its text") {
  for (auto time = 0min; time < 24h; ++time)
    REQUIRE(parse_time_of_day(calendar::to_string(time)).value() == time);
}

TEST_CASE("what is no time of day is refused with a hint") {
  for (auto const* const written :
       {"",     "9",      "9:3", "9:300", "24:00",  "12:60", "-9:30", "+9:30", " 9:30", "9:30 ",
        "9.30", "9:30am", "4pm", ":30",   "009:30", "9:3x",  "x:30",  "9::30", "noon",  "9：30"}) {
    CAPTURE(written);
    auto const read = parse_time_of_day(written);
    REQUIRE(read.has_error());
    CHECK(read.error().code == errc::invalid_input);
    CHECK(read.error().detail == "\"" + std::string(written) +
                                     "\" is not a time of day; write it with 24 hours, like 9:30 or 16:00");
  }
  CHECK(parse_time_of_day(std::string(100'000, '1')).error().detail.size() < 200);
}
