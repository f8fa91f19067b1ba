#include "calendar/schedule.hpp"

#include "calendar/timestamp.hpp"
#include "support/moment.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace huzzah;
using namespace std::chrono_literals;
using calendar::local_date;
using calendar::occurrence;
using calendar::schedule;

namespace {

local_date day(std::string_view written) {
  return calendar::parse_date(written).value();
}
base::time_point at(std::string_view written) {
  return test::moment(written);
}
schedule every(std::string_view days, std::string_view time, std::string_view zone) {
  schedule made;
  made.on.days = calendar::parse_weekdays(days).value();
  made.at = calendar::parse_time_of_day(time).value();
  made.zone = calendar::time_zone::find(zone).value();
  return made;
}
std::string shown(occurrence const& one) {
  return calendar::to_string(one.date) + " at " + calendar::to_rfc3339(one.at);
}
std::string next(schedule const& of, std::string_view moment) {
  auto const found = of.next_after(at(moment));
  return found ? shown(*found) : "none";
}
std::string last(schedule const& of, std::string_view moment) {
  auto const found = of.last_until(at(moment));
  return found ? shown(*found) : "none";
}
std::vector<std::string> all(schedule const& of, std::string_view after, std::string_view until) {
  std::vector<std::string> found;
  for (auto const& one : of.between(at(after), at(until)))
    found.push_back(shown(one));
  return found;
}

}  // namespace

TEST_CASE("the next occurrence is after a moment, the last one at or before it") {
  auto const berlin = every("mon-fri", "9:30", "Europe/Berlin");
  CHECK(next(berlin, "2026-11-20T08:29:59Z") == "2026-11-20 at 2026-11-20T08:30:00Z");
  CHECK(next(berlin, "2026-11-20T08:30:00Z") == "2026-11-23 at 2026-11-23T08:30:00Z");
  CHECK(last(berlin, "2026-11-20T08:30:00Z") == "2026-11-20 at 2026-11-20T08:30:00Z");
  CHECK(last(berlin, "2026-11-20T08:29:59Z") == "2026-11-19 at 2026-11-19T08:30:00Z");
  CHECK(last(berlin, "2026-11-22T12:00:00Z") == "2026-11-20 at 2026-11-20T08:30:00Z");
  CHECK(all(berlin, "2026-11-20T08:30:00Z", "2026-11-24T08:30:00Z") ==
        std::vector<std::string>{"2026-11-23 at 2026-11-23T08:30:00Z", "2026-11-24 at 2026-11-24T08:30:00Z"});
  CHECK(all(berlin, "2026-11-24T08:30:00Z", "2026-11-24T08:30:00Z").empty());
  CHECK(all(berlin, "2026-11-24T08:30:00Z", "2026-11-20T08:30:00Z").empty());
}

TEST_CASE("the date is the schedule's own, whatever the date in UTC") {
  CHECK(next(every("mon", "0:30", "Pacific/Kiritimati"), "2026-11-20T00:00:00Z") ==
        "2026-11-23 at 2026-11-22T10:30:00Z");
  CHECK(next(every("sun", "23:30", "America/Los_Angeles"), "2026-11-20T00:00:00Z") ==
        "2026-11-22 at 2026-11-23T07:30:00Z");
}

TEST_CASE("days off are left out, and a schedule without days never happens") {
  auto berlin = every("mon-fri", "9:30", "Europe/Berlin");
  berlin.on.off = {day("2026-12-24"), day("2026-12-25")};
  CHECK(next(berlin, "2026-12-23T12:00:00Z") == "2026-12-28 at 2026-12-28T08:30:00Z");
  CHECK(last(berlin, "2026-12-27T12:00:00Z") == "2026-12-23 at 2026-12-23T08:30:00Z");
  berlin.on.days = {};
  CHECK(next(berlin, "2026-12-23T12:00:00Z") == "none");
  CHECK(last(berlin, "2026-12-23T12:00:00Z") == "none");
  CHECK(all(berlin, "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z").empty());
}

