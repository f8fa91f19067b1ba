#include "calendar/time_of_day.hpp"

#include "base/catalog.hpp"

#include <cstdio>
#include <optional>

namespace huzzah::calendar {

namespace {

std::optional<time_of_day> read_time(std::string_view written) {
  auto const colon = written.find(':');
  if (colon != 1 && colon != 2) return std::nullopt;
  if (written.size() != colon + 3) return std::nullopt;
  auto const number = [](std::string_view digits) {
    int value = 0;
    for (auto const c : digits) {
      if (c < '0' || c > '9') return 100;  // more than any hour or minute
      value = value * 10 + (c - '0');
    }
    return value;
  };
  auto const hours = number(written.substr(0, colon));
  auto const minutes = number(written.substr(colon + 1));
  if (hours > 23 || minutes > 59) return std::nullopt;
  return std::chrono::hours(hours) + std::chrono::minutes(minutes);
}

}  // namespace

std::string to_string(time_of_day time) {
  std::chrono::hh_mm_ss const parts(time);
  char written[32];
  std::snprintf(written, sizeof written, "%02d:%02d", static_cast<int>(parts.hours().count()),
                static_cast<int>(parts.minutes().count()));
  return written;
}

result<time_of_day> parse_time_of_day(std::string_view written) {
  if (auto const time = read_time(written)) return *time;
  return error(
      errc::invalid_input,
      base::translate("\"{written}\" is not a time of day; write it with 24 hours, like 9:30 or 16:00",
                      {{"written", written.substr(0, 40)}}));
}

}  // namespace huzzah::calendar
