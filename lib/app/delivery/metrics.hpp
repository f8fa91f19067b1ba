// The state of the database, for the metrics of a running Huzzah.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>

namespace huzzah::store {}

namespace huzzah::store {
class connection;
}

namespace huzzah::delivery {

/// What waits to be said, and which rituals have happened.
class metrics {
 public:
  std::int64_t pending = 0;  ///< deliveries that wait in the outbox
  std::int64_t sending = 0;  ///< deliveries that are being done, or are in doubt
  /// When the oldest of those came that wait though they are due, or have been tried in vain.
  std::optional<base::time_point> oldest;
  std::int64_t steps_done = 0;     ///< of rituals, ever
  std::int64_t steps_skipped = 0;  ///< of rituals, ever
};

/// Reads them. Grows with the number of rituals' steps, by a millisecond or so for ten thousand.
metrics read_metrics(store::connection& on, base::time_point now);

}  // namespace huzzah::delivery
