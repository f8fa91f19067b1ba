#include "calendar/iso_week.hpp"

#include <cstdio>

namespace huzzah::calendar {

namespace {

using std::chrono::days;
using std::chrono::weeks;

/// The week that holds the fourth of January is the first one: most of it lies in the year.
local_date first_monday(int year) {
  return week_start(local_date(std::chrono::year(year) / std::chrono::January / 4));
}

error no_week(std::string_view written, std::string_view why) {
  return {errc::invalid_input, "\"" + std::string(written.substr(0, 40)) + "\" " + std::string(why)};
}

}  // namespace

iso_week week_of(local_date day) {
  auto const monday = week_start(day);
  auto const year = static_cast<int>(std::chrono::year_month_day(monday + days(3)).year());
  return {year, static_cast<int>((monday - first_monday(year)) / weeks(1)) + 1};
}

local_date first_day(iso_week week) {
  return first_monday(week.year) + weeks(week.number - 1);
}

std::string to_string(iso_week week) {
  char written[32];
  std::snprintf(written, sizeof written, "%04d-W%02d", week.year, week.number);
  return written;
}

result<iso_week> parse_iso_week(std::string_view written) {
  auto const has_form = [&] {
    if (written.size() != 8 || written[4] != '-' || (written[5] != 'W' && written[5] != 'w')) return false;
    for (auto const place : {0u, 1u, 2u, 3u, 6u, 7u})
      if (written[place] < '0' || written[place] > '9') return false;
    return true;
  };
  if (!has_form()) return no_week(written, "is not a week; write it as year and number, like 2026-W47");
  auto const digit = [&](std::size_t place) { return written[place] - '0'; };
  iso_week const week{digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3), digit(6) * 10 + digit(7)};
  if (week.year < 1 || week.number < 1 || week_of(first_day(week)) != week)
    return no_week(written, "is a week that no calendar has");
  return week;
}

}  // namespace huzzah::calendar
