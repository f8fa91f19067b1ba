// How long to wait before trying again.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <random>

namespace huzzah::net {

/// Exponential backoff with full jitter: a wait between 0 and min(cap, first × 2^n).
class backoff {
 public:
  backoff(base::duration first, base::duration cap, std::uint64_t seed = std::random_device{}());

  /// How long to wait before the next try.
  base::duration next();
  /// Starts again at `first`, after a success.
  void reset() { ceiling_ = first_; }

 private:
  base::duration first_;
  base::duration cap_;
  base::duration ceiling_;
  std::mt19937_64 random_;
};

}  // namespace huzzah::net
