// Coroutines in the background that end when the sandbox does.
#pragma once

#include "base/clock.hpp"

#include <cstdint>

namespace huzzah::sandbox {

/// A wake-up with a memory: who looked at the state, then waits, misses nothing.
class notice {
 public:
  explicit notice(asio::any_io_executor const& executor) : wake_up_(executor) {}

  /// How often it was raised; read it before looking at the state.
  std::uint64_t count() const { return count_; }
  void raise();
  /// Returns once it has been raised more often than `seen`.
  awaitable<> wait(std::uint64_t seen);
  /// The same, for at most `limit` of the clock's uptime.
  awaitable<> wait_up_to(std::uint64_t seen, base::clock& clock, base::duration limit);

 private:
  std::uint64_t count_ = 0;
  base::wake_up wake_up_;
};

/// Background work. Everything that it starts must end soon once stopping() is true.
class task_group {
 public:
  task_group(asio::any_io_executor const& executor, base::clock& clock)
      : executor_(executor), clock_(clock), ended_(executor), stopped_(executor) {}

  asio::any_io_executor const& executor() const { return executor_; }
  bool stopping() const { return stopping_; }
  void start(awaitable<> work);
  /// Waits that much uptime; false if the sandbox stops first.
  awaitable<bool> sleep_for(base::duration length);
  /// Asks all to end.
  void stop();
  /// Returns when all have ended.
  awaitable<> join();

 private:
  asio::any_io_executor executor_;
  base::clock& clock_;
  notice ended_;
  notice stopped_;
  int running_ = 0;
  bool stopping_ = false;
};

}  // namespace huzzah::sandbox
