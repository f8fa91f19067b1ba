#include "features/standups/standup.hpp"

#include "calendar/timestamp.hpp"
#include "support/moment.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace huzzah;
using namespace std::chrono_literals;
using calendar::local_date;
using standups::due_step;
using standups::settings;
using standups::standup_mode;
using standups::standup_step;

namespace {

local_date day(std::string_view written) {
  return calendar::parse_date(written).value();
}
base::time_point at(std::string_view written) {
  return test::moment(written);
}
calendar::time_zone zone(std::string_view name) {
  return calendar::time_zone::find(name).value();
}

standups::settings core(std::string_view where = "Europe/Berlin") {
  standups::settings made;
  made.name = "core";
  made.channel = "#core";
  made.zone = zone(where);
  made.prompt_at = 9h + 30min;
  made.remind_at = 14h;
  made.close_at = 16h;
  return made;
}

std::string shown(standups::due_step const& step) {
  return std::string(standups::to_string(step.step)) + " of " + calendar::to_string(step.date) + " at " +
         calendar::to_rfc3339(step.at);
}
using lines = std::vector<std::string>;
lines steps(standups::settings const& of, std::string_view after, std::string_view until) {
  lines found;
  for (auto const& step : standups::steps_between(of, at(after), at(until)))
    found.push_back(shown(step));
  return found;
}

}  // namespace

TEST_CASE("a stand-up asks, reminds and closes on its days, in its zone") {
  auto standup = core();
  CHECK(steps(standup, "2026-11-20T00:00:00Z", "2026-11-24T00:00:00Z") ==
        lines{"prompt of 2026-11-20 at 2026-11-20T08:30:00Z", "remind of 2026-11-20 at 2026-11-20T13:00:00Z",
              "close of 2026-11-20 at 2026-11-20T15:00:00Z", "prompt of 2026-11-23 at 2026-11-23T08:30:00Z",
              "remind of 2026-11-23 at 2026-11-23T13:00:00Z", "close of 2026-11-23 at 2026-11-23T15:00:00Z"});
  CHECK(steps(standup, "2026-11-20T08:30:00Z", "2026-11-20T13:00:00Z") ==
        lines{"remind of 2026-11-20 at 2026-11-20T13:00:00Z"});
  CHECK(steps(standup, "2026-11-20T13:00:00Z", "2026-11-20T08:30:00Z").empty());
  standup.remind_at.reset();
  standup.on.off = {day("2026-11-20")};
  CHECK(steps(standup, "2026-11-20T00:00:00Z", "2026-11-24T00:00:00Z") ==
        lines{"prompt of 2026-11-23 at 2026-11-23T08:30:00Z", "close of 2026-11-23 at 2026-11-23T15:00:00Z"});
}

TEST_CASE("a round asked privately opens when its hour first strikes anywhere") {
  auto standup = core();
  standup.mode = standups::standup_mode::dm;
  standup.on.days = {std::chrono::Friday};
  CHECK(steps(standup, "2026-11-18T00:00:00Z", "2026-11-22T00:00:00Z") ==
        lines{"prompt of 2026-11-20 at 2026-11-19T19:30:00Z", "remind of 2026-11-20 at 2026-11-20T13:00:00Z",
              "close of 2026-11-20 at 2026-11-20T15:00:00Z"});
  CHECK(standups::asked_at(standup, day("2026-11-20"), zone("Pacific/Kiritimati")) ==
        at("2026-11-19T19:30:00Z"));
  CHECK(standups::asked_at(standup, day("2026-11-20"), zone("Europe/Berlin")) == at("2026-11-20T08:30:00Z"));
  CHECK(standups::asked_at(standup, day("2026-11-20"), zone("America/Los_Angeles")) ==
        at("2026-11-20T17:30:00Z"));
}

TEST_CASE("steps of two dates that overlap come in order of time") {
  auto standup = core("Pacific/Honolulu");
  standup.mode = standups::standup_mode::dm;
  standup.remind_at.reset();
  // Honolulu closes the day after Kiritimati has begun the next one.
  CHECK(steps(standup, "2026-11-17T12:00:00Z", "2026-11-19T12:00:00Z") ==
        lines{"prompt of 2026-11-18 at 2026-11-17T19:30:00Z", "close of 2026-11-17 at 2026-11-18T02:00:00Z",
              "prompt of 2026-11-19 at 2026-11-18T19:30:00Z", "close of 2026-11-18 at 2026-11-19T02:00:00Z"});
}

TEST_CASE("a stand-up that never meets has no next step, one after long holidays has") {
  auto standup = core();
  CHECK(shown(standups::next_step(standup, at("2026-11-20T15:00:00Z")).value()) ==
        "prompt of 2026-11-23 at 2026-11-23T08:30:00Z");
  for (auto date = day("2026-12-01"); date < day("2027-03-01"); date += std::chrono::days(1))
    standup.on.off.insert(date);
  CHECK(shown(standups::next_step(standup, at("2026-12-01T00:00:00Z")).value()) ==
        "prompt of 2027-03-01 at 2027-03-01T08:30:00Z");
  standup.on.days = {};
  CHECK_FALSE(standups::next_step(standup, at("2026-12-01T00:00:00Z")).has_value());
}

TEST_CASE("the next step is the first of those to come, whenever it is asked for, in all zones and modes") {
  for (auto const* const where : {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata",
                                  "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Honolulu"})
    for (auto const mode : {standups::standup_mode::thread, standups::standup_mode::dm}) {
      CAPTURE(where);
      auto standup = core(where);
      standup.mode = mode;
      auto const start = at("2026-02-01T00:00:00Z");
      auto const end = at("2027-02-01T00:00:00Z");
      auto const all = standups::steps_between(standup, start, end);
      CHECK(all.size() > 3u * 255u);
      auto moment = start;
      for (auto const& step : all) {
        REQUIRE(standups::next_step(standup, moment) == step);
        REQUIRE(standups::next_step(standup, step.at - 1us) == step);
        moment = step.at;
      }
    }
}

TEST_CASE("steps are done late within their grace") {
  CHECK(standups::grace(standups::standup_step::prompt) == 2h);
  CHECK(standups::grace(standups::standup_step::remind) == 5min);
  CHECK(standups::grace(standups::standup_step::close) == 12h);
  auto standup = core();
  auto const of = [&](standups::standup_step step) {
    for (auto const& due :
         standups::steps_between(standup, at("2026-11-19T16:00:00Z"), at("2026-11-20T16:00:00Z")))
      if (due.step == step && due.date == day("2026-11-20")) return due;
    FAIL("no such step");
    return standups::due_step{};
  };
  CHECK(standups::grace(standup, of(standups::standup_step::prompt)) == 2h);
  standup.mode = standups::standup_mode::dm;
  // From 19:30 UTC the day before to 15:00 UTC: whoever lives west has not been asked yet.
  CHECK(standups::grace(standup, of(standups::standup_step::prompt)) == 19h + 30min);
  CHECK(standups::grace(standup, of(standups::standup_step::remind)) == 5min);
  CHECK(standups::grace(standup, of(standups::standup_step::close)) == 12h);
}

TEST_CASE("modes and steps have names") {
  CHECK(standups::standup_mode_from("thread") == standups::standup_mode::thread);
  CHECK(standups::standup_mode_from("dm") == standups::standup_mode::dm);
  CHECK_FALSE(standups::standup_mode_from("mail").has_value());
  CHECK(standups::to_string(standups::standup_mode::dm) == "dm");
  CHECK(standups::to_string(standups::standup_step::remind) == "remind");
}
