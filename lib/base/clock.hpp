// The only source of time. What people see (a day, a deadline on the wall) is now(); how long something takes
// (a silent connection, a retry) is uptime(). Turning the wall clock leaves uptime unchanged.
#pragma once

#include "base/async.hpp"

#include <atomic>
#include <chrono>
#include <list>

namespace huzzah::base {

/// Lengths of time, to the microsecond.
using duration = std::chrono::microseconds;
/// A moment, UTC.
using time_point = std::chrono::sys_time<duration>;

/// Tells the time and lets coroutines wait for it. now() and uptime() may be called on any thread, the
/// rest on the I/O thread only.
class clock {
 public:
  virtual ~clock() = default;

  /// The wall clock, UTC.
  virtual time_point now() const = 0;
  /// Time since some fixed moment; never turned.
  virtual duration uptime() const = 0;

  /// Waits that much uptime; returns early when the waiting coroutine is cancelled.
  virtual awaitable<> sleep_for(duration length) = 0;
  /// Waits until the wall clock shows `moment` or later, however it gets there.
  virtual awaitable<> sleep_until(time_point moment) = 0;
};

/// The machine's clock. The sandbox turns its wall clock forward.
class system_clock final : public clock {
 public:
  time_point now() const override;
  duration uptime() const override;
  awaitable<> sleep_for(duration length) override;
  awaitable<> sleep_until(time_point moment) override;

  /// Moves the wall clock on by `length` and wakes the waiters whose moment has now passed.
  void turn_forward(duration length);

 private:
  std::atomic<duration> turned_{duration{0}};
  std::list<asio::steady_timer*> waiting_;
};

}  // namespace huzzah::base
