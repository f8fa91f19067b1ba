// What a ritual is to the engine: something that is to be done at local times, by itself.
#pragma once

#include "base/async.hpp"
#include "base/clock.hpp"

#include <string>
#include <vector>

namespace huzzah::features {

/// Something that is going to happen, for people: "Stand-up core: prompt".
class upcoming {
 public:
  std::string what;
  base::time_point at;
};

/// After so long a ritual asks again for what could not be done.
inline constexpr base::duration before_next_try = std::chrono::minutes{1};

/// One ritual. I/O thread only.
class ritual {
 public:
  virtual ~ritual() = default;

  /// Does what is due, skips (with a log line) what is too late, and returns when to ask again at the latest.
  /// What can't be done now is asked for again soon; nothing that fails here keeps other rituals from theirs.
  virtual awaitable<base::time_point> run_due() = 0;

  /// What comes next, soonest first.
  virtual std::vector<upcoming> coming_up() = 0;
};

}  // namespace huzzah::features