TEST_CASE("a time that the clocks skip is the first moment after the gap") {
  CHECK(next(every("sun", "2:30", "Europe/Berlin"), "2026-03-28T12:00:00Z") ==
        "2026-03-29 at 2026-03-29T01:00:00Z");
  CHECK(next(every("sun", "2:00", "America/New_York"), "2026-03-07T12:00:00Z") ==
        "2026-03-08 at 2026-03-08T07:00:00Z");
  // Half an hour is skipped: 2:00 to 2:30.
  CHECK(next(every("sun", "2:15", "Australia/Lord_Howe"), "2026-10-03T00:00:00Z") ==
        "2026-10-04 at 2026-10-03T15:30:00Z");
  CHECK(next(every("sun", "2:45", "Australia/Lord_Howe"), "2026-10-03T00:00:00Z") ==
        "2026-10-04 at 2026-10-03T15:45:00Z");
  // The last hour of a Saturday is skipped: it is still Saturday's, though the clock shows Sunday.
  CHECK(next(every("sat", "23:30", "America/Nuuk"), "2026-03-28T12:00:00Z") ==
        "2026-03-28 at 2026-03-29T01:00:00Z");
}

TEST_CASE("a time that comes twice happens once, the first time") {
  auto const berlin = every("every day", "2:30", "Europe/Berlin");
  CHECK(all(berlin, "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z") ==
        std::vector<std::string>{"2026-10-25 at 2026-10-25T00:30:00Z", "2026-10-26 at 2026-10-26T01:30:00Z"});
  CHECK(next(berlin, "2026-10-25T00:30:00Z") == "2026-10-26 at 2026-10-26T01:30:00Z");
  CHECK(last(berlin, "2026-10-25T01:30:00Z") == "2026-10-25 at 2026-10-25T00:30:00Z");
  // Half an hour comes twice: 1:30 to 2:00.
  CHECK(all(every("every day", "1:45", "Australia/Lord_Howe"), "2026-04-03T20:00:00Z",
            "2026-04-05T20:00:00Z") ==
        std::vector<std::string>{"2026-04-05 at 2026-04-04T14:45:00Z", "2026-04-06 at 2026-04-05T15:15:00Z"});
}

TEST_CASE("nothing happens on a day that a zone leaves out") {
  auto const apia = every("every day", "9:30", "Pacific/Apia");
  CHECK_FALSE(calendar::exists(day("2011-12-30"), apia.zone));
  CHECK(calendar::exists(day("2011-12-29"), apia.zone));
  CHECK(calendar::exists(day("2011-12-31"), apia.zone));
  CHECK(all(apia, "2011-12-29T00:00:00Z", "2012-01-01T00:00:00Z") ==
        std::vector<std::string>{"2011-12-29 at 2011-12-29T19:30:00Z", "2011-12-31 at 2011-12-30T19:30:00Z",
                                 "2012-01-01 at 2011-12-31T19:30:00Z"});
  CHECK(next(apia, "2011-12-29T19:30:00Z") == "2011-12-31 at 2011-12-30T19:30:00Z");
  CHECK(last(apia, "2011-12-30T19:00:00Z") == "2011-12-29 at 2011-12-29T19:30:00Z");
}

TEST_CASE(
    "two years in every kind of zone: one occurrence for each due day, in order, at the right local time") {
  for (auto const* const zone :
       {"Etc/UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia",
        "Pacific/Kiritimati", "America/Nuuk", "Africa/Casablanca", "America/Havana"})
    for (auto const* const time : {"0:00", "2:15", "9:30", "23:45"}) {
      CAPTURE(zone);
      CAPTURE(time);
      auto const daily = every("mon-fri", time, zone);
      auto const start = at("2026-01-01T00:00:00Z");
      auto const end = at("2028-01-01T00:00:00Z");
      auto const found = daily.between(start, end);
      auto moment = start;
      for (auto const& one : found) {
        REQUIRE(one.at > moment);
        REQUIRE(daily.on.includes(one.date));
        auto const shown_time = daily.zone.to_local(one.at);
        auto const late = shown_time - (calendar::local_time(one.date) + daily.at);
        REQUIRE((late >= 0min && late <= 1h));
        REQUIRE(daily.next_after(moment) == one);
        REQUIRE(daily.next_after(one.at - 1us) == one);
        REQUIRE(daily.last_until(one.at) == one);
        moment = one.at;
      }
      auto expected = 0;
      for (auto date = daily.zone.date_of(start); date <= daily.zone.date_of(end);
           date += std::chrono::days(1)) {
        auto const instant = calendar::instant_of(date, daily.at, daily.zone);
        expected += daily.on.includes(date) && instant > start && instant <= end ? 1 : 0;
      }
      CHECK(static_cast<int>(found.size()) == expected);
      CHECK(found.size() > 515);
    }
}
