#include "app/schedule/runner.hpp"

#include "support/moment.hpp"
#include "support/run.hpp"
#include "support/virtual_clock.hpp"

#include <doctest/doctest.h>

#include <boost/asio/detached.hpp>

#include <stdexcept>

using namespace huzzah;
using namespace std::chrono_literals;

namespace {

/// Happens every so often, and remembers when it was asked.
class every final : public schedule::ritual {
 public:
  every(base::clock& clock, base::duration period) : clock_(clock), period_(period) {}

  awaitable<result<std::vector<std::string>>> parts() override { co_return names; }
  awaitable<base::time_point> run_due(std::string part) override {
    asked.push_back(clock_.now());
    started += part;
    if (broken) throw std::logic_error("a bug");
    if (takes > 0s) co_await clock_.sleep_for(takes);
    co_return clock_.now() + period_;
  }
  std::vector<schedule::upcoming> coming_up() override { return announced; }

  void stop() override { stopped = true; }

  result<std::vector<std::string>> names = std::vector<std::string>{"a"};
  std::vector<base::time_point> asked;
  std::string started;  ///< the parts, in order
  base::duration takes = 0s;
  bool stopped = false;
  std::vector<schedule::upcoming> announced;
  bool broken = false;

 private:
  base::clock& clock_;
  base::duration period_;
};

class stage {
 public:
  stage(test::virtual_clock& clock_, std::vector<schedule::ritual*> rituals)
      : clock(clock_), runner(io.get_executor(), clock, std::move(rituals)) {}

  void start() {
    asio::co_spawn(io, runner.run(), [this](std::exception_ptr thrown) {
      ended = true;
      bug = thrown;
    });
    settle();
  }
  /// Runs until everybody waits for the clock.
  void settle() {
    io.restart();
    while (io.poll_one() > 0) {
    }
  }
  void advance(base::duration length) {
    clock.advance(length);
    settle();
  }

  asio::io_context io;
  test::virtual_clock& clock;
  schedule::runner runner;
  bool ended = false;
  std::exception_ptr bug;
};

base::time_point const morning = test::moment("2026-11-18T09:00:00Z");

}  // namespace

TEST_CASE("every ritual has its turn when it is due") {
  test::virtual_clock clock(morning);
  every hourly(clock, 1h);
  every daily(clock, 24h);
  stage on(clock, {&hourly, &daily});
  on.start();
  CHECK(hourly.asked.size() == 1);
  on.advance(59min);
  CHECK(hourly.asked.size() == 1);
  on.advance(1min);
  CHECK(hourly.asked.size() == 2);
  CHECK(daily.asked.size() == 1);
  on.runner.stop();
  on.settle();
  CHECK(on.ended);
}

TEST_CASE("a part that takes long delays neither other parts nor other rituals") {
  test::virtual_clock clock(morning);
  every slow(clock, 1h);
  slow.takes = 30min;
  every quick(clock, 1min);
  quick.names = std::vector<std::string>{"x", "y"};
  stage on(clock, {&slow, &quick});
  on.start();
  on.advance(1min);
  on.advance(1min);
  CHECK(slow.asked.size() == 1);
  CHECK(quick.asked.size() == 6);
  on.runner.stop();
  on.settle();
  CHECK(slow.stopped);
  CHECK_FALSE(on.ended);
  on.advance(28min);
  CHECK(on.ended);
}

TEST_CASE("a part that is woken while it runs has another turn afterwards") {
  test::virtual_clock clock(morning);
  every slow(clock, 1h);
  slow.takes = 10s;
  stage on(clock, {&slow});
  on.start();
  on.runner.wake();
  on.settle();
  CHECK(slow.asked.size() == 1);
  on.advance(10s);
  CHECK(slow.asked.size() == 2);
  on.runner.stop();
  on.advance(10s);
  CHECK(on.ended);
}

TEST_CASE("only so many parts run at once, and those that were due first run first") {
  test::virtual_clock clock(morning);
  every one(clock, 24h);
  one.names = std::vector<std::string>();
  for (int i = 0; i < 40; ++i)
    one.names->emplace_back(1, static_cast<char>('0' + i));
  one.takes = 1min;
  stage on(clock, {&one});
  on.start();
  CHECK(one.asked.size() == 32);
  on.advance(1min);
  CHECK(one.asked.size() == 40);
  on.runner.stop();
  on.advance(1min);
  CHECK(on.ended);
}

TEST_CASE("parts come and go, and those that can't be read now are asked for again") {
  test::virtual_clock clock(morning);
  every one(clock, 24h);
  one.names = error(errc::io_failed, "no");
  stage on(clock, {&one});
  on.start();
  CHECK(one.asked.empty());
  one.names = std::vector<std::string>{"a"};
  on.advance(1min);
  CHECK(one.started == "a");
  one.names = std::vector<std::string>{"b"};
  on.runner.wake();
  on.settle();
  on.runner.wake();
  on.settle();
  CHECK(one.started == "abb");
  on.runner.stop();
  on.settle();
}

TEST_CASE("a waking gives every ritual its turn at once") {
  test::virtual_clock clock(morning);
  every daily(clock, 24h);
  stage on(clock, {&daily});
  on.start();
  on.runner.wake();
  on.settle();
  CHECK(daily.asked.size() == 2);
  on.runner.stop();
  on.settle();
}

TEST_CASE("a ritual that asks for no pause leaves time for others") {
  test::virtual_clock clock(morning);
  every restless(clock, 0s);
  stage on(clock, {&restless});
  on.start();
  CHECK(restless.asked.size() == 1);
  on.advance(1s);
  CHECK(restless.asked.size() == 2);
  on.runner.stop();
  on.settle();
}

TEST_CASE("a stop ends the wait, and one that came first leaves nothing to run") {
  test::virtual_clock clock(morning);
  every daily(clock, 24h);
  stage on(clock, {&daily});
  SUBCASE("while it waits") {
    on.start();
    on.runner.stop();
    on.settle();
    CHECK(daily.asked.size() == 1);
  }
  SUBCASE("before it started") {
    on.runner.stop();
    on.start();
    CHECK(daily.asked.empty());
  }
  CHECK(on.ended);
}

TEST_CASE("a bug in a ritual comes out of the runner") {
  test::virtual_clock clock(morning);
  every wrong(clock, 1h);
  wrong.broken = true;
  stage on(clock, {&wrong});
  on.start();
  CHECK(on.ended);
  REQUIRE(on.bug);
  CHECK_THROWS_AS(std::rethrow_exception(on.bug), std::logic_error);
}

TEST_CASE("what comes next of all rituals stands in order of time") {
  test::virtual_clock clock(morning);
  every one(clock, 1h);
  every other(clock, 1h);
  auto const now = clock.now();
  one.announced = {{"a", now + 1h}, {"c", now + 3h}};
  other.announced = {{"b", now + 2h}};
  stage on(clock, {&one, &other});
  std::string order;
  for (auto const& next : on.runner.coming_up())
    order += next.what;
  CHECK(order == "abc");
}
