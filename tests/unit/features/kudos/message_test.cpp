#include "app/ledger/checks.hpp"
#include "features/kudos/pending_receivers.hpp"
#include "support/scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::scene;

TEST_CASE("a typed kudos is recorded, answered with a reaction, and the receiver gets a note") {
  scene s;
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the flaky test", "10.1")));
  CHECK(s.received("U2") == 1);
  CHECK(s.given("U1") == 1);
  s.deliver();
  CHECK(s.workspace.reactions.contains({"10.1", "tada"}));
  auto const notes = s.workspace.texts("DU2");
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].find("the flaky test") != std::string::npos);
  CHECK(s.workspace.texts("C1").empty());
}

TEST_CASE("ordinary talk is none of the feature's business") {
  scene s;
  auto const answer = s.tell(s.posted("U1", "<@U2> can you review this C++ change?", "10.1"));
  REQUIRE(answer);
  CHECK_FALSE(answer->has_value());
  CHECK(s.records().empty());
  CHECK(s.store->stats().units == 0);
}

TEST_CASE("the same message delivered three times counts once and is answered once") {
  scene s;
  auto const said = s.posted("U1", "<@U2> ++ for the flaky test", "10.1");
  for (int i = 0; i < 3; ++i)
    REQUIRE(s.tell(said));
  s.deliver();
  REQUIRE(s.tell(said));
  s.deliver();
  CHECK(s.received("U2") == 1);
  CHECK(s.workspace.posts.size() == 1);
  CHECK(s.workspace.calls["react"] == 1);
}

TEST_CASE("an edited message replaces its kudos, and what was told is corrected quietly") {
  scene s;
  auto const said = s.posted("U1", "<@U2> ++ for the flaky test", "10.1");
  REQUIRE(s.tell(said));
  s.deliver();

  REQUIRE(s.tell(s.edited(said, "<@U2> <@U3> ++ for the release")));
  s.deliver();
  CHECK(s.received("U2") == 1);
  CHECK(s.received("U3") == 1);
  REQUIRE(s.workspace.texts("DU2").size() == 1);
  CHECK(s.workspace.texts("DU2")[0].find("the release") != std::string::npos);
  CHECK(s.workspace.texts("DU3").size() == 1);
  CHECK(s.workspace.calls["react"] == 1);
}

TEST_CASE(
    "an edit that takes the kudos away takes the reaction and the note away; another brings them back") {
  scene s;
  auto const said = s.posted("U1", "<@U2> ++ for the flaky test", "10.1");
  REQUIRE(s.tell(said));
  s.deliver();

  REQUIRE(s.tell(s.edited(said, "thanks everybody")));
  s.deliver();
  CHECK(s.received("U2") == 0);
  CHECK(s.workspace.reactions.empty());
  CHECK(s.workspace.texts("DU2").empty());

  REQUIRE(s.tell(s.edited(said, "<@U2> ++ after all")));
  s.deliver();
  CHECK(s.received("U2") == 1);
  CHECK(s.workspace.reactions.contains({"10.1", "tada"}));
  REQUIRE(s.workspace.texts("DU2").size() == 1);
  CHECK(s.workspace.texts("DU2")[0].find("after all") != std::string::npos);
}

TEST_CASE("a message that becomes a kudos only by an edit counts") {
  scene s;
  auto const said = s.posted("U1", "thanks", "10.1");
  REQUIRE(s.tell(said));
  REQUIRE(s.tell(s.edited(said, "<@U2> ++ thanks")));
  CHECK(s.received("U2") == 1);
}

TEST_CASE("a deleted message takes its kudos and the reactions' kudos with it, for good") {
  scene s;
  auto const said = s.posted("U1", "<@U2> ++ for the flaky test", "10.1");
  REQUIRE(s.tell(said));
  REQUIRE(s.tell(s.reaction("U3", "10.1", true, "U1")));
  s.deliver();
  REQUIRE(s.tell(s.deleted(said)));
  s.deliver();
  CHECK(s.received("U2") == 0);
  CHECK(s.received("U1") == 0);
  CHECK(s.workspace.texts("DU2").empty());

  SUBCASE("also when the original is delivered again") {
    REQUIRE(s.tell(said));
  }
  SUBCASE("also when an older edit comes late") {
    REQUIRE(s.tell(s.edited(said, "<@U3> ++ late")));
  }
  CHECK(s.received("U2") == 0);
  CHECK(s.received("U3") == 0);
}

