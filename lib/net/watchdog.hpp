// Deadlines. Internal to net.
#pragma once

#include "base/async.hpp"
#include "base/clock.hpp"

#include <functional>
#include <memory>

namespace huzzah::net {

/// Ends what a coroutine waits for when its time is up: what waits fails, and then looks at expired().
class watchdog {
 public:
  watchdog(asio::any_io_executor const& executor, base::duration limit);
  watchdog(watchdog const&) = delete;
  watchdog& operator=(watchdog const&) = delete;
  ~watchdog();

  /// What to do when time is up, in place of what was named before; done at once if it is up already.
  void guard(std::function<void()> stop);
  /// Whether the time was up.
  bool expired() const;
  /// How much of it is left.
  base::duration left() const;
  /// The whole of it.
  base::duration limit() const { return limit_; }

 private:
  struct state;
  base::duration limit_;
  std::shared_ptr<state> state_;
};

}  // namespace huzzah::net
