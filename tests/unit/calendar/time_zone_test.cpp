#include "calendar/time_zone.hpp"

#include "calendar/timestamp.hpp"
#include "support/moment.hpp"

#include <doctest/doctest.h>

#include <thread>
#include <vector>

using namespace huzzah;
using namespace std::chrono_literals;
using calendar::local_date;
using calendar::local_time;
using calendar::time_zone;

namespace {

time_zone zone(std::string_view name) {
  return time_zone::find(name).value();
}
local_date day(std::string_view written) {
  return calendar::parse_date(written).value();
}
base::time_point at(std::string_view written) {
  return test::moment(written);
}

/// The moment, in UTC, of a day's start or of a time on it.
std::string start(time_zone const& where, std::string_view date) {
  return calendar::to_rfc3339(where.start_of(day(date)));
}
std::string moment(time_zone const& where, std::string_view date, base::duration since_midnight) {
  return calendar::to_rfc3339(where.to_utc(local_time(day(date)) + since_midnight));
}

}  // namespace

TEST_CASE("a zone is found by its IANA name and keeps it") {
  for (auto const* const name : {"Europe/Berlin", "America/New_York", "Asia/Kolkata", "Etc/UTC", "UTC",
                                 "America/Argentina/Buenos_Aires", "Australia/Lord_Howe"})
    CHECK(zone(name).name() == name);
  CHECK(time_zone().name() == "Etc/UTC");
  CHECK(zone("Europe/Berlin") == zone("Europe/Berlin"));
}

