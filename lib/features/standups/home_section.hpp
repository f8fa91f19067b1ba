// What stand-ups show in a person's home page.
#pragma once

#include "app/sections.hpp"

namespace huzzah::standups {

/// The questions that wait for the person's answer, each with a button that opens the form.
app::shown_section home_section();

}  // namespace huzzah::standups
