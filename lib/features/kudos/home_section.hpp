// What kudos show in a person's home page.
#pragma once

#include "app/sections.hpp"
#include "chat/poster.hpp"
#include "features/kudos/options.hpp"

namespace huzzah::kudos {

/// The last kudos that the person received, in the words of those who gave them, and how many are left to
/// give today. What is passed in must outlive it.
app::shown_section home_section(chat::poster const& workspace, options const& chosen);

}  // namespace huzzah::kudos