TEST_CASE("an edit that arrives before its original wins over it") {
  scene s;
  auto const said = s.posted("U1", "<@U2> ++ first", "10.1");
  REQUIRE(s.tell(s.edited(said, "<@U3> ++ second")));
  REQUIRE(s.tell(said));
  CHECK(s.received("U2") == 0);
  CHECK(s.received("U3") == 1);
}

TEST_CASE("nothing is answered before it is committed, and a note that was not sent yet is withdrawn") {
  scene s;
  auto const said = s.posted("U1", "<@U2> ++ oops", "10.1");
  REQUIRE(s.tell(said));
  REQUIRE(s.tell(s.deleted(said)));
  s.deliver();
  CHECK(s.workspace.posts.empty());
  CHECK(s.workspace.reactions.empty());
}

TEST_CASE("a group thanks its members without the giver") {
  scene s;
  REQUIRE(s.tell(s.posted("U1", "kudos <%S1> for the release", "10.1")));
  CHECK(s.received("U1") == 0);
  CHECK(s.received("U2") == 1);
  CHECK(s.received("U3") == 1);
}

TEST_CASE("a group that can't be read now fails the event, so that it is delivered again") {
  scene s;
  s.workspace.failures["group_members"].emplace_back(error(errc::timed_out, "slow"));
  auto const said = s.posted("U1", "kudos <%S1> for the release", "10.1");
  CHECK_FALSE(s.tell(said));
  REQUIRE(s.tell(said));
  CHECK(s.received("U2") == 1);
}

TEST_CASE("a kudos is not lost because a profile can't be read: it counts once that is possible") {
  scene s;
  kudos::options const options;
  kudos::pending_receivers pending(s.with, options);
  for (int i = 0; i < 4; ++i)
    s.workspace.failures["find_person"].emplace_back(error(errc::unreachable, "down"));
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the flaky test", "10.1")));
  s.deliver();
  CHECK(s.received("U2") == 0);
  CHECK(s.given("U1") == 0);
  CHECK(s.workspace.texts("DU2").empty());
  s.workspace.failures.clear();
  CHECK(test::run(s.io, pending.look()));
  s.deliver();
  CHECK(s.received("U2") == 1);
  CHECK(s.given("U1") == 1);
  REQUIRE(s.workspace.texts("DU2").size() == 1);
  CHECK(s.workspace.texts("DU2").front().find("the flaky test") != std::string::npos);
  CHECK_FALSE(test::run(s.io, pending.look()));
  CHECK(s.read([](store::reader& from) { return ledger::wrong_tallies(from); }).empty());
}

TEST_CASE(
    "who can't be looked up for a day, or turns out to be a bot, gets nothing, and the giver hears of it "
    "once") {
  for (std::string const receiver : {"UBOT", "U2"}) {
    CAPTURE(receiver);
    scene s;
    kudos::options const options;
    kudos::pending_receivers pending(s.with, options);
    for (int i = 0; i < 4; ++i)
      s.workspace.failures["find_person"].emplace_back(error(errc::unreachable, "down"));
    REQUIRE(s.tell(s.posted("U1", "<@" + receiver + "> ++ for the flaky test", "10.1")));
    if (receiver == "UBOT") {
      s.workspace.failures.clear();
    } else {
      s.workspace.failures["find_person"].assign(3, error(errc::unreachable, "down"));
      CHECK(test::run(s.io, pending.look()));
      s.clock.advance(std::chrono::hours{25});
    }
    CHECK(test::run(s.io, pending.look()));
    CHECK_FALSE(test::run(s.io, pending.look()));
    s.deliver();
    CHECK(s.received(receiver) == 0);
    CHECK_FALSE(s.workspace.reactions.contains({"10.1", "tada"}));
    CHECK(s.workspace.whispers.size() == 1);
    CHECK(s.read([](store::reader& from) { return ledger::wrong_tallies(from); }).empty());
  }
}

TEST_CASE("what is refused is told the giver alone, once") {
  scene s;
  std::string said;
  SUBCASE("to oneself") {
    said = "<@U1> ++ well done me";
  }
  SUBCASE("to a bot") {
    said = "<@UBOT> ++ for the deploy";
  }
  SUBCASE("to somebody who left") {
    said = "<@UGONE> ++ for everything";
  }
  SUBCASE("to a whole channel") {
    said = "<!channel> ++ great week";
  }
  SUBCASE("to nobody we know") {
    said = "<@UNOBODY> ++ who are you";
  }
  auto const event = s.posted("U1", said, "10.1");
  REQUIRE(s.tell(event));
  REQUIRE(s.tell(event));
  s.deliver();
  CHECK(s.records().empty());
  REQUIRE(s.workspace.whispers.size() == 1);
  CHECK(s.workspace.whispers[0].first == "U1");
  CHECK(s.workspace.posts.empty());
  CHECK(s.workspace.reactions.empty());
}

