// On which days the people of a workspace work, for features that count them.
#pragma once

#include "base/async.hpp"
#include "base/error.hpp"
#include "calendar/workdays.hpp"

namespace huzzah::schedule {

/// Offered by the feature that knows it.
class working_days {
 public:
  virtual ~working_days() = default;

  /// Those of the whole house at the moment.
  virtual awaitable<result<calendar::workdays>> house_days() = 0;
};

}  // namespace huzzah::schedule
