// Two connections are held, so that the end of one is no gap.
#include "fsm_bench.hpp"

using namespace huzzah;
using namespace huzzah::test;

namespace {

/// Both connections, live for long enough to count as a success.
class pair : public fsm_bench {
 public:
  pair() : fsm_bench(2) {
    first = go_live();
    second = another(pass(1s));
    pass(30s);
  }
  /// A hello on the connection that was asked for.
  connection_number another(actions const& asked) {
    auto const n = dial(asked);
    fsm.hello(n, 0s, now);
    return n;
  }

  connection_number first = 0;
  connection_number second = 0;
};

std::size_t count(actions const& todo, kind wanted) {
  return static_cast<std::size_t>(
      std::count_if(todo.begin(), todo.end(), [&](action const& one) { return one.type == wanted; }));
}

}  // namespace

TEST_CASE("two connections are opened one after the other, each with a ticket of its own") {
  fsm_bench b(2);
  auto const first = b.dial(b.fsm.start(b.now));
  CHECK_FALSE(has(b.pass(5s), kind::request_ticket));
  CHECK_FALSE(has(b.fsm.hello(first, 0s, b.now), kind::request_ticket));
  CHECK(b.fsm.is_up());
  auto const asked = b.pass(1s);
  CHECK(count(asked, kind::request_ticket) == 1);
  auto const second = b.dial(asked);
  CHECK(second != first);
  CHECK_FALSE(has(b.fsm.hello(second, 0s, b.now), kind::request_ticket));
  CHECK(b.fsm.live() == 2);
  auto const later = b.pass(10min);
  CHECK(count(later, kind::ping) == later.size());
}

TEST_CASE("one of two is cut: it is up all the time, and soon there are two again") {
  pair b;
  auto const todo = b.fsm.closed(b.first, "gone", b.now);
  CHECK(get(todo, kind::report).up);
  CHECK(b.fsm.is_up());
  b.another(b.pass(1s));
  CHECK(b.fsm.live() == 2);
}

TEST_CASE("both are cut: only then it is down, and they come back one after the other") {
  pair b;
  CHECK(get(b.fsm.closed(b.first, "gone", b.now), kind::report).up);
  CHECK_FALSE(get(b.fsm.closed(b.second, "gone", b.now), kind::report).up);
  auto const asked = b.pass(1s);
  CHECK(count(asked, kind::request_ticket) == 1);
  auto const n = b.dial(asked);
  CHECK(get(b.fsm.hello(n, 0s, b.now), kind::report).up);
  b.another(b.pass(1s));
  CHECK(b.fsm.live() == 2);
}

TEST_CASE("a refresh of one leaves the other alone") {
  pair b;
  auto const fresh = b.dial(b.fsm.disconnect(b.first, "refresh_requested", b.now));
  auto const todo = b.fsm.hello(fresh, 0s, b.now);
  CHECK_FALSE(has(todo, kind::request_ticket));
  auto const closing = b.pass(2s);
  CHECK(has(closing, kind::close, b.first));
  CHECK_FALSE(has(closing, kind::close, b.second));
  b.fsm.closed(b.first, "closed", b.now);
  CHECK(b.fsm.live() == 2);
  CHECK_FALSE(has(b.pass(1min), kind::request_ticket));
}

TEST_CASE("a refresh of both replaces one after the other") {
  pair b;
  auto const asked = b.fsm.disconnect(b.first, "warning", b.now);
  CHECK(b.fsm.disconnect(b.second, "warning", b.now).empty());
  b.another(asked);
  CHECK(b.fsm.live() == 2);
  auto const next = b.pass(1s);
  CHECK(count(next, kind::request_ticket) == 1);
  b.another(next);
  auto const closing = b.pass(2s);
  CHECK((has(closing, kind::close, b.second) || has(next, kind::close, b.second)));
  CHECK(b.fsm.live() == 2);
  CHECK_FALSE(has(b.pass(1min), kind::request_ticket));
}

TEST_CASE("where Slack allows one connection, one has to do, and two are tried again later") {
  SUBCASE("one of two is told so") {
    pair b;
    auto const todo = b.fsm.disconnect(b.first, "too_many_websockets", b.now);
    CHECK_FALSE(has(todo, kind::report));
    CHECK(has(b.pass(2s), kind::close, b.first));
    b.fsm.closed(b.first, "closed", b.now);
    CHECK_FALSE(has(b.pass(9min), kind::request_ticket));
    CHECK(b.fsm.is_up());
    b.another(b.pass(1min));
    CHECK(b.fsm.live() == 2);
  }
  SUBCASE("the second one is refused") {
    fsm_bench b(2);
    b.go_live();
    auto const second = b.dial(b.pass(1s));
    b.fsm.disconnect(second, "too_many_websockets", b.now);
    CHECK(b.fsm.is_up());
    CHECK_FALSE(has(b.pass(9min), kind::request_ticket));
    CHECK(has(b.pass(1min), kind::request_ticket));
  }
  SUBCASE("and one of them was to be replaced") {
    pair b;
    auto const third = b.dial(b.fsm.disconnect(b.first, "warning", b.now));
    b.fsm.disconnect(third, "too_many_websockets", b.now);
    CHECK(has(b.pass(2s), kind::close, b.first));
    CHECK(b.fsm.live() == 1);
    CHECK(b.fsm.is_up());
  }
}

TEST_CASE("while one connection stands, another that always fails is tried more and more slowly") {
  fsm_bench b(2);
  b.go_live();
  auto asked = b.pass(1s);
  base::duration longest{0};
  for (auto i = 0; i < 40; ++i) {
    auto const before = b.now;
    auto const n = b.dial(asked);
    CHECK(get(b.fsm.connect_failed(n, error(errc::unreachable, "no"), b.now), kind::report).up);
    asked.clear();
    while (!has(asked, kind::request_ticket)) {
      asked = b.wake();
      for (auto const& one : asked)
        if (one.type == kind::ping) b.fsm.activity(one.connection, b.now);
    }
    longest = std::max(longest, b.now - before);
  }
  CHECK(longest > 10s);
  CHECK(b.fsm.is_up());
}

TEST_CASE("two that say hello and ask to leave at once are come back to more and more slowly") {
  fsm_bench b(2);
  auto asked = b.fsm.start(b.now);
  auto tickets = 0;
  auto const end = b.now + 10min;
  while (b.now < end) {
    if (has(asked, kind::request_ticket)) {
      ++tickets;
      auto const n = b.dial(asked);
      b.fsm.hello(n, 0s, b.now);
      asked = b.fsm.disconnect(n, "warning", b.now);
      continue;
    }
    asked = b.wake();
    for (auto const& one : actions(asked)) {
      if (one.type == kind::ping) b.fsm.activity(one.connection, b.now);
      if (one.type == kind::close) b.fsm.closed(one.connection, "closed", b.now);
    }
  }
  CHECK(tickets < 100);
}

TEST_CASE("a token that does not serve stops both") {
  pair b;
  b.fsm.closed(b.first, "gone", b.now);
  CHECK(has(b.pass(1s), kind::request_ticket));
  auto const todo = b.fsm.ticket_failed(error(errc::unauthorized, "token_revoked"), b.now);
  CHECK(has(todo, kind::close, b.second));
  auto const end = b.fsm.closed(b.second, "closed", b.now);
  CHECK(get(end, kind::finish).failure.has_value());
  CHECK_FALSE(b.fsm.wake_at().has_value());
}
