#include "fsm_bench.hpp"

#include <set>

using namespace huzzah;
using namespace huzzah::test;
using bench = fsm_bench;

TEST_CASE("a ticket, a connection and its hello make it live") {
  bench b;
  auto const n = b.dial();
  CHECK_FALSE(b.fsm.is_up());
  CHECK(b.fsm.connected(n, b.now).empty());
  CHECK_FALSE(b.fsm.is_up());
  CHECK(get(b.fsm.hello(n, 0s, b.now), kind::report).up);
  CHECK(b.fsm.is_up());
}

TEST_CASE("failure 1: a half-open socket is noticed after 30 s of silence and replaced") {
  bench b;
  auto const n = b.go_live();
  auto const todo = b.pass(29s, false);
  CHECK(std::count_if(todo.begin(), todo.end(), [](action const& one) { return one.type == kind::ping; }) ==
        2);
  CHECK_FALSE(has(todo, kind::abort));
  auto const end = b.pass(1s, false);
  CHECK(has(end, kind::abort, n));
  CHECK_FALSE(get(end, kind::report).up);
  CHECK(has(b.pass(2s, false), kind::request_ticket));
}

TEST_CASE("failure 2: a connection that is open but says no hello is dropped 30 s after dialing began") {
  bench b;
  auto const n = b.dial();
  b.now += 12s;
  b.fsm.connected(n, b.now);
  // Frames other than the hello do not help.
  b.fsm.activity(n, b.now);
  CHECK(b.pass(17s).empty());
  CHECK(has(b.pass(1s), kind::abort, n));
  CHECK(has(b.pass(2s), kind::request_ticket));
}

TEST_CASE("failure 2: a handshake that never ends meets the same deadline") {
  bench b;
  auto const n = b.dial();
  CHECK(b.pass(29s).empty());
  CHECK(has(b.pass(1s), kind::abort, n));
  // What the shell says of it afterwards means nothing.
  CHECK(b.fsm.connected(n, b.now).empty());
  CHECK(b.fsm.hello(n, 0s, b.now).empty());
  CHECK_FALSE(b.fsm.is_up());
}

TEST_CASE("failure 3: a late pong is no reason to leave; any frame within 30 s is a sign of life") {
  bench b;
  auto const n = b.go_live();
  for (auto i = 0; i < 20; ++i) {
    auto const todo = b.pass(29s, false);
    CHECK_FALSE(has(todo, kind::abort));
    CHECK(has(todo, kind::ping, n));
    b.fsm.activity(n, b.now);
  }
  CHECK(b.fsm.is_up());
}

TEST_CASE("failure 4: a workspace that is quiet for a day keeps its connection") {
  bench b;
  auto const n = b.go_live();
  auto const todo = b.pass(24h);
  CHECK(has(todo, kind::ping, n));
  CHECK(std::all_of(todo.begin(), todo.end(), [](action const& one) { return one.type == kind::ping; }));
}

TEST_CASE("failure 5: at a refresh the new connection is live before the old one goes") {
  for (std::string const reason : {"warning", "refresh_requested", "something new"}) {
    CAPTURE(reason);
    bench b;
    auto const old = b.settle();
    auto const fresh = b.dial(b.fsm.disconnect(old, reason, b.now));
    CHECK(b.fsm.is_up());
    b.fsm.connected(fresh, b.now);
    CHECK_FALSE(has(b.pass(3s), kind::close));
    auto const todo = b.fsm.hello(fresh, 0s, b.now);
    CHECK_FALSE(has(todo, kind::stop_reading));
    // The old one is still read until it has been quiet for a second.
    CHECK_FALSE(has(b.pass(900ms), kind::close));
    CHECK(has(b.pass(100ms), kind::close, old));
    CHECK(b.fsm.closed(old, "closed", b.now).empty());
    CHECK(b.fsm.is_up());
  }
}

