// Moments as text: RFC 3339 for machines, lengths of time in words for people.
#pragma once

#include "base/clock.hpp"

#include <string>

namespace huzzah::calendar {

/// "2026-11-21T21:40:00Z"; with six digits of fraction only when it isn't zero.
std::string to_rfc3339(base::time_point moment);

/// A length of time for people, rounded down to its largest unit: "10 minutes", "1 day"; less than a
/// second (or negative) is "a moment".
std::string in_words(base::duration length);

}  // namespace huzzah::calendar
