// Keeps calls below Slack's rate limits. Pure: time is passed in.
#pragma once

#include "base/clock.hpp"

#include <map>
#include <string>

namespace huzzah::slack {

/// One call every `interval`, and up to `burst` of them at once after a pause.
class pace {
 public:
  constexpr pace(base::duration interval_, int burst_) : interval(interval_), burst(burst_) {}

  base::duration interval;
  int burst;
};

/// The pace of each key: a method, or a channel that is posted to.
class rate_limiter {
 public:
  /// Takes a turn and returns 0; or, when it is too early, how long to wait before asking again.
  base::duration take(std::string const& key, pace allowed, base::duration now);

  /// Takes the next turn, whenever that is, and returns how long it is until then: in the order of asking.
  base::duration book(std::string const& key, pace allowed, base::duration now);

  /// After a 429: no turn for that key before `until`.
  void hold(std::string const& key, base::duration until);

 private:
  struct turns {
    base::duration paid_until{0};  ///< every turn moves this on by an interval
    base::duration held_until{0};
  };
  void forget_idle(base::duration now);

  std::map<std::string, turns> keys_;
};

/// Slack's tiers, a little below what it allows.
inline constexpr pace channel_pace{std::chrono::milliseconds(1'050), 3};
inline constexpr pace posts_pace{std::chrono::milliseconds(200), 10};  ///< of all channels together
inline constexpr pace tier_2{std::chrono::milliseconds(3'100), 10};
inline constexpr pace tier_3{std::chrono::milliseconds(1'250), 20};
inline constexpr pace tier_4{std::chrono::milliseconds(620), 40};
/// For methods whose limit only a 429 tells.
inline constexpr pace unlimited{base::duration(0), 1};

}  // namespace huzzah::slack
