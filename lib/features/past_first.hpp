// Rituals tell what people said: while it is being read what they said without a connection, they wait.
#pragma once

#include "base/clock.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>

namespace huzzah::features {

/// Whether there is more of the past to know first. I/O thread only.
class past_first {
 public:
  /// There never is.
  past_first() = default;
  /// `is_behind`: something of before is missing, and is going to be read.
  past_first(base::clock const& clock, std::function<bool()> is_behind)
      : clock_(&clock), began_(clock.now()), is_behind_(std::move(is_behind)) {}

  /// Whether what was due at a moment waits, to be asked for again. What can't be read keeps nothing for
  /// ever: as long after that moment, or after the start, it is done with what is known.
  bool keeps(base::time_point due) const {
    return is_behind_ && clock_->now() - std::max(due, began_) < longest && is_behind_();
  }

 private:
  static constexpr base::duration longest = std::chrono::minutes{30};

  base::clock const* clock_ = nullptr;
  base::time_point began_;
  std::function<bool()> is_behind_;
};

}  // namespace huzzah::features
