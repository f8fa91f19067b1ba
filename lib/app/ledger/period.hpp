// The periods that boards and tallies are read by.
#pragma once

#include "calendar/local_date.hpp"

#include <optional>
#include <string_view>

namespace huzzah::ledger {

/// This week (from Monday), this month, or since the beginning.
enum class period { week, month, all };

/// "week", "month", "all"
std::string_view to_string(period span);
/// Reads those words, in any case; nothing for any other.
std::optional<period> period_from(std::string_view word);

/// The first day of the period in which `today` lies; for `all`, a day before any kudos (1970-01-01).
calendar::local_date period_start(period span, calendar::local_date today);

}  // namespace huzzah::ledger
