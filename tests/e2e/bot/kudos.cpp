// What people see when all goes well.
#include "town.hpp"

#include "support/show_result.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;

TEST_CASE("kudos typed by a person are recorded, acknowledged and answered") {
  town t;
  t.start_bot();
  auto const ts = t.say(ada, general, at(bruno) + " ++ for fixing the flaky test #craft");
  t.quiet();
  auto const kept = t.standing();
  REQUIRE(kept.size() == 1);
  CHECK(kept[0].giver == ada);
  CHECK(kept[0].giver_name == "Ada Mensah");
  CHECK(kept[0].receiver == bruno);
  CHECK(kept[0].amount == 1);
  CHECK(kept[0].values == std::vector<std::string>{"craft"});
  CHECK(kept[0].where.where.id == ts);
  auto const stats = t.stats();
  CHECK(stats["acks"] == stats["envelopes_sent"]);
  CHECK(stats["redeliveries"] == 0);
  CHECK(stats["unacked"] == 0);
  auto const seen = t.reactions(general, ts);
  REQUIRE(seen.size() == 1);
  CHECK(seen[0]["users"] == json::array({the_bot}));
  auto const notes = t.posts_of_bot(bruno, im_of_bruno);
  REQUIRE(notes.size() == 1);
  CHECK(notes[0]["text"].get<std::string>().find("fixing the flaky test") != std::string::npos);
  CHECK(t.posts_of_bot(ada, general).empty());
}

TEST_CASE("a command is answered within its acknowledgement") {
  town t;
  t.start_bot();
  CHECK(t.command(ada, at(bruno) + " for the release")["ok"] == true);
  t.quiet();
  REQUIRE(t.standing().size() == 1);
  CHECK(t.standing()[0].receiver == bruno);
  auto const said = t.posts_of_bot(ada, general);
  REQUIRE(said.size() == 1);
  CHECK(said[0]["text"].get<std::string>().find("the release") != std::string::npos);
  CHECK(t.command(ada, "undo")["ok"] == true);
  t.quiet();
  CHECK(t.standing().empty());
}

TEST_CASE("an edit changes what was given, and a deletion takes it back, with all that was said") {
  town t;
  t.start_bot();
  auto const ts = t.say(ada, general, at(bruno) + " ++ for the slides");
  t.quiet();
  t.pass(std::chrono::seconds{2});
  t.edit(ada, general, ts, at(chiara) + " ++ for the slides");
  t.quiet();
  REQUIRE(t.standing().size() == 1);
  CHECK(t.standing()[0].receiver == chiara);
  CHECK(t.posts_of_bot(bruno, im_of_bruno).empty());
  CHECK(t.posts_of_bot(chiara, "D0CHIARA01").size() == 1);
  t.remove(ada, general, ts);
  t.quiet();
  CHECK(t.standing().empty());
  CHECK(t.posts_of_bot(chiara, "D0CHIARA01").empty());
}

TEST_CASE("a reaction gives and takes back") {
  town t;
  t.start_bot();
  auto const ts = t.say(bruno, general, "the build is green again");
  t.react(ada, general, ts, "trophy");
  t.until([&] { return t.standing().size() == 1; });
  CHECK(t.standing()[0].giver == ada);
  CHECK(t.standing()[0].receiver == bruno);
  t.pass(std::chrono::seconds{1});
  t.as(ada, "reactions.remove", {{"channel", general}, {"timestamp", ts}, {"name", "trophy"}});
  t.until([&] { return t.standing().empty(); });
  t.quiet();
}

TEST_CASE("talk that gives nothing is acknowledged and leaves nothing behind") {
  town t;
  t.start_bot();
  for (int i = 0; i < 20; ++i)
    t.say(ada, general, "C++ is fun, " + at(bruno) + " isn't it? " + std::to_string(i));
  t.until([&] { return t.stats()["acks"] == 20; });
  t.quiet();
  CHECK(t.recorded().empty());
  CHECK(t.deliveries("sent") == 0);
}
