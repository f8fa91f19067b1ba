// The settings of a digest as a table.
#pragma once

#include "app/fields.hpp"
#include "features/digests/digest.hpp"

namespace huzzah::digests {

app::fields<settings> const& fields();

/// The section of the configuration with a list of them.
app::settings_section section();

}  // namespace huzzah::digests
