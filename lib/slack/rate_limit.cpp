#include "slack/rate_limit.hpp"

#include <algorithm>

namespace huzzah::slack {

namespace {
constexpr std::size_t most_idle_keys = 1'000;
}

base::duration rate_limiter::take(std::string const& key, pace allowed, base::duration now) {
  if (keys_.size() > most_idle_keys) forget_idle(now);
  auto& turn = keys_[key];
  if (now < turn.held_until) return turn.held_until - now;
  // Turns that were not used allow one burst.
  auto const paid_until = std::max(turn.paid_until, now);
  auto const wait = paid_until + allowed.interval - now - allowed.interval * allowed.burst;
  if (wait > base::duration(0)) return wait;
  turn.paid_until = paid_until + allowed.interval;
  return base::duration(0);
}

base::duration rate_limiter::book(std::string const& key, pace allowed, base::duration now) {
  auto& turn = keys_[key];
  auto const at =
      std::max(std::max(turn.paid_until, now) + allowed.interval - allowed.interval * allowed.burst,
               std::max(turn.held_until, now));
  turn.paid_until = std::max(turn.paid_until, now) + allowed.interval;
  return at - now;
}

void rate_limiter::hold(std::string const& key, base::duration until) {
  auto& turn = keys_[key];
  turn.held_until = std::max(turn.held_until, until);
}

void rate_limiter::forget_idle(base::duration now) {
  std::erase_if(keys_, [now](auto const& entry) {
    return entry.second.paid_until <= now && entry.second.held_until <= now;
  });
}

}  // namespace huzzah::slack
