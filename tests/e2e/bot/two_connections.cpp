// With two connections the end of one is no gap, and it doesn't matter which of them brings what, or in which
// order.
#include "town.hpp"

#include "support/show_result.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

using namespace huzzah;
using namespace huzzah::test;
using namespace std::chrono_literals;

namespace {

/// A bot with two connections that says nothing, so that people's messages are the only events.
class pair_town : public town {
 public:
  pair_town() : town(silent()) {
    connections = 2;
    start_bot();
    eventually([this] { return open() == 2; });
    settle();
  }

  std::size_t open() { return stats()["connections"].get<std::size_t>(); }
  std::size_t history_calls() { return calls("conversations.history").size(); }

 private:
  static kudos::options silent() {
    kudos::options options;
    options.rules.daily_limit = 0;
    options.acknowledge = kudos::acknowledgement::none;
    options.notify_receiver = false;
    return options;
  }
};

}  // namespace

TEST_CASE("one of two connections is cut: nothing is read again, it stays ready, and there are two again") {
  pair_town t;
  for (std::size_t number = 0; number < 2; ++number) {
    auto const before = t.history_calls();
    t.say(ada, general, at(bruno) + " ++ before " + std::to_string(number));
    t.post("cut", {{"connection", number}});
    t.say(ada, general, at(bruno) + " ++ after " + std::to_string(number));
    t.until([&] { return t.open() == 1; });
    CHECK(t.bot_is_ready());
    t.eventually([&] { return t.open() == 2; });
    t.eventually([&] { return t.stats()["unacked"] == 0; });
    t.quiet();
    CHECK(t.bot_is_ready());
    CHECK(t.history_calls() == before);
  }
  CHECK(t.standing().size() == 4);
  CHECK(t.recorded().size() == 4);
}

TEST_CASE("a refresh of both leaves no moment without a connection") {
  pair_town t;
  t.pass(31s);
  t.post("disconnect", {{"reason", "refresh_requested"}, {"close_after_ms", 10'000}});
  auto least = t.open();
  t.eventually([&] {
    least = std::min(least, t.open());
    return t.stats()["hellos"] == 4 && t.open() == 2;
  });
  CHECK(least >= 1);
  CHECK(t.bot_is_ready());
}

TEST_CASE("both are cut: what was said meanwhile is read") {
  pair_town t;
  t.web_api_fault("apps.connections.open", {{"status", 500}});
  t.post("cut");
  t.until([&] { return t.open() == 0; });
  t.say(ada, general, at(bruno) + " ++ for patience");
  t.pass(3s);
  t.post("redeliver", {{"give_up", true}});
  CHECK_FALSE(t.bot_is_ready());
  t.web_api_fault("apps.connections.open", nullptr);
  t.eventually([&] { return t.standing().size() == 1; });
  t.eventually([&] { return t.open() == 2; });
}

TEST_CASE("where Slack allows only one connection, one has to do") {
  pair_town t;
  t.faults({{"max_connections", 1}});
  t.post("cut", {{"connection", 1}});
  t.eventually([&] { return t.log.count("too_many_websockets") == 1; });
  t.pass(60s);
  CHECK(t.log.count("too_many_websockets") == 1);
  CHECK(t.open() == 1);
  t.say(ada, general, at(bruno) + " ++ for one");
  t.quiet();
  CHECK(t.standing().size() == 1);
}

TEST_CASE("events of one workspace, split over two connections in every order, give the same ledger") {
  pair_town t;
  std::vector<std::size_t> order(4);
  std::iota(order.begin(), order.end(), 0);
  std::size_t round = 0;
  do {
    auto const number = std::to_string(round);
    auto const reacted = t.say(bruno, general, "done");
    t.quiet();
    t.faults({{"hold_events", true}});
    auto const message = t.say(ada, general, at(bruno) + " ++ for draft " + number);
    t.edit(ada, general, message, at(chiara) + " ++ for round " + number);
    t.react(ada, general, reacted, "trophy");
    auto const gone = t.say(chiara, general, at(ada) + " ++ by mistake");
    t.remove(chiara, general, gone);
    t.until([&] { return t.stats()["held"] == 5; });
    // What a message is deleted by comes last, or else fourth; the others in every order.
    auto wanted = order;
    wanted.push_back(4);
    if (round % 2 == 1) std::swap(wanted[3], wanted[4]);
    // By each of the ways in which five can be split, one after the other.
    std::vector<std::size_t> split;
    for (std::size_t bit = 0; bit < 5; ++bit)
      split.push_back((round + 1) >> bit & 1);
    t.faults({{"spread", split}, {"hold_events", true}});
    t.post("release", {{"order", wanted}});
    t.eventually([&] { return t.stats()["unacked"] == 0; });
    t.faults({{"spread", "turns"}, {"hold_events", false}});
    t.quiet();
    std::vector<std::string> standing;
    for (auto const& one : t.standing())
      standing.push_back(one.receiver + " " + one.reason);
    CAPTURE(round);
    CHECK(standing.size() == 2 * (round + 1));
    CHECK(std::count(standing.begin(), standing.end(), chiara + std::string(" round ") + number) == 1);
    ++round;
  } while (std::next_permutation(order.begin(), order.end()));
  CHECK(round == 24);
}
