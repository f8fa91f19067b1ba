// What Huzzah does, a line for each feature.
#pragma once

#include "app/contribution.hpp"

#include <vector>

namespace huzzah::bot {

/// Every feature of the program, in the order in which they see an event: one that needs another comes after
/// it.
std::vector<app::contribution> const& contributions();

}  // namespace huzzah::bot
