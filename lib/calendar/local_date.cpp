#include "calendar/local_date.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <optional>

namespace huzzah::calendar {

namespace {

std::optional<int> digits(std::string_view written) {
  auto const all = std::all_of(written.begin(), written.end(), [](char c) { return c >= '0' && c <= '9'; });
  int number = 0;
  auto const [end, failure] = std::from_chars(written.data(), written.data() + written.size(), number);
  return all && failure == std::errc{} ? std::optional(number) : std::nullopt;
}

error no_date(std::string_view written, std::string_view why) {
  return {errc::invalid_input, "\"" + std::string(written.substr(0, 40)) + "\" " + std::string(why)};
}

}  // namespace

local_date week_start(local_date day) {
  auto const since_monday = std::chrono::weekday(day) - std::chrono::Monday;
  return day - since_monday;
}

local_date month_start(local_date day) {
  std::chrono::year_month_day const parts(day);
  return local_date(parts.year() / parts.month() / std::chrono::day(1));
}

std::string to_string(local_date day) {
  std::chrono::year_month_day const parts(day);
  char written[32];
  std::snprintf(written, sizeof written, "%04d-%02u-%02u", static_cast<int>(parts.year()),
                static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()));
  return written;
}

result<local_date> parse_date(std::string_view written) {
  constexpr auto wrong_form = "is not a date; write it as year-month-day, like 2026-11-21";
  if (written.size() != 10 || written[4] != '-' || written[7] != '-') return no_date(written, wrong_form);
  auto const year = digits(written.substr(0, 4));
  auto const month = digits(written.substr(5, 2));
  auto const day = digits(written.substr(8, 2));
  if (!year || !month || !day) return no_date(written, wrong_form);
  auto const date = std::chrono::year(*year) / *month / *day;
  if (*month < 1 || *month > 12) return no_date(written, "has no such month; the form is year-month-day");
  if (*year < 1 || !date.ok()) return no_date(written, "is a day that no calendar has");
  return local_date(date);
}

}  // namespace huzzah::calendar
