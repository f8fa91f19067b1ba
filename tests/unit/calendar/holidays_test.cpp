#include "calendar/holidays.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

using namespace huzzah;
using calendar::local_date;

namespace {

local_date day(std::string_view written) {
  return calendar::parse_date(written).value();
}

std::string shown(std::set<local_date> const& days) {
  std::string text;
  for (auto const date : days)
    text += (text.empty() ? "" : " ") + calendar::to_string(date);
  return text;
}

/// The days off in 2026 of an event made of these lines.
std::string days_of(std::string const& lines) {
  auto const days = calendar::read_holidays(
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Party\n" + lines + "END:VEVENT\nEND:VCALENDAR\n",
      day("2026-01-01"), day("2026-12-31"));
  return days ? shown(*days) : days.error().detail;
}

std::string why_not(std::string_view text) {
  auto const days = calendar::read_holidays(text, day("2026-01-01"), day("2026-12-31"));
  REQUIRE(days.has_error());
  CHECK(days.error().code == errc::invalid_input);
  CHECK(days.error().detail.size() < 300);
  return days.error().detail;
}

}  // namespace

TEST_CASE("a calendar of holidays as an office publishes it") {
  std::ifstream file(HUZZAH_SOURCE_DIR "/tests/unit/calendar/holidays.ics", std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  auto const in = [&](std::string_view from, std::string_view until) {
    return shown(calendar::read_holidays(text.str(), day(from), day(until)).value());
  };
  CHECK(in("2026-01-01", "2026-12-31") ==
        "2026-01-01 2026-01-05 2026-02-02 2026-04-03 2026-04-07 2026-06-01 2026-07-09 2026-07-10 2026-11-26 "
        "2026-11-27 "
        "2026-12-24 2026-12-25 2026-12-26");
  CHECK(in("2030-11-01", "2031-01-01") ==
        "2030-11-28 2030-11-29 2030-12-24 2030-12-25 2030-12-26 2031-01-01");
  CHECK(in("2026-12-25", "2026-12-25") == "2026-12-25");
  CHECK(in("2026-12-27", "2026-12-20").empty());
  CHECK(in("1999-01-01", "2019-12-31").empty());
}

TEST_CASE("an event covers the days that it touches, its end being the first moment that is free") {
  std::vector<std::pair<std::string, std::string>> const table = {
      {"DTSTART;VALUE=DATE:20260504\n", "2026-05-04"},
      {"DTSTART:20260504\n", "2026-05-04"},
      {"dtstart;value=date:20260504\n", "2026-05-04"},
      {"DTSTART;VALUE=DATE:20260504\nDTEND;VALUE=DATE:20260505\n", "2026-05-04"},
      {"DTSTART;VALUE=DATE:20260504\nDTEND;VALUE=DATE:20260506\n", "2026-05-04 2026-05-05"},
      {"DTSTART;VALUE=DATE:20260504\nDTEND;VALUE=DATE:20260504\n", "2026-05-04"},
      {"DTSTART;VALUE=DATE:20260504\nDTEND;VALUE=DATE:20260501\n", "2026-05-04"},
      {"DTEND;VALUE=DATE:20260506\nDTSTART;VALUE=DATE:20260504\n", "2026-05-04 2026-05-05"},
      {"DTSTART:20260504T090000Z\n", "2026-05-04"},
      {"DTSTART:20260504T090000Z\nDTEND:20260504T170000Z\n", "2026-05-04"},
      {"DTSTART:20260504T220000\nDTEND:20260505T000000\n", "2026-05-04"},
      {"DTSTART:20260504T220000\nDTEND:20260505T000001\n", "2026-05-04 2026-05-05"},
      {"DTSTART:20260504T000000\nDTEND:20260506T000000\n", "2026-05-04 2026-05-05"},
      {"DTSTART;TZID=Mars/Olympus:20260504T090000\n", "2026-05-04"},
      {"DTSTART;VALUE=DATE:20260504\nDURATION:P2D\n", "2026-05-04 2026-05-05"},
      {"DTSTART;VALUE=DATE:20260504\nDURATION:P1W\n",
       "2026-05-04 2026-05-05 2026-05-06 2026-05-07 2026-05-08 2026-05-09 2026-05-10"},
      {"DTSTART:20260504T220000\nDURATION:PT2H\n", "2026-05-04"},
      {"DTSTART:20260504T220000\nDURATION:PT3H\n", "2026-05-04 2026-05-05"},
      {"DTSTART:20260504T090000\nDURATION:-PT3H\n", "2026-05-04"},
      {"DTSTART;VALUE=DATE:20251230\nDTEND;VALUE=DATE:20260102\n", "2026-01-01"},
      {"DTSTART;VALUE=DATE:20261231\nDTEND;VALUE=DATE:20990101\n", "2026-12-31"},
      {"DTSTART;VALUE=DATE:20270101\n", ""},
      {"DTSTART;VALUE=DATE:20260504\nSTATUS:CANCELLED\n", ""},
      {"DTSTART;VALUE=DATE:20260504\nSTATUS:CONFIRMED\n", "2026-05-04"},
      {"DTSTART;VALUE=DATE:20260504\nSTATUS:WHATEVER\n", "2026-05-04"},
      {"DTST\n ART;VAL\n\tUE=DATE:2026\n 0504\n", "2026-05-04"},
      {"DTSTART;X-NOTE=\"a:b;c\";VALUE=DATE:20260504\n", "2026-05-04"},
      {"DTSTART;VALUE=DATE:20260504\nno property at all\nATTACH;X=:\n", "2026-05-04"},
  };
  for (auto const& [lines, days] : table) {
    CAPTURE(lines);
    CHECK(days_of(lines) == days);
  }
}

TEST_CASE("repetitions are followed up to the last day asked for") {
  std::vector<std::pair<std::string, std::string>> const table = {
      {"DTSTART;VALUE=DATE:20100504\nRRULE:FREQ=YEARLY\n", "2026-05-04"},
      {"DTSTART;VALUE=DATE:20200229\nRRULE:FREQ=YEARLY\n", ""},
      {"DTSTART;VALUE=DATE:20260504\nRRULE:FREQ=DAILY;COUNT=3\n", "2026-05-04 2026-05-05 2026-05-06"},
      {"DTSTART;VALUE=DATE:20260504\nRRULE:FREQ=DAILY;INTERVAL=2;UNTIL=20260508\n",
       "2026-05-04 2026-05-06 2026-05-08"},
      {"DTSTART:20260504T090000\nRRULE:FREQ=DAILY;UNTIL=20260506T090000Z\n",
       "2026-05-04 2026-05-05 2026-05-06"},
      {"DTSTART;VALUE=DATE:20261230\nRRULE:FREQ=DAILY\n", "2026-12-30 2026-12-31"},
      {"DTSTART;VALUE=DATE:20261218\nRRULE:FREQ=WEEKLY\n", "2026-12-18 2026-12-25"},
      {"DTSTART;VALUE=DATE:20260504\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU;COUNT=3\n",
       "2026-05-04 2026-05-05 2026-05-11"},
      {"DTSTART;VALUE=DATE:20261031\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-1\n", "2026-10-31 2026-11-30 2026-12-31"},
      {"DTSTART;VALUE=DATE:20190905\nRRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=1MO\n", "2026-09-07"},
      {"DTSTART;VALUE=DATE:20260504\nDTEND;VALUE=DATE:20260506\nRRULE:FREQ=WEEKLY;COUNT=2\n",
       "2026-05-04 2026-05-05 2026-05-11 2026-05-12"},
      {"DTSTART;VALUE=DATE:20260504\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20260505\n",
       "2026-05-04 2026-05-06"},
      {"DTSTART;VALUE=DATE:20260504\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20260504,20260505\n",
       "2026-05-06"},
      {"DTSTART:20260504T090000\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE:20260505T090000\n", "2026-05-04"},
      {"DTSTART;VALUE=DATE:20260504\nRDATE;VALUE=DATE:20260601,20260701\n",
       "2026-05-04 2026-06-01 2026-07-01"},
      {"DTSTART:20260504T090000Z\nRDATE;VALUE=PERIOD:20260601T090000Z/PT1H\n", "2026-05-04 2026-06-01"},
      {"DTSTART;VALUE=DATE:20260504\nRRULE:FREQ=YEARLY;BYHOUR=1,2,3;BYMINUTE=1,2,3\n", "2026-05-04"},
      {"DTSTART;VALUE=DATE:20270504\nRRULE:FREQ=DAILY\n", ""},
  };
  for (auto const& [lines, days] : table) {
    CAPTURE(lines);
    CHECK(days_of(lines) == days);
  }
}

TEST_CASE("an occurrence that has an event of its own is told by that alone") {
  std::string const series = "DTSTART;VALUE=DATE:20260504\nRRULE:FREQ=WEEKLY;COUNT=3\nEND:VEVENT\n";
  std::string const moved =
      "BEGIN:VEVENT\nUID:1\nRECURRENCE-ID;VALUE=DATE:20260511\nDTSTART;VALUE=DATE:20260512\n";
  CHECK(days_of(series + moved) == "2026-05-04 2026-05-12 2026-05-18");
  CHECK(days_of(series + moved + "STATUS:CANCELLED\n") == "2026-05-04 2026-05-18");
  CHECK(days_of(series +
                "BEGIN:VEVENT\nUID:2\nRECURRENCE-ID;VALUE=DATE:20260511\nDTSTART;VALUE=DATE:20260512\n") ==
        "2026-05-04 2026-05-11 2026-05-12 2026-05-18");
}

TEST_CASE("an event that can't be read is named") {
  std::string const start = "DTSTART;VALUE=DATE:20260504\n";
  CHECK(days_of("") == "the calendar's event \"Party\" does not say when it begins (DTSTART)");
  CHECK(days_of("DTSTART:tomorrow\n") ==
        "the calendar's event \"Party\" has a DTSTART that is no date: tomorrow");
  CHECK(days_of("DTSTART;VALUE=DATE:20260230\n") ==
        "the calendar's event \"Party\" has a DTSTART that is no date: 20260230");
  CHECK(days_of(start + "DTEND:later\n") ==
        "the calendar's event \"Party\" has a DTEND that is no date: later");
  CHECK(days_of(start + "DURATION:long\n") ==
        "the calendar's event \"Party\" has a DURATION that is no length of time: long");
  CHECK(days_of(start + "RRULE:now and then\n") ==
        "the calendar's event \"Party\" has a rule of repetition that can't be read: now and then");
  CHECK(days_of(start + "RRULE:FREQ=SECONDLY\n") ==
        "the calendar's event \"Party\" repeats more often than daily, which no holiday does");
  CHECK(days_of(start + "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\n") ==
        "the calendar's event \"Party\" has a rule of repetition that fits no date");
  CHECK(days_of(start + "EXDATE:never\n") ==
        "the calendar's event \"Party\" lists something in its EXDATE that is no date");
  std::string many;
  for (int i = 0; i < 40; ++i)
    many +=
        "DTSTART;VALUE=DATE:19500101\nRRULE:FREQ=DAILY\nEND:VEVENT\nBEGIN:VEVENT\nUID:" + std::to_string(i) +
        "\n";
  CHECK(days_of(many + start) ==
        "the calendar's event without a title repeats too often or fits too few dates, or all events "
        "together do");
}

TEST_CASE(
    "rules that fit few dates or none end the reading, however many events have one, and the event is "
    "named") {
  for (auto const* const rule : {"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
                                 "FREQ=MONTHLY;BYMONTHDAY=29;BYMONTH=2", "FREQ=YEARLY;BYMONTH=2;BYDAY=5MO"}) {
    CAPTURE(rule);
    std::string all = "BEGIN:VCALENDAR\n";
    for (int i = 0; i < 200; ++i)
      all += "BEGIN:VEVENT\nUID:" + std::to_string(i) +
             "\nSUMMARY:Feast\nDTSTART;VALUE=DATE:00010101\nRRULE:" + rule + "\nEND:VEVENT\n";
    CHECK(
        why_not(all + "END:VCALENDAR\n") ==
        "the calendar's event \"Feast\" repeats too often or fits too few dates, or all events together do");
  }
}

TEST_CASE("a thousand birthdays of a century are no trouble") {
  std::string all = "BEGIN:VCALENDAR\n";
  for (int i = 0; i < 1000; ++i)
    all += "BEGIN:VEVENT\nUID:" + std::to_string(i) +
           "\nDTSTART;VALUE=DATE:19260504\nRRULE:FREQ=YEARLY\nEND:VEVENT\n";
  CHECK(
      shown(calendar::read_holidays(all + "END:VCALENDAR\n", day("2026-01-01"), day("2026-12-31")).value()) ==
      "2026-05-04");
}

TEST_CASE("what is no calendar is refused, and says why") {
  std::string const begin = "this is no calendar in the iCalendar format (.ics): ";
  CHECK(why_not("") == begin + "it is empty");
  CHECK(why_not(" \n\n") == begin + "it is empty");
  for (std::string const text : {"hello", "<html>404</html>", "{\"a\": 1}", "BEGIN:VEVENT\nEND:VEVENT\n",
                                 "END:VCALENDAR\n", "\xFF\xFE\0B", "BEGIN", ":", "2026-12-25"}) {
    CAPTURE(text);
    CHECK(why_not(text) == begin + "it does not begin with BEGIN:VCALENDAR");
  }
  CHECK(why_not("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260504\n") == begin + "it stops before END:VEVENT");
  CHECK(why_not("BEGIN:VCALENDAR\n") == begin + "it stops before END:VCALENDAR");
  CHECK(why_not("BEGIN:VCALENDAR\nEND:VEVENT\n") == begin + "\"END:VEVENT\" ends what has not begun");
  CHECK(why_not("BEGIN:VCALENDAR\nEND:VCALENDAR\nmore\n") ==
        begin + "something stands behind its END:VCALENDAR");
  std::string deep = "BEGIN:VCALENDAR\n";
  for (int i = 0; i < 100'000; ++i)
    deep += "BEGIN:A\n";
  CHECK(why_not(deep) == begin + "its parts are nested too deeply");
  std::string large;
  large.resize(11'000'000, 'x');
  CHECK(why_not(large) == begin + "it is larger than 10 MB");
  std::string long_line =
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nRDATE:" + std::string(30'000, '1') + "\nEND:VEVENT\nEND:VCALENDAR\n";
  CHECK(why_not(long_line) == begin + "its event without a title is too long");
}

TEST_CASE("calendars in a row, without events, with a byte order mark and with bare line ends are fine") {
  auto const read = [](std::string_view text) {
    return shown(calendar::read_holidays(text, day("2026-01-01"), day("2026-12-31")).value());
  };
  std::string const one = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260504\nEND:VEVENT\nEND:VCALENDAR\n";
  CHECK(read("BEGIN:VCALENDAR\nEND:VCALENDAR").empty());
  CHECK(read("\xEF\xBB\xBF" + one) == "2026-05-04");
  CHECK(read("\n\n" + one + "\n" + one) == "2026-05-04");
  CHECK(read("begin:vcalendar\nbegin:vevent\ndtstart:20260504\nend:vevent\nend:vcalendar") == "2026-05-04");
}
