// The configuration's section "calm".
#pragma once

#include "app/contribution.hpp"

namespace huzzah::app {

/// Its key; it holds a delivery::calm.
inline constexpr auto calm_key = "calm";
settings_section calm_section();

}  // namespace huzzah::app
