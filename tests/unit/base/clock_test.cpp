#include "base/clock.hpp"
#include "support/virtual_clock.hpp"

#include <doctest/doctest.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <string>
#include <vector>

using namespace huzzah;
using namespace std::chrono_literals;

namespace {

base::time_point const start = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21);

awaitable<> sleep_for(base::clock& time, base::duration length, std::string name,
                      std::vector<std::string>& woken) {
  co_await time.sleep_for(length);
  woken.push_back(name);
}

awaitable<> sleep_until(base::clock& time, base::time_point moment, std::string name,
                        std::vector<std::string>& woken) {
  co_await time.sleep_until(moment);
  woken.push_back(name);
}

/// Coroutines on a virtual clock.
class bedroom {
 public:
  void spawn(awaitable<> sleeper) {
    asio::co_spawn(io, std::move(sleeper), asio::detached);
    settle();
  }
  /// Runs whatever is ready to run.
  void settle() {
    io.restart();
    io.poll();
  }
  void advance(base::duration length) {
    time.advance(length);
    settle();
  }
  void turn(base::duration length) {
    time.turn(length);
    settle();
  }

  asio::io_context io;
  test::virtual_clock time{start};
  std::vector<std::string> woken;
};

using names = std::vector<std::string>;

}  // namespace

TEST_CASE("a virtual clock stands still until it is moved") {
  test::virtual_clock time(start);
  CHECK(time.now() == start);
  CHECK(time.uptime() == 0us);
  time.advance(90s);
  CHECK(time.now() == start + 90s);
  CHECK(time.uptime() == 90s);
}

TEST_CASE("turning the wall clock leaves uptime alone") {
  test::virtual_clock time(start);
  time.turn(-1h);
  CHECK(time.now() == start - 1h);
  CHECK(time.uptime() == 0us);
}

TEST_CASE("sleepers wake when their time has come, not before") {
  bedroom room;
  room.spawn(sleep_for(room.time, 10s, "ten", room.woken));
  room.spawn(sleep_for(room.time, 5s, "five", room.woken));
  CHECK(room.time.sleepers() == 2);
  room.advance(5s - 1us);
  CHECK(room.woken.empty());
  room.advance(1us);
  CHECK(room.woken == names{"five"});
  room.advance(1h);
  CHECK(room.woken == names{"five", "ten"});
  CHECK(room.time.sleepers() == 0);
}

TEST_CASE("a sleep of no length, or until a moment that has passed, does not wait") {
  bedroom room;
  room.spawn(sleep_for(room.time, 0s, "none", room.woken));
  room.spawn(sleep_for(room.time, -1s, "negative", room.woken));
  room.spawn(sleep_until(room.time, start, "now", room.woken));
  CHECK(room.woken == names{"none", "negative", "now"});
}

TEST_CASE("the wall clock's sleepers follow when it is turned, uptime's do not") {
  bedroom room;
  room.spawn(sleep_until(room.time, start + 1h, "wall", room.woken));
  room.spawn(sleep_for(room.time, 1h, "uptime", room.woken));
  room.turn(2h);
  CHECK(room.woken == names{"wall"});
  room.advance(1h);
  CHECK(room.woken == names{"wall", "uptime"});
}

TEST_CASE("a wall clock that is turned back lets its sleepers sleep on") {
  bedroom room;
  room.spawn(sleep_until(room.time, start + 1h, "wall", room.woken));
  room.turn(-1h);
  room.advance(1h);
  CHECK(room.woken.empty());
  room.advance(1h);
  CHECK(room.woken == names{"wall"});
}

TEST_CASE("a cancelled sleeper returns at once and is forgotten") {
  bedroom room;
  asio::cancellation_signal cancel;
  asio::co_spawn(room.io, sleep_for(room.time, 10s, "cancelled", room.woken),
                 asio::bind_cancellation_slot(cancel.slot(), asio::detached));
  room.settle();
  CHECK(room.time.sleepers() == 1);
  cancel.emit(asio::cancellation_type::terminal);
  room.settle();
  CHECK(room.woken == names{"cancelled"});
  CHECK(room.time.sleepers() == 0);
}

TEST_CASE("the machine's clock, turned forward, shows it and wakes who waited for that moment") {
  asio::io_context io;
  base::system_clock time;
  std::vector<std::string> woken;
  auto const before = time.now();
  asio::co_spawn(io, sleep_until(time, before + 24h, "tomorrow", woken), asio::detached);
  io.poll();
  CHECK(woken.empty());
  auto const uptime = time.uptime();
  time.turn_forward(25h);
  CHECK(time.now() >= before + 25h);
  CHECK(time.uptime() < uptime + 1h);
  io.restart();
  io.run();  // returns only when nobody sleeps any more
  CHECK(woken == names{"tomorrow"});
}
