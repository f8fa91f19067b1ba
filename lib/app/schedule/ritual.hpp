// What a ritual is to the engine: things that are to be done at local times, without being asked.
#pragma once

#include "base/async.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"

#include <string>
#include <vector>

namespace huzzah::schedule {

/// Something that is going to happen, for people: "Stand-up core: prompt".
class upcoming {
 public:
  std::string what;
  base::time_point at;
};

/// After so long a ritual asks again for what could not be done.
inline constexpr base::duration before_next_try = std::chrono::minutes{1};

/// Rituals of one kind. I/O thread only.
class ritual {
 public:
  virtual ~ritual() = default;

  /// The names of its parts: what does not wait for one another, such as the stand-ups of a workspace.
  virtual awaitable<result<std::vector<std::string>>> parts() = 0;

  /// Does what is due of a part, skips (with a log line) what is too late, and returns when to ask again at
  /// the latest. What can't be done now is asked for again soon. Of one part there is one call at a time;
  /// calls for several parts run side by side.
  virtual awaitable<base::time_point> run_due(std::string part) = 0;

  /// What comes next, soonest first.
  virtual std::vector<upcoming> coming_up() = 0;

  /// What takes long ends soon, to be continued at the next start.
  virtual void stop() {}

  /// The operator has changed in the database what chat had set up.
  virtual void reread() {}
};

}  // namespace huzzah::schedule