TEST_CASE("in a direct message to the bot, a refusal is an ordinary answer") {
  scene s;
  auto event = s.posted("U1", "<@U1> ++ me", "10.1");
  event.channel = chat::channel_kind::direct;
  REQUIRE(s.tell(event));
  s.deliver();
  CHECK(s.workspace.whispers.empty());
  CHECK(s.workspace.texts("DU1").size() == 1);
}

TEST_CASE("what was said to the bot alone reaches the receiver without a way there") {
  scene s;
  auto event = s.posted("U1", "<@U2> ++ the tea", "10.1");
  event.channel = chat::channel_kind::direct;
  REQUIRE(s.tell(event));
  s.deliver();
  REQUIRE(s.workspace.posts.size() == 1);
  auto const note = chat::to_json(s.workspace.posts[0].said);
  CHECK(note.find("the tea") != std::string::npos);
  CHECK(note.find("C1") == std::string::npos);
  CHECK(note.find("see the message") == std::string::npos);
}

TEST_CASE("the daily limit counts receivers in the giver's own day") {
  kudos::options options;
  options.rules.daily_limit = 2;
  scene s(options, "2026-11-18T23:30:00Z");
  s.workspace.people["U1"].time_zone = "Asia/Tokyo";  // the 19th already, until 15:00 UTC
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ a", "10.1")));
  REQUIRE(s.tell(s.posted("U1", "<@U3> <@U4> ++ b", "10.2")));
  s.deliver();
  CHECK(s.received("U3") == 1);
  CHECK(s.received("U4") == 0);
  CHECK(s.workspace.whispers.size() == 1);

  s.clock.advance(std::chrono::hours{1});  // past midnight in UTC, the same day in Tokyo
  REQUIRE(s.tell(s.posted("U1", "<@U4> ++ c", "10.3")));
  CHECK(s.received("U4") == 0);

  s.clock.advance(std::chrono::hours{15});
  REQUIRE(s.tell(s.posted("U1", "<@U4> ++ d", "10.4")));
  CHECK(s.received("U4") == 1);
}

TEST_CASE("an edit at the daily limit does not count its own message twice") {
  kudos::options options;
  options.rules.daily_limit = 1;
  scene s(options);
  auto const said = s.posted("U1", "<@U2> ++ a", "10.1");
  REQUIRE(s.tell(said));
  REQUIRE(s.tell(s.edited(said, "<@U3> ++ a")));
  CHECK(s.received("U2") == 0);
  CHECK(s.received("U3") == 1);
}

TEST_CASE("acknowledge in a thread: a reply that follows the edits") {
  kudos::options options;
  options.acknowledge = kudos::acknowledgement::thread;
  scene s(options);
  auto const said = s.posted("U1", "<@U2> ++ a", "10.1");
  REQUIRE(s.tell(said));
  s.deliver();
  REQUIRE(s.workspace.texts("C1").size() == 1);
  CHECK(s.workspace.posts[0].where.channel != "");
  for (auto const& post : s.workspace.posts)
    if (post.where.channel == "C1") CHECK(post.thread == "10.1");
  REQUIRE(s.tell(s.edited(said, "<@U3> ++ b")));
  s.deliver();
  REQUIRE(s.workspace.texts("C1").size() == 1);
  CHECK(s.workspace.texts("C1")[0].find("@U3") != std::string::npos);
  CHECK(s.workspace.reactions.empty());
}

TEST_CASE("the receipt is never an emoji that gives") {
  kudos::options options;
  options.emoji = {"tada", "trophy"};
  scene s(options);
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ a", "10.1")));
  s.deliver();
  CHECK(s.workspace.reactions.contains({"10.1", "white_check_mark"}));
}

TEST_CASE("notes can be turned off for all and by each") {
  kudos::options options;
  SUBCASE("for all") {
    options.notify_receiver = false;
  }
  SUBCASE("by each") {}
  scene s(options);
  if (options.notify_receiver) s.command("U2", "mute");
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ a", "10.1")));
  s.deliver();
  CHECK(s.workspace.posts.empty());
  CHECK(s.received("U2") == 1);
}

TEST_CASE("nothing that the bot repeats can ping: a reason's broadcast stays a token") {
  scene s;
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for waking <!channel> up", "10.1")));
  s.deliver();
  REQUIRE(s.workspace.posts.size() == 1);
  bool found = false;
  for (auto const& token : s.workspace.posts[0].said.summary)
    found = found || token.kind == chat::token_kind::broadcast;
  CHECK(found);
}
