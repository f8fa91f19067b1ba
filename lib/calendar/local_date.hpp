// Calendar dates without a time zone: arithmetic, and how they are written.
#pragma once

#include "base/error.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace huzzah::calendar {

/// A day on a calendar; which moments it spans, only a time_zone knows.
using local_date = std::chrono::local_days;

/// The Monday of that day's week (ISO 8601).
local_date week_start(local_date day);

/// The first day of that day's month.
local_date month_start(local_date day);

/// "2026-11-21"
std::string to_string(local_date day);

/// Reads "2026-11-21" (years 1 to 9999, days that exist); else invalid_input with a hint for a person.
result<local_date> parse_date(std::string_view written);

}  // namespace huzzah::calendar
