// Times on a wall clock, as people write them: "9:30".
#pragma once

#include "base/error.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace huzzah::calendar {

/// Minutes since midnight on the wall clock, 0 to 1,439.
using time_of_day = std::chrono::minutes;

/// "09:30"
std::string to_string(time_of_day time);

/// Reads "9:30", "09:30" or "16:00" (24 hours); else invalid_input with a hint for a person in the language
/// that is used.
result<time_of_day> parse_time_of_day(std::string_view written);

}  // namespace huzzah::calendar
