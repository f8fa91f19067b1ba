// Weeks by their ISO 8601 numbers.
#pragma once

#include "base/error.hpp"
#include "calendar/local_date.hpp"

#include <string>
#include <string_view>

namespace huzzah::calendar {

/// A week from Monday to Sunday. The year is that of its Thursday.
class iso_week {
 public:
  int year = 1970;
  int number = 1;  ///< 1 to 53
  friend auto operator<=>(iso_week const&, iso_week const&) = default;
};

/// The week in which a day lies.
iso_week week_of(local_date day);
/// Its Monday.
local_date first_day(iso_week week);

/// "2026-W47"
std::string to_string(iso_week week);
/// Reads "2026-W47", a week that exists; else invalid_input with a hint for a person.
result<iso_week> parse_iso_week(std::string_view written);

}  // namespace huzzah::calendar
