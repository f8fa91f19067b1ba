#include "calendar/weekdays.hpp"

#include "calendar/spoken_dates.hpp"
#include "calendar/workdays.hpp"

#include <doctest/doctest.h>

#include <utility>
#include <vector>

using namespace huzzah;
using namespace std::chrono;
using calendar::parse_weekdays;
using calendar::weekdays;

TEST_CASE("days are read as people write them, and written as a person reads them") {
  std::vector<std::pair<char const*, char const*>> const table = {
      {"mon-fri", "Monday to Friday"},
      {"Mon - Fri", "Monday to Friday"},
      {"mon–fri", "Monday to Friday"},
      {"Monday to Friday", "Monday to Friday"},
      {"weekdays", "Monday to Friday"},
      {"working days", "Monday to Friday"},
      {"mon tue wed", "Monday to Wednesday"},
      {"mon,tue,wed,thu,fri", "Monday to Friday"},
      {"Monday, Thursday", "Monday and Thursday"},
      {"MON; THU", "Monday and Thursday"},
      {"fri mon wed", "Monday, Wednesday and Friday"},
      {"Monday, Wednesday and Friday", "Monday, Wednesday and Friday"},
      {"tues & thurs", "Tuesday and Thursday"},
      {"Tue. Thu.", "Tuesday and Thursday"},
      {"on Mondays", "Monday"},
      {"sat", "Saturday"},
      {"sat sun", "Saturday and Sunday"},
      {"sun mon", "Sunday and Monday"},
      {"sun-thu", "Sunday to Thursday"},
      {"sat-mon", "Saturday to Monday"},
      {"fri - fri", "Friday"},
      {"mon-wed, fri", "Monday to Wednesday and Friday"},
      {"mon-wed fri-sun", "Friday to Wednesday"},
      {"mon-tue, thu-fri", "Monday, Tuesday, Thursday and Friday"},
      {"tue-sat", "Tuesday to Saturday"},
      {"every day", "every day"},
      {"Daily", "every day"},
      {"mon-sun", "every day"},
      {"wed-tue", "every day"},
      {"mon mon mon", "Monday"},
  };
  for (auto const& [written, meant] : table) {
    CAPTURE(written);
    auto const days = parse_weekdays(written);
    REQUIRE(days.has_value());
    CHECK(calendar::in_words(*days) == meant);
  }
}

TEST_CASE("every set of days comes back from its text") {
  CHECK(calendar::in_words(weekdays{}) == "no day");
  for (unsigned set = 1; set < 128; ++set) {
    weekdays days;
    for (unsigned day = 0; day < 7; ++day)
      if ((set >> day & 1u) != 0) days.add(weekday(day));
    CAPTURE(calendar::in_words(days));
    CHECK(parse_weekdays(calendar::in_words(days)).value() == days);
  }
}

TEST_CASE("what names no days is refused with a hint") {
  for (auto const* const written : {"", " , ", "never", "monkey", "mo", "m-f", "mon-", "-fri", "mon--fri",
                                    "mon-wed-fri", "mon to", "and", "mon fries", "montag", "1-5"}) {
    CAPTURE(written);
    auto const read = parse_weekdays(written);
    REQUIRE(read.has_error());
    CHECK(read.error().code == errc::invalid_input);
    CHECK(read.error().detail ==
          "\"" + std::string(written) + "\" names no days; write them like mon-fri, or Monday, Wednesday");
  }
  CHECK(parse_weekdays(std::string(100'000, '-')).error().detail.size() < 200);
}

TEST_CASE("a day has a name, and is known by it in any case") {
  CHECK(calendar::to_string(Monday) == "Monday");
  CHECK(calendar::to_string(Sunday) == "Sunday");
  CHECK(calendar::weekday_from("FRIDAY") == Friday);
  CHECK(calendar::weekday_from("wed") == Wednesday);
  CHECK(calendar::weekday_from(" sun ") == Sunday);
  for (auto const* const word : {"", "s", "su", "day", "fridayy", "fri day", "someday"})
    CHECK_FALSE(calendar::weekday_from(word).has_value());
}

TEST_CASE("working days are days of the week without those off") {
  auto const date = [](std::string_view written) { return calendar::parse_date(written).value(); };
  calendar::workdays team;
  team.off = {date("2026-12-25")};
  CHECK(team.includes(date("2026-12-24")));
  CHECK_FALSE(team.includes(date("2026-12-25")));
  CHECK_FALSE(team.includes(date("2026-12-26")));
  CHECK(team.includes(date("2026-12-28")));
}
