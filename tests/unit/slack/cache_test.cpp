#include "slack/cache.hpp"
#include "support/run.hpp"

#include <doctest/doctest.h>
#include <boost/asio/io_context.hpp>

#include <stdexcept>

using namespace huzzah;
using namespace std::chrono_literals;

namespace {

/// A cache whose answers come when a test says so.
struct bench {
  asio::io_context io;
  base::virtual_clock clock{base::time_point(base::duration(0))};
  base::wake_up may_answer{io.get_executor()};
  bool held = true;
  int asked = 0;
  slack::cache<int> cache{clock, 1h, 10, [this](std::string) { return answer(); }};

  awaitable<result<int>> answer() {
    ++asked;
    while (held)
      co_await may_answer.wait();
    co_return 7;
  }
  void release() {
    held = false;
    may_answer.notify_all();
  }
};

}  // namespace

TEST_CASE("whoever can't wait goes on without, and the answer is there for the next one") {
  bench b;
  std::optional<result<int>> early;
  asio::co_spawn(b.io, b.cache.get("k", 700ms),
                 [&](std::exception_ptr, result<int> found) { early.emplace(std::move(found)); });
  test::run_until(b.io, [&] { return b.clock.sleepers() == 1; });
  b.clock.advance(700ms);
  test::run_until(b.io, [&] { return early.has_value(); });
  CHECK(early->error().code == errc::timed_out);
  // A call that is slow already keeps nobody else waiting.
  CHECK(test::run(b.io, b.cache.get("k", 700ms)).error().code == errc::timed_out);
  CHECK(b.asked == 1);
  b.release();
  CHECK(test::run(b.io, b.cache.get("k")).value() == 7);
  CHECK(test::run(b.io, b.cache.get("k", 0ms)).value() == 7);
  CHECK(b.asked == 1);
}

TEST_CASE("a bug in asking comes to the one who asked, and the next one asks again") {
  asio::io_context io;
  base::virtual_clock clock{base::time_point(base::duration(0))};
  int asked = 0;
  slack::cache<int> cache(clock, 1h, 10, [&](std::string) -> awaitable<result<int>> {
    if (++asked == 1) throw std::logic_error("a bug");
    co_return 7;
  });
  CHECK_THROWS_AS(test::run(io, cache.get("k")), std::logic_error);
  CHECK(test::run(io, cache.get("k")).value() == 7);
}
