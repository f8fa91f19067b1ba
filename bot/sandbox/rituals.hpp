// The default rituals of a sandbox.
#pragma once

#include "app/contribution.hpp"

namespace huzzah::bot::sandbox {

/// A stand-up "daily" in #wins (9:30, 14:00, 15:30) and a digest "weekly" in #general (Friday 16:00), by the
/// clock in London that the whole sandbox follows: so that turning the page's clock shows them.
void put_rituals(app::chosen_settings& into);

}  // namespace huzzah::bot::sandbox
