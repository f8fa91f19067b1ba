// What the outbox asks of its table about errands that belong together.
#pragma once

#include "storage/outbox.hpp"

#include <cstdint>
#include <optional>

namespace huzzah::storage {

/// The newest errand that follows `id` and still waits.
std::optional<outbox_row> waiting_after(connection& on, std::int64_t id);
/// Whether something that undoes the errand is done or on its way.
bool is_undone(connection& on, std::int64_t id);

}  // namespace huzzah::storage
