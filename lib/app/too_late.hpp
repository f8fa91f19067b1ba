// When it is too late to notify people at once.
#pragma once

#include "base/clock.hpp"

#include <chrono>

namespace huzzah::app {

/// Whether something was found so long after it happened that an answer is no longer expected: it is recorded
/// and gets its reaction, and that is all that is said then and there.
inline bool is_too_late_to_notify(bool is_past, base::time_point happened_at, base::time_point now) {
  return is_past && now - happened_at > std::chrono::hours{1};
}

}  // namespace huzzah::app
