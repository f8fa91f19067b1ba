// What kudos show in a person's home page.
#pragma once

#include "app/sections.hpp"
#include "chat/poster.hpp"
#include "features/kudos/options.hpp"

namespace huzzah::kudos {

/// What was said of a person while they were away, first of all, for a week after they are back. What is
/// passed in must outlive it.
app::shown_section away_section(chat::poster const& workspace, options const& chosen);
/// The last kudos that the person received, in the words of those who gave them, and how many are left to
/// give today. What is passed in must outlive it.
app::shown_section home_section(chat::poster const& workspace, options const& chosen);

}  // namespace huzzah::kudos
