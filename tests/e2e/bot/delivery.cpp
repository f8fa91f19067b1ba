// Each event counts once, however often and in whatever order it comes.
#include "town.hpp"

#include "support/show_result.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;
using namespace std::chrono_literals;

namespace {

/// Counted once and answered once.
void check_one(town& t) {
  CHECK(t.recorded().size() == 1);
  CHECK(t.standing().size() == 1);
  CHECK(t.posts_of_bot(bruno, im_of_bruno).size() == 1);
  CHECK(t.calls("chat.postMessage").size() == 1);
}

}  // namespace

TEST_CASE("nothing is acknowledged before it is committed") {
  town t;
  t.start_bot();
  {
    // While somebody else writes, the bot can't. It may be writing itself when they begin: they wait for it.
    SQLite::Database other(t.database().string(), SQLite::OPEN_READWRITE, 5000);
    other.exec("BEGIN IMMEDIATE");
    t.say(ada, general, at(bruno) + " ++ for patience");
    t.until([&] { return t.calls("users.info").size() == 2; });
    for (int i = 0; i < 20; ++i)
      t.settle();
    CHECK(t.stats()["acks"] == 0);
    CHECK(t.stats()["unacked"] == 1);
    other.exec("ROLLBACK");
  }
  t.quiet();
  CHECK(t.stats()["acks"] >= 1);
  check_one(t);
}

TEST_CASE("an event whose acknowledgements are lost comes again and is counted and answered once") {
  town t;
  t.start_bot();
  t.faults({{"drop_acks", -1}});
  t.say(ada, general, at(bruno) + " ++ for persistence");
  t.until([&] { return t.deliveries("sent") == 2; });
  t.pass(3s + 63s + 303s + 6s, 3s);
  t.until([&] { return t.stats()["unacked"] == 0; });  // Slack has given up
  t.quiet();
  auto const stats = t.stats();
  CHECK(stats["acks"] == 0);
  CHECK(stats["hellos"] == 1);
  // The message, and what the bot's own reaction and post brought about: each came three times more.
  auto const again = stats["redeliveries"].get<int>();
  CHECK(again >= 3);
  CHECK(again * 4 == stats["envelopes_sent"].get<int>() * 3);
  check_one(t);
}

TEST_CASE("an event that comes four times at once is counted and answered once") {
  town t;
  t.start_bot();
  t.faults({{"duplicate_events", 3}});
  t.say(ada, general, at(bruno) + " ++ for echoes");
  t.quiet();
  for (int i = 0; i < 20; ++i)
    t.settle();
  CHECK(t.stats()["envelopes_sent"] >= 4);
  check_one(t);
}

TEST_CASE("an edit that overtakes its original ends as the edit says") {
  town t;
  t.start_bot();
  t.faults({{"reverse_events", true}});
  auto const ts = t.say(ada, general, at(bruno) + " ++ for the slides");
  t.clock.advance(1s);
  t.edit(ada, general, ts, at(chiara) + " ++ for the slides");
  t.faults({{"reset", true}});
  t.until([&] { return t.stats()["acks"] == 2; });
  t.quiet();
  REQUIRE(t.standing().size() == 1);
  CHECK(t.standing()[0].receiver == chiara);
  CHECK(t.posts_of_bot(bruno, im_of_bruno).empty());
}

TEST_CASE("a deletion that overtakes its original leaves nothing") {
  town t;
  t.start_bot();
  t.faults({{"reverse_events", true}});
  auto const ts = t.say(ada, general, at(bruno) + " ++ for the slides");
  t.clock.advance(1s);
  t.remove(ada, general, ts);
  t.faults({{"reset", true}});
  t.until([&] { return t.stats()["acks"] == 2; });
  t.quiet();
  CHECK(t.standing().empty());
  CHECK(t.posts_of_bot(bruno, im_of_bruno).empty());
}

TEST_CASE("a bot that ends between commit and acknowledgement does not count twice") {
  town t;
  t.start_bot();
  t.faults({{"drop_acks", -1}});
  t.say(ada, general, at(bruno) + " ++ for coming back");
  t.until([&] { return t.standing().size() == 1; });
  CHECK(t.stop_bot() == bot::cli::exit_code::fine);
  CHECK(t.stats()["acks"] == 0);
  t.faults({{"reset", true}});
  t.start_bot();
  t.eventually([&] { return t.stats()["unacked"] == 0; });
  t.quiet();
  CHECK(t.stats()["redeliveries"] >= 1);
  check_one(t);
}

TEST_CASE("what is said while no bot runs is delivered to the next one") {
  town t;
  t.say(ada, general, at(bruno) + " ++ for starting early");
  t.start_bot();
  t.eventually([&] { return t.stats()["unacked"] == 0; });
  t.quiet();
  check_one(t);
}

TEST_CASE("a bot that ends amid its answer looks whether it was heard before it speaks again") {
  town t;
  t.start_bot();
  bool heard = false;
  SUBCASE("it was heard") {
    heard = true;
  }
  SUBCASE("it was not heard") {}
  auto const ts = t.say(bruno, general, "Can you hear me?");
  t.web_api_fault("chat.postMessage", {{"status", 500}, {"after_effect", heard}});
  t.react(ada, general, ts, "trophy");
  t.until([&] { return t.deliveries("sending") == 1; });
  t.until([&] { return t.log.count("unknown whether") == 1; });
  CHECK(t.stop_bot() == bot::cli::exit_code::fine);
  CHECK(t.deliveries("sending") == 1);
  t.faults({{"reset", true}});
  t.start_bot();
  // What the first bot had no time to read comes again.
  t.eventually([&] { return t.stats()["unacked"] == 0; });
  t.quiet();
  CHECK(t.deliveries("sent") == 1);
  CHECK(t.posts_of_bot(bruno, im_of_bruno).size() == 1);
  CHECK(t.standing().size() == 1);
}