TEST_CASE("failure 5: the connection is replaced before Slack's promised time is over") {
  bench b;
  auto const old = b.go_live(18'060s);
  auto const early = b.pass(17'999s);
  CHECK_FALSE(has(early, kind::request_ticket));
  auto const fresh = b.dial(b.pass(1s));
  CHECK(has(b.fsm.hello(fresh, 18'060s, b.now), kind::report));
  CHECK(has(b.pass(1s), kind::close, old));
}

TEST_CASE("failure 5: with too many connections the old one goes first") {
  bench b;
  auto const old = b.settle();
  auto const todo = b.fsm.disconnect(old, "too_many_websockets", b.now);
  CHECK_FALSE(has(todo, kind::request_ticket));
  CHECK_FALSE(get(todo, kind::report).up);
  auto const closing = b.pass(1s);
  CHECK(has(closing, kind::close, old));
  CHECK_FALSE(has(closing, kind::request_ticket));
  b.fsm.closed(old, "closed", b.now);
  CHECK(has(b.pass(1s), kind::request_ticket));
}

TEST_CASE("failure 6: a closing handshake that is never answered is cut off") {
  bench b;
  auto const old = b.settle();
  auto const fresh = b.dial(b.fsm.disconnect(old, "warning", b.now));
  b.fsm.hello(fresh, 0s, b.now);
  CHECK(has(b.pass(1s), kind::close, old));
  CHECK(has(b.pass(1500ms), kind::abort, old));
}

TEST_CASE("failure 7: waits grow to 60 s, are spread, and start anew only after 30 s of being live") {
  base::duration longest{0};
  std::set<base::duration> seen;
  bench b;
  auto asked = b.fsm.start(b.now);
  for (auto i = 0; i < 400; ++i) {
    auto const n = b.dial(asked);
    // Being connected is not enough.
    b.fsm.connected(n, b.now);
    auto const failed = b.fsm.closed(n, "gone", b.now);
    CHECK_FALSE(has(failed, kind::request_ticket));
    auto const wait = b.retry_wait(asked);
    if (i == 0) CHECK(wait <= 1s);
    if (i == 1) CHECK(wait <= 2s);
    CHECK(wait <= 60s);
    longest = std::max(longest, wait);
    seen.insert(wait);
  }
  CHECK(longest > 50s);
  CHECK(seen.size() > 300);
  auto const n = b.dial(asked);
  b.fsm.hello(n, 0s, b.now);
  b.pass(30s);
  b.fsm.closed(n, "gone", b.now);
  CHECK(b.retry_wait(asked) <= 1s);
}

TEST_CASE("failure 7: who says hello and asks to leave at once is come back to more and more slowly") {
  for (std::string const reason : {"warning", "refresh_requested", "too_many_websockets", "closed"}) {
    CAPTURE(reason);
    bench b;
    auto asked = b.fsm.start(b.now);
    base::duration longest{0};
    for (auto i = 0; i < 60; ++i) {
      auto const before = b.now;
      auto const n = b.dial(asked);
      b.fsm.connected(n, b.now);
      b.fsm.hello(n, 0s, b.now);
      asked = reason == "closed" ? b.fsm.closed(n, "gone", b.now) : b.fsm.disconnect(n, reason, b.now);
      CHECK_FALSE(has(asked, kind::request_ticket));
      while (!has(asked, kind::request_ticket)) {
        asked = b.wake();
        for (auto const& one : actions(asked)) {
          if (one.type == kind::ping) b.fsm.activity(one.connection, b.now);
          if (one.type == kind::close) b.fsm.closed(one.connection, "closed", b.now);
        }
      }
      longest = std::max(longest, b.now - before);
    }
    CHECK(longest > 10s);
  }
}

TEST_CASE("failure 5: a connection that was of use is replaced at once, however short its life") {
  bench b;
  auto current = b.go_live(0s);
  for (auto i = 0; i < 20; ++i) {
    b.pass(100ms);
    b.fsm.envelope_taken(current, b.now);
    b.fsm.envelope_done(current, b.now);
    b.pass(900ms);
    auto const fresh = b.dial(b.fsm.disconnect(current, "refresh_requested", b.now));
    CHECK(b.fsm.is_up());
    b.fsm.hello(fresh, 0s, b.now);
    b.fsm.closed(current, "gone", b.now);
    CHECK(b.fsm.is_up());
    current = fresh;
  }
  // One that hardly lived is not, whatever came over it.
  b.fsm.envelope_taken(current, b.now);
  CHECK_FALSE(has(b.fsm.disconnect(current, "refresh_requested", b.now), kind::request_ticket));
}

TEST_CASE("failure 7: a promise of a moment is no reason to come back at full speed") {
  bench b;
  auto const old = b.go_live(1s);
  auto const todo = b.pass(900ms);
  CHECK_FALSE(has(todo, kind::request_ticket));
  CHECK(has(b.pass(1s), kind::request_ticket));
  CHECK(b.fsm.is_up());
  CHECK_FALSE(has(b.pass(5s), kind::close, old));
}

TEST_CASE("failure 8: an odd answer to the handshake starts one attempt, however often it is reported") {
  bench b;
  auto const n = b.dial();
  b.fsm.connect_failed(n, error(errc::rejected, "HTTP 409"), b.now);
  CHECK(b.fsm.closed(n, "gone", b.now).empty());
  CHECK(b.fsm.connect_failed(n, error(errc::rejected, "HTTP 408"), b.now).empty());
  CHECK(b.fsm.disconnect(n, "warning", b.now).empty());
  CHECK(b.fsm.start(b.now).empty());
  auto const todo = b.pass(1s);
  CHECK(std::count_if(todo.begin(), todo.end(),
                      [](action const& one) { return one.type == kind::request_ticket; }) == 1);
  // And while the ticket is on its way nothing else begins.
  CHECK(b.pass(1h).empty());
}

TEST_CASE("failure 8: a second wish to refresh while one is under way changes nothing") {
  bench b;
  auto const old = b.settle();
  CHECK(has(b.fsm.disconnect(old, "warning", b.now), kind::request_ticket));
  CHECK(b.fsm.disconnect(old, "refresh_requested", b.now).empty());
  auto const next = b.fsm.ticket_granted("wss://1", b.now);
  CHECK(b.fsm.disconnect(old, "warning", b.now).empty());
  CHECK(b.fsm.ticket_granted("wss://2", b.now).empty());
  CHECK_FALSE(get(b.fsm.closed(old, "gone", b.now), kind::report).up);
  CHECK(get(b.fsm.hello(get(next, kind::connect).connection, 0s, b.now), kind::report).up);
}

TEST_CASE("failure 9: every connection has a ticket of its own") {
  bench b;
  std::set<std::string> urls;
  auto asked = b.fsm.start(b.now);
  for (auto i = 0; i < 20; ++i) {
    REQUIRE(has(asked, kind::request_ticket));
    auto const todo = b.fsm.ticket_granted("wss://ticket/" + std::to_string(i), b.now);
    CHECK(urls.insert(get(todo, kind::connect).text).second);
    auto const n = get(todo, kind::connect).connection;
    CHECK_FALSE(has(b.fsm.connect_failed(n, error(errc::unreachable, "no"), b.now), kind::connect));
    b.retry_wait(asked);
  }
}

TEST_CASE("failure 11: a replaced connection stays open while its envelopes are being handled") {
  bench b;
  auto const old = b.settle();
  b.fsm.envelope_taken(old, b.now);
  b.fsm.envelope_taken(old, b.now);
  auto const fresh = b.dial(b.fsm.disconnect(old, "warning", b.now));
  b.fsm.hello(fresh, 0s, b.now);
  CHECK_FALSE(has(b.pass(3s), kind::close));
  CHECK_FALSE(has(b.fsm.envelope_done(old, b.now), kind::close));
  CHECK(has(b.fsm.envelope_done(old, b.now), kind::close, old));
}

TEST_CASE("failure 11: but not for ever") {
  bench b;
  auto const old = b.settle();
  b.fsm.envelope_taken(old, b.now);
  auto const fresh = b.dial(b.fsm.disconnect(old, "warning", b.now));
  b.fsm.hello(fresh, 0s, b.now);
  CHECK(has(b.pass(8s), kind::close, old));
}

TEST_CASE("failure 12: a disconnect before the hello ends that attempt and starts the next one") {
  for (std::string const reason : {"warning", "refresh_requested", "too_many_websockets"}) {
    CAPTURE(reason);
    bench b;
    auto const n = b.dial();
    b.fsm.connected(n, b.now);
    CHECK(has(b.fsm.disconnect(n, reason, b.now), kind::abort, n));
    CHECK(has(b.pass(1s), kind::request_ticket));
  }
}

TEST_CASE("failure 12: a shutdown in any state finishes, once") {
  SUBCASE("before anything happened") {
    bench b;
    CHECK(has(b.fsm.shutdown(b.now), kind::finish));
    CHECK(b.fsm.shutdown(b.now).empty());
    CHECK(b.fsm.start(b.now).empty());
  }
  SUBCASE("while it asks for a ticket") {
    bench b;
    b.fsm.start(b.now);
    CHECK(has(b.fsm.shutdown(b.now), kind::finish));
    CHECK(b.fsm.ticket_granted("wss://late", b.now).empty());
    CHECK(b.fsm.ticket_failed(error(errc::unauthorized, "late"), b.now).empty());
  }
  SUBCASE("while it waits for the next attempt") {
    bench b;
    auto const n = b.dial();
    b.fsm.connect_failed(n, error(errc::unreachable, "no"), b.now);
    CHECK(has(b.fsm.shutdown(b.now), kind::finish));
    CHECK_FALSE(b.fsm.wake_at().has_value());
  }
  SUBCASE("while it dials") {
    bench b;
    auto const n = b.dial();
    auto const todo = b.fsm.shutdown(b.now);
    CHECK(has(todo, kind::abort, n));
    CHECK(has(todo, kind::finish));
    CHECK(b.fsm.connected(n, b.now).empty());
  }
  SUBCASE("while it reconnects beside a live connection") {
    bench b;
    auto const old = b.settle();
    auto const fresh = b.dial(b.fsm.disconnect(old, "warning", b.now));
    auto const todo = b.fsm.shutdown(b.now);
    CHECK(has(todo, kind::abort, fresh));
    CHECK(has(todo, kind::close, old));
    CHECK(has(b.fsm.closed(old, "closed", b.now), kind::finish));
  }
  SUBCASE("while an old connection drains") {
    bench b;
    auto const old = b.settle();
    auto const fresh = b.dial(b.fsm.disconnect(old, "warning", b.now));
    b.fsm.hello(fresh, 0s, b.now);
    auto const todo = b.fsm.shutdown(b.now);
    CHECK(has(todo, kind::close, old));
    CHECK(has(todo, kind::close, fresh));
    CHECK_FALSE(has(b.fsm.closed(old, "closed", b.now), kind::finish));
    CHECK(has(b.fsm.closed(fresh, "closed", b.now), kind::finish));
  }
}

TEST_CASE("a shutdown stops reading, waits for what was taken, and ends within 10 s whatever happens") {
  bench b;
  auto const n = b.go_live();
  b.fsm.envelope_taken(n, b.now);
  b.fsm.envelope_taken(n, b.now);
  auto const todo = b.fsm.shutdown(b.now);
  CHECK(has(todo, kind::stop_reading, n));
  CHECK_FALSE(has(todo, kind::close));
  SUBCASE("closed as soon as all is done") {
    b.now += 2s;
    CHECK_FALSE(has(b.fsm.envelope_done(n, b.now), kind::close));
    CHECK(has(b.fsm.envelope_done(n, b.now), kind::close, n));
    auto const end = b.fsm.closed(n, "closed", b.now);
    CHECK_FALSE(get(end, kind::finish).failure.has_value());
  }
  SUBCASE("or when it takes too long") {
    auto const end = b.pass(10s);
    CHECK(has(end, kind::close, n));
    CHECK(has(end, kind::abort, n));
    CHECK(has(end, kind::finish));
  }
}

TEST_CASE("a token that does not serve stops everything and says why") {
  bench b;
  b.fsm.start(b.now);
  auto const todo = b.fsm.ticket_failed(error(errc::unauthorized, "invalid_auth"), b.now);
  auto const failure = get(todo, kind::finish).failure;
  REQUIRE(failure.has_value());
  CHECK(failure->code == errc::unauthorized);
  CHECK(failure->detail == "invalid_auth");
  CHECK_FALSE(b.fsm.wake_at().has_value());
}

TEST_CASE("Socket Mode that is switched off stops everything and says what to mend") {
  bench b;
  auto const n = b.go_live();
  auto todo = b.fsm.disconnect(n, "link_disabled", b.now);
  CHECK(has(todo, kind::close, n));
  CHECK_FALSE(has(todo, kind::request_ticket));
  auto const end = b.fsm.closed(n, "closed", b.now);
  auto const failure = get(end, kind::finish).failure;
  REQUIRE(failure.has_value());
  CHECK(failure->detail.find("Socket Mode") != std::string::npos);
}

TEST_CASE("a limit on opening is waited out as Slack asks") {
  bench b;
  b.fsm.start(b.now);
  b.fsm.ticket_failed(error(errc::rate_limited, "slow down", 45s), b.now);
  CHECK_FALSE(has(b.pass(44s), kind::request_ticket));
  CHECK(has(b.pass(1s), kind::request_ticket));
}

TEST_CASE("trouble on the way to a ticket is retried for ever") {
  bench b;
  auto asked = b.fsm.start(b.now);
  for (auto const code : {errc::unreachable, errc::timed_out, errc::remote_failed, errc::bad_message,
                          errc::tls_failed, errc::rejected, errc::closed}) {
    REQUIRE(has(asked, kind::request_ticket));
    CHECK_FALSE(has(b.fsm.ticket_failed(error(code, "?"), b.now), kind::finish));
    CHECK(b.retry_wait(asked) <= 60s);
  }
}

TEST_CASE("a refresh that fails leaves the old connection in use and is tried again") {
  bench b;
  auto const old = b.settle();
  auto const fresh = b.dial(b.fsm.disconnect(old, "refresh_requested", b.now));
  auto const failed = b.fsm.connect_failed(fresh, error(errc::unreachable, "no"), b.now);
  CHECK(get(failed, kind::report).up);
  auto const again = b.dial(b.pass(1s));
  CHECK(b.fsm.is_up());
  b.fsm.hello(again, 0s, b.now);
  CHECK(has(b.pass(1s), kind::close, old));
}

TEST_CASE("silence says nothing while reading is paused, and counts anew afterwards") {
  bench b;
  auto const n = b.go_live();
  b.fsm.reading_paused(n, true, b.now);
  CHECK_FALSE(has(b.pass(5min, false), kind::abort));
  b.fsm.reading_paused(n, false, b.now);
  CHECK_FALSE(has(b.pass(29s, false), kind::abort));
  CHECK(has(b.pass(1s, false), kind::abort, n));
}
