// The machine of Socket Mode with a clock that is moved by hand.
#pragma once

#include "slack/socket_mode_fsm.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>

namespace huzzah::test {

using namespace std::chrono_literals;
using slack::action;
using slack::actions;
using slack::connection_number;
using slack::socket_mode_fsm;
using kind = action::kind;

inline bool has(actions const& todo, kind wanted, connection_number n = 0) {
  return std::any_of(todo.begin(), todo.end(), [&](action const& one) {
    return one.type == wanted && (n == 0 || one.connection == n);
  });
}
inline action const& get(actions const& todo, kind wanted) {
  auto const found =
      std::find_if(todo.begin(), todo.end(), [&](action const& one) { return one.type == wanted; });
  REQUIRE(found != todo.end());
  return *found;
}

/// The machine with a clock that is moved by hand.
struct fsm_bench {
  explicit fsm_bench(std::size_t wanted = 1) : fsm(wanted, net::backoff(1s, 60s, 7)) {}

  socket_mode_fsm fsm;
  base::duration now{1h};
  int tickets = 0;

  /// Goes on to the next moment that the machine waits for and lets it act.
  actions wake() {
    REQUIRE(fsm.wake_at().has_value());
    now = std::max(now, *fsm.wake_at());
    return fsm.tick(now);
  }
  /// Lets time pass in the machine's own steps; every ping is answered if `alive`.
  actions pass(base::duration length, bool alive = true) {
    actions all;
    auto const end = now + length;
    while (fsm.wake_at() && *fsm.wake_at() <= end) {
      for (auto& one : wake()) {
        if (one.type == kind::ping && alive) fsm.activity(one.connection, now);
        all.push_back(std::move(one));
      }
    }
    now = end;
    return all;
  }
  connection_number dial(actions const& todo) {
    REQUIRE(has(todo, kind::request_ticket));
    auto const next = fsm.ticket_granted("wss://slack/" + std::to_string(++tickets), now);
    return get(next, kind::connect).connection;
  }
  connection_number dial() { return dial(fsm.start(now)); }
  connection_number go_live(base::duration promised = 0s) {
    auto const n = dial();
    fsm.connected(n, now);
    auto const todo = fsm.hello(n, promised, now);
    REQUIRE(get(todo, kind::report).up);
    return n;
  }
  /// Live for long enough that Slack may ask to leave without it being a failure.
  connection_number settle() {
    auto const n = go_live();
    pass(30s);
    return n;
  }
  /// The wait that the machine chose after a failure, until it asks for the next ticket.
  base::duration retry_wait(actions& asked) {
    auto const before = now;
    asked = wake();
    REQUIRE(has(asked, kind::request_ticket));
    return now - before;
  }
};

}  // namespace huzzah::test
