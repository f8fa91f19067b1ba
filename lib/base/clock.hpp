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

/// A clock for tests: its time changes only when it is moved.
class virtual_clock final : public clock {
 public:
  explicit virtual_clock(time_point start);

  time_point now() const override;
  duration uptime() const override;
  awaitable<> sleep_for(duration length) override;
  awaitable<> sleep_until(time_point moment) override;

  /// Moves wall clock and uptime on together and wakes the sleepers that are due.
  void advance(duration length);
  /// Moves only the wall clock, forward or back.
  void turn(duration length);
  /// How many coroutines wait on this clock.
  std::size_t sleepers() const { return sleepers_.size(); }

 private:
  struct sleeper {
    bool by_wall;
    duration due;
    asio::steady_timer* timer;
  };
  awaitable<> sleep(bool by_wall, duration due);
  void wake_due();

  std::atomic<duration> now_;
  std::atomic<duration> uptime_{duration{0}};
  std::list<sleeper> sleepers_;
};

}  // namespace huzzah::base
