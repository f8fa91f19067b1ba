// Moments as tests write them.
#pragma once

#include "base/clock.hpp"

#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>

namespace huzzah::test {

/// "2026-11-21T21:40:00Z", or with six digits of fraction "2026-11-21T21:40:00.000001Z".
inline base::time_point moment(std::string_view text) {
  std::string const written(text);
  int year = 0, hours = 0, minutes = 0, seconds = 0, micros = 0;
  unsigned month = 0, day = 0;
  char end = '\0';
  auto const read = std::sscanf(written.c_str(), "%d-%u-%uT%d:%d:%d%c%6d", &year, &month, &day, &hours,
                                &minutes, &seconds, &end, &micros);
  if (read < 7 || (end != 'Z' && end != '.')) throw std::invalid_argument(written + " is no moment");
  std::chrono::sys_days const date =
      std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day);
  return date + std::chrono::hours(hours) + std::chrono::minutes(minutes) + std::chrono::seconds(seconds) +
         std::chrono::microseconds(micros);
}

}  // namespace huzzah::test
