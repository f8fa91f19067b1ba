// What wins show in a person's home page.
#pragma once

#include "app/sections.hpp"
#include "chat/poster.hpp"

namespace huzzah::wins {

/// The person's wins of the week, private ones too, and what they are worth. What is passed in must outlive
/// it.
app::shown_section home_section(chat::poster const& workspace);

}  // namespace huzzah::wins
