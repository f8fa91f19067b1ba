// Words that are older than people here want to keep: withdrawn slice by slice.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>

namespace huzzah::store {
class connection;
}

namespace huzzah::ledger {

/// Withdraws the words of kudos and wins that were said before `before`, with their values and amounts,
/// among the next `most` entries after `from`; who thanked, who received, and what counts, stays. The
/// same message brings them back no more. Returns the last entry that was looked at, nothing at the end.
/// Within a unit of work.
std::optional<std::int64_t> withdraw_old_words(store::connection& on, base::time_point before,
                                               std::int64_t from, std::int64_t most);

}  // namespace huzzah::ledger
