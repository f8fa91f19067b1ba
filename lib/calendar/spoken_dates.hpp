// Dates as people say them.
#pragma once

#include "calendar/local_date.hpp"

#include <string>

namespace huzzah::calendar {

/// "20 November 2026", "16 to 20 November 2026", "30 November to 4 December 2026"
std::string dates_in_words(local_date first, local_date last);

/// "Mon", "16 Nov"
std::string short_weekday(local_date day);
std::string short_date(local_date day);

}  // namespace huzzah::calendar
