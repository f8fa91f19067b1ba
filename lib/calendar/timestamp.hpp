// Moments as text: RFC 3339 for machines, lengths of time in words for people.
#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"

#include <string>
#include <string_view>

namespace huzzah::calendar {

/// "2026-11-21T21:40:00Z"; with six digits of fraction only when it isn't zero.
std::string to_rfc3339(base::time_point moment);

/// Reads RFC 3339, with "Z" or an offset such as "+05:30"; digits beyond the microsecond are dropped. A leap
/// second counts as the second after it. Else invalid_input with a hint.
result<base::time_point> parse_rfc3339(std::string_view written);

/// A length of time for people, rounded down to its largest unit: "10 minutes", "1 day"; less than a
/// second (or negative) is "a moment".
std::string in_words(base::duration length);

}  // namespace huzzah::calendar
