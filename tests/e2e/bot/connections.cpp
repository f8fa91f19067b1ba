// The connection goes and comes; what people say does not get lost.
#include "town.hpp"

#include "support/show_result.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;
using namespace std::chrono_literals;

namespace {

std::size_t hellos(town& t) {
  return t.stats()["hellos"].get<std::size_t>();
}

std::size_t connections(town& t) {
  return t.stats()["connections"].get<std::size_t>();
}

std::string thanks(int number) {
  return at(bruno) + " ++ for number " + std::to_string(number);
}

/// No daily bound, so that tests may thank as often as they like, and nothing said, so that people's messages
/// are the only events.
kudos::options generous() {
  kudos::options options;
  options.rules.daily_limit = 0;
  options.acknowledge = kudos::acknowledgement::none;
  options.notify_receiver = false;
  return options;
}

}  // namespace

TEST_CASE("a refresh brings a new connection before the old one goes, and loses nothing") {
  std::string reason;
  SUBCASE("a warning") {
    reason = "warning";
  }
  SUBCASE("a refresh") {
    reason = "refresh_requested";
  }
  town t(generous());
  t.start_bot();
  t.pass(31s);  // a connection that ends sooner is no success, and the next one waits a little
  t.say(ada, general, thanks(0));
  t.post("disconnect", {{"reason", reason}, {"close_after_ms", 10'000}});
  int said = 1;
  std::size_t most = 1;
  t.until([&] {
    t.say(ada, general, thanks(said++));
    most = std::max(most, connections(t));
    return hellos(t) == 2;
  });
  t.say(ada, general, thanks(said++));
  t.until([&] { return t.stats()["unacked"] == 0; });
  // The old one is left once it is quiet, long before Slack would close it.
  t.eventually([&] { return connections(t) == 1; });
  t.say(ada, general, thanks(said++));
  t.quiet();
  CHECK(most == 2);
  CHECK(t.stats()["redeliveries"] == 0);
  CHECK(t.stats()["acks"] == t.stats()["envelopes_sent"]);
  CHECK(t.standing().size() == static_cast<std::size_t>(said));
  CHECK(t.log.count("warning:") == 0);
  t.pass(15s);
  CHECK(connections(t) == 1);
  CHECK(hellos(t) == 2);
}

TEST_CASE("a disconnect for a reason that nobody knows is a refresh") {
  town t(generous());
  t.start_bot();
  t.pass(31s);
  t.post("envelope", {{"raw", R"({"type":"disconnect","reason":"spring_cleaning"})"}});
  t.until([&] { return hellos(t) == 2; });
  t.eventually([&] { return connections(t) == 1; });
  t.say(ada, general, thanks(1));
  t.quiet();
  CHECK(t.standing().size() == 1);
}

TEST_CASE("the bot refreshes by itself before Slack's time for a connection is over") {
  town t(generous());
  t.start_bot();
  // The sandbox promises 18,060 s.
  t.pass(17'990s, 9s);
  CHECK(hellos(t) == 1);
  t.say(ada, general, thanks(1));
  t.quiet();
  t.pass(20s);
  t.until([&] { return hellos(t) == 2; });
  t.eventually([&] { return connections(t) == 1; });
  t.say(ada, general, thanks(2));
  t.quiet();
  CHECK(t.standing().size() == 2);
  CHECK(t.stats()["redeliveries"] == 0);
}

TEST_CASE("where connections are too many, the bot waits its turn") {
  town t(generous());
  t.faults({{"max_connections", 0}});
  t.open_bot();
  t.eventually([&] { return t.log.count("too_many_websockets") >= 2; });
  CHECK(hellos(t) == 0);
  t.faults({{"max_connections", 1}});
  t.eventually([&] { return connections(t) == 1; });
  t.say(ada, general, thanks(1));
  t.quiet();
  CHECK(t.standing().size() == 1);
}

TEST_CASE("one told that connections are too many leaves and comes back") {
  town t(generous());
  t.start_bot();
  t.post("disconnect", {{"reason", "too_many_websockets"}, {"close_after_ms", 5'000}});
  t.eventually([&] { return hellos(t) == 2 && connections(t) == 1; });
  t.say(ada, general, thanks(1));
  t.quiet();
  CHECK(t.standing().size() == 1);
}

TEST_CASE("a connection that is cut is replaced, and what was not acknowledged comes again and counts once") {
  town t(generous());
  t.start_bot();
  t.faults({{"drop_acks", 1}});
  t.say(ada, general, thanks(1));
  t.until([&] { return t.standing().size() == 1; });
  t.post("cut");
  t.until([&] { return connections(t) == 0; });
  t.say(ada, general, thanks(2));
  t.eventually([&] { return hellos(t) == 2; });
  t.eventually([&] { return t.stats()["unacked"] == 0; });
  t.quiet();
  CHECK(t.recorded().size() == 2);
  CHECK(t.standing().size() == 2);
  CHECK(t.stats()["redeliveries"] >= 2);
}

TEST_CASE("ten cuts in a row are survived") {
  town t(generous());
  t.start_bot();
  for (int i = 0; i < 10; ++i) {
    t.say(ada, general, thanks(i));
    t.post("cut");
    t.eventually([&] { return connections(t) == 1; });
  }
  t.eventually([&] { return t.stats()["unacked"] == 0; });
  t.quiet();
  CHECK(t.recorded().size() == 10);
}

TEST_CASE("a connection that says nothing for 30 s is replaced") {
  town t(generous());
  t.start_bot();
  t.pass(60s);
  CHECK(hellos(t) == 1);  // pings are signs of life
  t.faults({{"half_open", true}});
  t.say(ada, general, thanks(1));
  t.pass(25s);
  CHECK(t.log.count("nothing heard for 30 s") == 0);
  t.pass(10s);
  CHECK(t.log.count("nothing heard for 30 s") >= 1);
  t.faults({{"reset", true}});
  t.eventually([&] { return connections(t) == 1; });
  t.eventually([&] { return t.stats()["unacked"] == 0; });
  t.quiet();
  CHECK(t.standing().size() == 1);
}

TEST_CASE("a connection without a hello is given up after 30 s, and another is tried") {
  town t(generous());
  t.faults({{"no_hello", true}});
  t.open_bot();
  t.until([&] { return t.calls("apps.connections.open").size() == 1; });
  t.settle();
  t.pass(29s);
  CHECK(t.log.count("no hello within 30 s") == 0);
  t.pass(2s);
  CHECK(t.log.count("no hello within 30 s") == 1);
  t.faults({{"reset", true}});
  t.eventually([&] { return connections(t) == 1; });
  t.say(ada, general, thanks(1));
  t.quiet();
  CHECK(t.standing().size() == 1);
}

TEST_CASE("a bot that is stopped acknowledges all that it has read, and ends in time") {
  town t(generous());
  t.start_bot();
  for (int i = 0; i < 30; ++i)
    t.say(ada, general, thanks(i));
  auto const before = t.clock.uptime();
  CHECK(t.stop_bot() == bot::cli::exit_code::fine);
  CHECK(t.clock.uptime() - before < 10s);
  CHECK(connections(t) == 0);
  // Whatever is not acknowledged was never read, and comes again.
  auto const kept = t.recorded().size();
  CHECK(t.stats()["acks"] == kept);
  t.start_bot();
  t.eventually([&] { return t.stats()["unacked"] == 0; });
  t.quiet();
  CHECK(t.recorded().size() == 30);
}

TEST_CASE("a bot that is stopped before it is connected ends as well") {
  town t;
  SUBCASE("while Slack does not answer") {
    t.web_api_fault("auth.test", {{"status", 503}});
    t.open_bot();
    t.eventually([&] { return t.log.count("can't be reached") > 0; });
  }
  SUBCASE("while there is no ticket") {
    t.web_api_fault("apps.connections.open", {{"status", 503}});
    t.open_bot();
    t.eventually([&] { return t.log.count("apps.connections.open") > 0; });
  }
  SUBCASE("while there is no hello") {
    t.faults({{"no_hello", true}});
    t.open_bot();
    t.until([&] { return t.calls("apps.connections.open").size() == 1; });
  }
  CHECK(t.stop_bot() == bot::cli::exit_code::fine);
}