TEST_CASE("an unknown zone is not found, and the nearest name is offered") {
  auto const why = [](std::string_view name) {
    auto const found = time_zone::find(name);
    REQUIRE(found.has_error());
    CHECK(found.error().code == errc::not_found);
    return found.error().detail;
  };
  CHECK(why("Europe/Berlni") == "no time zone is called \"Europe/Berlni\"; did you mean Europe/Berlin?");
  CHECK(why("Europe/berlin") == "no time zone is called \"Europe/berlin\"; did you mean Europe/Berlin?");
  CHECK(why("qqqqqqqqqqqqqqqqqqqqqqqq") ==
        "no time zone is called \"qqqqqqqqqqqqqqqqqqqqqqqq\"; use an IANA name such as Europe/Berlin");
  for (auto const* const name :
       {"", "/", "..", "../zoneinfo/Europe/Berlin", "/etc/passwd", "Europe", "zone.tab"}) {
    CAPTURE(name);
    why(name);
  }
  CHECK(why(std::string(100'000, 'x')).size() < 200);
}

TEST_CASE("a moment lies in the local day of its zone") {
  auto const late = at("2026-11-21T23:30:00Z");
  CHECK(time_zone().date_of(late) == day("2026-11-21"));
  CHECK(zone("Europe/Berlin").date_of(late) == day("2026-11-22"));
  CHECK(zone("America/Los_Angeles").date_of(late) == day("2026-11-21"));
  CHECK(zone("Pacific/Kiritimati").date_of(at("2026-11-21T10:00:00Z")) == day("2026-11-22"));
  CHECK(zone("Pacific/Kiritimati").date_of(at("2026-11-21T09:59:59.999999Z")) == day("2026-11-21"));
  CHECK(zone("America/New_York").date_of(at("1960-01-01T04:59:59Z")) == day("1959-12-31"));
}

TEST_CASE("a day starts at local midnight") {
  CHECK(start(time_zone(), "2026-11-21") == "2026-11-21T00:00:00Z");
  CHECK(start(zone("Europe/Berlin"), "2026-11-21") == "2026-11-20T23:00:00Z");
  CHECK(start(zone("Europe/Berlin"), "2026-07-01") == "2026-06-30T22:00:00Z");
  CHECK(start(zone("Asia/Kathmandu"), "2026-11-21") == "2026-11-20T18:15:00Z");
}

TEST_CASE("days with a change of clocks are 23 and 25 hours long") {
  auto const berlin = zone("Europe/Berlin");
  CHECK(berlin.start_of(day("2026-03-30")) - berlin.start_of(day("2026-03-29")) == 23h);
  CHECK(berlin.start_of(day("2026-10-26")) - berlin.start_of(day("2026-10-25")) == 25h);
}

TEST_CASE("a local time that is skipped means the first moment after the gap") {
  auto const berlin = zone("Europe/Berlin");
  CHECK(moment(berlin, "2026-03-29", 2h - 1us) == "2026-03-29T00:59:59.999999Z");
  CHECK(moment(berlin, "2026-03-29", 2h) == "2026-03-29T01:00:00Z");
  CHECK(moment(berlin, "2026-03-29", 2h + 30min) == "2026-03-29T01:00:00Z");
  CHECK(moment(berlin, "2026-03-29", 3h) == "2026-03-29T01:00:00Z");
  CHECK(moment(berlin, "2026-03-29", 3h + 30min) == "2026-03-29T01:30:00Z");
}

TEST_CASE("a local time that comes twice means the first") {
  auto const berlin = zone("Europe/Berlin");
  CHECK(moment(berlin, "2026-10-25", 2h - 1us) == "2026-10-24T23:59:59.999999Z");
  CHECK(moment(berlin, "2026-10-25", 2h) == "2026-10-25T00:00:00Z");
  CHECK(moment(berlin, "2026-10-25", 2h + 30min) == "2026-10-25T00:30:00Z");
  CHECK(moment(berlin, "2026-10-25", 3h) == "2026-10-25T02:00:00Z");
}

TEST_CASE("a day whose midnight is skipped starts when the clocks have been turned") {
  auto const cairo = zone("Africa/Cairo");
  CHECK(start(cairo, "2024-04-26") == "2024-04-25T22:00:00Z");
  CHECK(cairo.date_of(at("2024-04-25T22:00:00Z")) == day("2024-04-26"));
  CHECK(cairo.date_of(at("2024-04-25T21:59:59Z")) == day("2024-04-25"));
}

TEST_CASE("a day whose midnight comes twice starts at the first") {
  auto const havana = zone("America/Havana");
  CHECK(start(havana, "2024-11-03") == "2024-11-03T04:00:00Z");
  CHECK(havana.date_of(at("2024-11-03T05:30:00Z")) == day("2024-11-03"));
}

TEST_CASE("a day that a zone skipped starts when the next one does") {
  auto const apia = zone("Pacific/Apia");
  CHECK(start(apia, "2011-12-30") == start(apia, "2011-12-31"));
  CHECK(apia.date_of(apia.start_of(day("2011-12-31")) - 1us) == day("2011-12-29"));
}

TEST_CASE("what the wall clock shows leads back to the moment") {
  auto const sydney = zone("Australia/Sydney");
  for (auto now = at("2026-01-01T00:00:00.000001Z"); now < at("2027-01-01T00:00:00Z"); now += 7h) {
    auto const back = sydney.to_utc(sydney.to_local(now));
    REQUIRE((back == now || now - back == 1h));  // an hour less when the clock shows it the second time
  }
  CHECK(sydney.to_local(at("2026-11-21T00:00:00Z")) == local_time(day("2026-11-21")) + 11h);
}

TEST_CASE("in zones around the world each day starts where the one before ends") {
  for (auto const* const name :
       {"Africa/Casablanca", "Africa/Johannesburg", "America/Asuncion",  "America/Nuuk",
        "America/Santiago",  "America/St_Johns",    "America/Sao_Paulo", "Antarctica/Troll",
        "Asia/Beirut",       "Asia/Gaza",           "Asia/Kathmandu",    "Asia/Tehran",
        "Asia/Tokyo",        "Atlantic/Azores",     "Australia/Eucla",   "Australia/Lord_Howe",
        "Europe/Dublin",     "Europe/London",       "Pacific/Chatham",   "Pacific/Kiritimati",
        "Pacific/Pago_Pago"}) {
    auto const where = zone(name);
    for (auto date = day("2015-01-01"); date < day("2030-01-01"); date += std::chrono::days(1)) {
      auto const begin = where.start_of(date);
      if (where.date_of(begin) != date || where.date_of(begin - 1us) != date - std::chrono::days(1))
        FAIL(name << " " << calendar::to_string(date) << " starts at " << calendar::to_rfc3339(begin));
    }
  }
}

TEST_CASE("many threads may find and ask zones at once") {
  std::vector<std::thread> threads;
  std::vector<std::string> answers(8);
  for (auto& answer : answers)
    threads.emplace_back([&answer] {
      for (auto const* const name : {"Europe/Lisbon", "Asia/Seoul", "America/Denver"})
        answer += start(zone(name), "2026-11-21") + " ";
    });
  for (auto& thread : threads)
    thread.join();
  for (auto const& answer : answers)
    CHECK(answer == "2026-11-21T00:00:00Z 2026-11-20T15:00:00Z 2026-11-21T07:00:00Z ");
}
