#include "calendar/timestamp.hpp"

#include "calendar/local_date.hpp"

#include <cstdio>
#include <utility>

namespace huzzah::calendar {

using namespace std::chrono_literals;

std::string to_rfc3339(base::time_point moment) {
  auto const midnight = std::chrono::floor<std::chrono::days>(moment);
  std::chrono::hh_mm_ss const time(moment - midnight);
  char written[64];
  std::snprintf(written, sizeof written, "T%02d:%02d:%02d", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  auto text = to_string(local_date(midnight.time_since_epoch())) + written;
  if (auto const fraction = time.subseconds().count(); fraction != 0) {
    std::snprintf(written, sizeof written, ".%06d", static_cast<int>(fraction));
    text += written;
  }
  return text + "Z";
}

std::string in_words(base::duration length) {
  constexpr std::pair<base::duration, char const*> units[] = {{std::chrono::weeks(1), "week"},
                                                              {std::chrono::days(1), "day"},
                                                              {1h, "hour"},
                                                              {1min, "minute"},
                                                              {1s, "second"}};
  for (auto const& [unit, name] : units) {
    auto const count = length / unit;
    if (count < 1) continue;
    return std::to_string(count) + " " + name + (count == 1 ? "" : "s");
  }
  return "a moment";
}

}  // namespace huzzah::calendar
