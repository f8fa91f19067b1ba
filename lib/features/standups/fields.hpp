// The settings of a stand-up as a table.
#pragma once

#include "app/fields.hpp"
#include "features/standups/standup.hpp"

#include <string_view>

namespace huzzah::standups {

app::fields<settings> const& fields();

/// The section of the configuration with a list of them; comes after that of prompt packs.
app::settings_section section();

/// Which time is not where it has to be: "close_at" after the question, "remind_at" between the two; empty if
/// all are.
std::string_view misplaced_time(settings const& standup);

}  // namespace huzzah::standups
