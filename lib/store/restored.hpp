// Whether, and when, a backup took the database's place.
#pragma once

#include "base/clock.hpp"

namespace huzzah::store {

class connection;

/// When a backup took the database's place last; the epoch if none ever did. What was due or said by then may
/// have been done or reported by the database that was there, and is not done or reported again.
base::time_point restored_at(connection& on);

}  // namespace huzzah::store
