// What is unknown of the outbox, for an operator to see.
#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace huzzah::store {
class connection;
}

namespace huzzah::delivery {

/// Deliveries of which it is unknown whether they were done.
class outbox_doubts {
 public:
  std::int64_t count = 0;
  std::optional<base::time_point> since;  ///< when the oldest was due; none: there is none
};

/// Those that were due before `before`; also while another process writes the ledger.
result<outbox_doubts> find_doubts(std::filesystem::path const& ledger, base::time_point before);

/// Within a transaction of a backup that takes the ledger's place: what was waiting to be said or done when
/// it was made, of any kind, may have been since, and the courier looks for it before it says it. What waits
/// for another delivery does so as it did, whatever becomes of that.
void put_in_doubt(store::connection& on, base::time_point now);

}  // namespace huzzah::delivery
