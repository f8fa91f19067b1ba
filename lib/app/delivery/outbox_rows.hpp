// What the outbox asks of its table about deliveries that belong together.
#pragma once

#include "app/delivery/outbox.hpp"

#include <cstdint>
#include <optional>

namespace huzzah::delivery {

/// The newest delivery that follows `id` and still waits.
std::optional<outbox_row> waiting_after(store::connection& on, std::int64_t id);
/// Whether something that undoes the delivery is done or on its way.
bool is_undone(store::connection& on, std::int64_t id);

}  // namespace huzzah::delivery
