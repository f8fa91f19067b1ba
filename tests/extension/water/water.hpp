// A feature that is not Huzzah's: people note a glass of water. It shows all that a feature can hand in.
#pragma once

#include "app/contribution.hpp"

namespace huzzah::water {

/// /water, its button, its table, its ritual, its section of the configuration and its part in export,
/// erasure and check.
app::contribution contribution();

}  // namespace huzzah::water
