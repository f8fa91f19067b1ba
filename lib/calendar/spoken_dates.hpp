// Dates as people say them, in the language that is used.
#pragma once

#include "calendar/weekdays.hpp"

#include <string>

namespace huzzah::calendar {

/// "20 November 2026", "16 to 20 November 2026", "30 November to 4 December 2026"
std::string dates_in_words(local_date first, local_date last);

/// "Monday"
std::string in_words(std::chrono::weekday day);
/// "Monday to Friday", "every day", "Monday, Wednesday and Friday"
std::string in_words(weekdays days);

/// "Mon", "16 Nov"
std::string short_weekday(local_date day);
std::string short_date(local_date day);

}  // namespace huzzah::calendar
