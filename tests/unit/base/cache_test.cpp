#include "base/cache.hpp"
#include "support/run.hpp"
#include "support/virtual_clock.hpp"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <chrono>

using namespace huzzah;
using namespace std::chrono_literals;
using namespace asio::experimental::awaitable_operators;

namespace {

/// A cache of numbers whose answers wait to be let go.
class numbers {
 public:
  numbers()
      : clock(base::time_point(24h * 20'000)),
        answers(io.get_executor()),
        all(clock, 60s, 2, [this](std::string key) { return ask(std::move(key)); }) {}

  int get(std::string key) { return test::run(io, all.get(std::move(key))).value(); }

  awaitable<result<int>> ask(std::string) {
    ++asked;
    auto const answer = asked;
    while (holds)
      co_await answers.wait();
    co_return answer;
  }
  void let_go() {
    holds = false;
    answers.notify_all();
  }

  asio::io_context io;
  test::virtual_clock clock;
  base::wake_up answers;
  bool holds = false;
  int asked = 0;
  base::cache<int> all;
};

}  // namespace

TEST_CASE("an answer is remembered for its time, unless it is forgotten or renewed") {
  numbers n;
  CHECK(n.get("a") == 1);
  CHECK(n.get("a") == 1);
  CHECK(test::run(n.io, n.all.renew("a")).value() == 2);
  CHECK(n.get("a") == 2);
  n.all.forget("a");
  CHECK(n.get("a") == 3);
  n.all.forget_all();
  CHECK(n.get("a") == 4);
  n.clock.advance(60s);
  CHECK(n.get("a") == 5);
}

TEST_CASE("who asks first and gives up leaves the question to the others") {
  numbers n;
  n.holds = true;
  std::optional<result<int>> found;
  auto gave_up = false;
  auto const hasty = [](numbers& asked) -> awaitable<> {
    auto first = co_await (asked.all.get("a") || asked.clock.sleep_for(1s));
    CHECK(first.index() == 1);
  };
  asio::co_spawn(n.io, hasty(n), [&](std::exception_ptr bug) { gave_up = !bug; });
  test::run_until(n.io, [&] { return n.asked == 1; });
  asio::co_spawn(n.io, n.all.get("a"),
                 [&](std::exception_ptr, result<int> answer) { found = std::move(answer); });
  n.io.poll();
  n.clock.advance(1s);
  test::run_until(n.io, [&] { return gave_up && n.asked == 2; });
  n.let_go();
  test::run_until(n.io, [&] { return found.has_value(); });
  CHECK(found->value() == 2);
  CHECK(n.get("a") == 2);
}

TEST_CASE("an answer to what has changed since it was asked for is given to nobody") {
  numbers n;
  n.holds = true;
  std::optional<result<int>> found;
  asio::co_spawn(n.io, n.all.get("a"),
                 [&](std::exception_ptr, result<int> answer) { found = std::move(answer); });
  test::run_until(n.io, [&] { return n.asked == 1; });
  n.all.forget("a");
  n.let_go();
  test::run_until(n.io, [&] { return found.has_value(); });
  CHECK(found->value() == 2);
  CHECK(n.get("a") == 2);
}
