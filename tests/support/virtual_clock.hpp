// A clock whose time changes only when it is moved.
#pragma once

#include "base/clock.hpp"

#include <boost/asio/this_coro.hpp>

#include <atomic>
#include <list>

namespace huzzah::test {

/// I/O thread only, but for now() and uptime().
class virtual_clock final : public base::clock {
 public:
  explicit virtual_clock(base::time_point start) : now_(start.time_since_epoch()) {}

  base::time_point now() const override { return base::time_point(now_.load()); }
  base::duration uptime() const override { return uptime_.load(); }
  awaitable<> sleep_for(base::duration length) override { return sleep(false, uptime() + length); }
  awaitable<> sleep_until(base::time_point moment) override { return sleep(true, moment.time_since_epoch()); }

  /// Moves wall clock and uptime on together and wakes the sleepers that are due.
  void advance(base::duration length) {
    uptime_ = uptime_.load() + length;
    turn(length);
  }
  /// Moves only the wall clock, forward or back.
  void turn(base::duration length) {
    now_ = now_.load() + length;
    for (auto* one : sleepers_)
      if (one->due <= (one->by_wall ? now_.load() : uptime_.load())) one->timer.cancel();
  }
  /// How many coroutines wait on this clock.
  std::size_t sleepers() const { return sleepers_.size(); }

 private:
  /// Listed for as long as its coroutine waits, however that ends.
  struct sleeper {
    sleeper(std::list<sleeper*>& list_, asio::any_io_executor const& executor, bool by_wall_,
            base::duration due_)
        : list(list_),
          place(list.insert(list.end(), this)),
          by_wall(by_wall_),
          due(due_),
          timer(executor, asio::steady_timer::time_point::max()) {}
    sleeper(sleeper const&) = delete;
    sleeper& operator=(sleeper const&) = delete;
    ~sleeper() { list.erase(place); }

    std::list<sleeper*>& list;
    std::list<sleeper*>::iterator place;
    bool by_wall;
    base::duration due;
    asio::steady_timer timer;
  };

  awaitable<> sleep(bool by_wall, base::duration due) {
    if (due <= (by_wall ? now_.load() : uptime_.load())) co_return;
    auto const executor = co_await asio::this_coro::executor;
    sleeper self(sleepers_, executor, by_wall, due);
    co_await self.timer.async_wait(base::use_tuple);
  }

  std::atomic<base::duration> now_;
  std::atomic<base::duration> uptime_{base::duration{0}};
  std::list<sleeper*> sleepers_;
};

}  // namespace huzzah::test
