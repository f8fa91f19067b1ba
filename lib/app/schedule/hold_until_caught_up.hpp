// Rituals tell what people said: while it is being read what they said without a connection, they wait.
#pragma once

#include "base/clock.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <utility>

namespace huzzah::schedule {

/// Whether there is more of a channel's past to know first. I/O thread only.
class hold_until_caught_up {
 public:
  /// There never is.
  hold_until_caught_up() = default;
  /// `is_behind`: something that was said in a channel is missing, and is going to be read; soon, as it was
  /// asked for.
  hold_until_caught_up(base::clock const& clock, std::function<bool(std::string const& channel)> is_behind)
      : clock_(&clock), began_(clock.now()), is_behind_(std::move(is_behind)) {}

  /// Whether what was due at a moment, and tells what people said in that channel, waits, to be asked for
  /// again. What can't be read keeps nothing for ever: as long after that moment, or after the start, it is
  /// done with what is known.
  bool keeps(std::string const& channel, base::time_point due) const {
    return is_behind_ && clock_->now() - std::max(due, began_) < longest && is_behind_(channel);
  }

 private:
  static constexpr base::duration longest = std::chrono::minutes{30};

  base::clock const* clock_ = nullptr;
  base::time_point began_;
  std::function<bool(std::string const& channel)> is_behind_;
};

}  // namespace huzzah::schedule
