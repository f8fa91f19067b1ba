// The default rituals of a sandbox.
#pragma once

#include "bot/config/feature_options.hpp"

namespace huzzah::bot {

/// A stand-up "daily" in #wins (9:30, 14:00, 15:30) and a digest "weekly" in #general (Friday 16:00), by the
/// clock in London that the whole sandbox follows: so that turning the page's clock shows them.
ritual_options sandbox_rituals();

}  // namespace huzzah::bot
