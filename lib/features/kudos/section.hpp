// The section of the configuration for kudos.
#pragma once

#include "app/contribution.hpp"

namespace huzzah::kudos {

/// Reads kudos::options.
app::settings_section section();

}  // namespace huzzah::kudos
