#include "app/people/people.hpp"
#include "support/wins_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::contains;
using test::wins_scene;

TEST_CASE("a win said in a channel is recorded, shared, and answered with a reaction") {
  wins_scene s;
  REQUIRE(s.tell(s.posted("U1", "Win: the flaky test is gone, saves 2 hours a week", "10.1")));
  s.deliver();
  auto const wins = s.wins_of("U1");
  REQUIRE(wins.size() == 1);
  CHECK(wins[0].shared);
  CHECK(wins[0].text == "the flaky test is gone, saves 2 hours a week");
  REQUIRE(wins[0].impacts.size() == 1);
  CHECK(wins[0].impacts[0].amount == 120);
  CHECK(wins[0].said_on == calendar::parse_date("2026-11-18").value());
  CHECK(s.workspace.reactions.contains({"10.1", "sparkles"}));
  CHECK(s.shared_wins().size() == 1);
}

TEST_CASE("a win is on its author's own day") {
  wins_scene s({}, "2026-11-18T20:00:00Z");
  REQUIRE(s.tell(s.posted("U4", "win: shipped the docs", "10.1")));  // Tokyo
  CHECK(s.wins_of("U4")[0].said_on == calendar::parse_date("2026-11-19").value());
}

TEST_CASE("ordinary talk is no win and touches no database") {
  wins_scene s;
  for (auto const* talk : {"did we win?", "the wind is strong today", "we should win: maybe",
                           "window: closed", "lunch?", "<@U2> look at this", "`win: code`", ""}) {
    CAPTURE(talk);
    auto const answer = s.tell(s.posted("U1", talk, "10.1"));
    REQUIRE(answer);
    CHECK_FALSE(answer->has_value());
  }
  CHECK(s.store->stats().units == 0);
  CHECK(s.workspace.calls.empty());
}

TEST_CASE("the same win delivered three times counts once and is answered once") {
  wins_scene s;
  auto const said = s.posted("U1", "win: with <@U2>, the release is out", "10.1");
  for (int i = 0; i < 3; ++i)
    REQUIRE(s.tell(said));
  s.deliver();
  REQUIRE(s.tell(said));
  s.deliver();
  CHECK(s.wins_of("U1").size() == 1);
  CHECK(s.workspace.calls["react"] == 2);  // recorded, and the first win
  CHECK(s.workspace.posts.size() == 1);
  CHECK(s.workspace.whispers.size() == 1);
}

TEST_CASE("an edit changes the words of a win quietly") {
  wins_scene s;
  auto const said = s.posted("U1", "win: saved 2 hours a week", "10.1");
  REQUIRE(s.tell(said));
  s.deliver();
  auto const before = s.workspace.calls;
  REQUIRE(s.tell(s.edited(said, "win: saved 3 hours a week")));
  s.deliver();
  REQUIRE(s.wins_of("U1").size() == 1);
  CHECK(s.last_win("U1") == "saved 3 hours a week");
  CHECK(s.wins_of("U1")[0].impacts[0].amount == 180);
  CHECK(s.workspace.calls["react"] == before.at("react"));
  CHECK(s.workspace.posts.size() == 1);
}

TEST_CASE("an edit that states no win any more takes it back with its answers; another brings it back") {
  wins_scene s;
  auto const said = s.posted("U1", "win: the flaky test is gone", "10.1");
  REQUIRE(s.tell(said));
  s.deliver();
  CHECK(contains(s.said_in("C1"), "first win"));

  REQUIRE(s.tell(s.edited(said, "the flaky test is back")));
  s.deliver();
  CHECK(s.wins_of("U1").empty());
  CHECK(s.workspace.reactions.empty());
  CHECK(s.workspace.texts("C1").empty());

  REQUIRE(s.tell(s.edited(said, "win: it is gone after all")));
  s.deliver();
  CHECK(s.last_win("U1") == "it is gone after all");
  CHECK(s.workspace.reactions.contains({"10.1", "sparkles"}));
}

TEST_CASE("a message that becomes a win only by an edit counts") {
  wins_scene s;
  auto const said = s.posted("U1", "the release is out", "10.1");
  REQUIRE(s.tell(said));
  REQUIRE(s.tell(s.edited(said, "win: the release is out")));
  CHECK(s.last_win("U1") == "the release is out");
}

TEST_CASE("an edit of ordinary talk looks nobody up") {
  wins_scene s;
  auto const said = s.posted("U1", "the release is out", "10.1");
  REQUIRE(s.tell(s.edited(said, "the release is out now")));
  CHECK(s.workspace.calls.empty());
  CHECK(s.wins_of("U1").empty());
}

TEST_CASE("an edit that arrives before its original wins over it") {
  wins_scene s;
  auto const said = s.posted("U1", "win: first words", "10.1");
  SUBCASE("with other words") {
    REQUIRE(s.tell(s.edited(said, "win: second words")));
    REQUIRE(s.tell(said));
    CHECK(s.last_win("U1") == "second words");
  }
  SUBCASE("without a win") {
    REQUIRE(s.tell(s.edited(said, "never mind")));
    REQUIRE(s.tell(said));
    CHECK(s.wins_of("U1").empty());
  }
}

TEST_CASE("a deleted message takes its win and all answers with it, for good") {
  wins_scene s;
  auto const said = s.posted("U1", "win: the flaky test is gone", "10.1");
  auto const late = s.edited(said, "win: late words");
  REQUIRE(s.tell(said));
  s.deliver();
  REQUIRE(s.tell(s.deleted(said)));
  s.deliver();
  CHECK(s.wins_of("U1").empty());
  CHECK(s.workspace.reactions.empty());
  CHECK(s.workspace.texts("C1").empty());
  SUBCASE("also when the original is delivered again") {
    REQUIRE(s.tell(said));
  }
  SUBCASE("also when an older edit comes late") {
    REQUIRE(s.tell(late));
  }
  SUBCASE("also when the deletion is delivered again") {
    REQUIRE(s.tell(s.deleted(said)));
  }
  CHECK(s.wins_of("U1").empty());
}

TEST_CASE("a deletion that comes before its original keeps it out") {
  wins_scene s;
  auto const said = s.posted("U1", "win: the flaky test is gone", "10.1");
  REQUIRE(s.tell(s.deleted(said)));
  REQUIRE(s.tell(said));
  s.deliver();
  CHECK(s.wins_of("U1").empty());
  CHECK(s.workspace.reactions.empty());
}

TEST_CASE(
    "nothing is answered before it is committed: a win taken back at once leaves no trace in the chat") {
  wins_scene s;
  auto const said = s.posted("U1", "win: with <@U2>, all done", "10.1");
  REQUIRE(s.tell(said));
  REQUIRE(s.tell(s.deleted(said)));
  s.deliver();
  CHECK(s.workspace.posts.empty());
  CHECK(s.workspace.reactions.empty());
  CHECK(s.workspace.whispers.empty());
}

TEST_CASE("the receipt is never an emoji that gives kudos") {
  kudos::options options;
  options.emoji = {"sparkles", "star2"};
  wins_scene s(options);
  REQUIRE(s.tell(s.posted("U1", "win: the flaky test is gone", "10.1")));
  s.deliver();
  CHECK(s.workspace.reactions ==
        std::set<std::pair<std::string, std::string>>{{"10.1", "dizzy"}, {"10.1", "confetti_ball"}});
}

TEST_CASE("a win is not lost because a profile can't be read") {
  wins_scene s;
  for (int i = 0; i < 4; ++i)
    s.workspace.failures["find_person"].emplace_back(error(errc::unreachable, "down"));
  REQUIRE(s.tell(s.posted("U1", "win: with <@U2>, the release", "10.1")));
  CHECK(s.wins_of("U1").size() == 1);
}

TEST_CASE("a win in a group's direct message stays among them") {
  wins_scene s;
  auto said = s.posted("U1", "win: the surprise party is booked", "10.1");
  said.channel = chat::channel_kind::group_direct;
  REQUIRE(s.tell(said));
  REQUIRE(s.wins_of("U1").size() == 1);
  CHECK_FALSE(s.wins_of("U1")[0].shared);
  CHECK(s.shared_wins().empty());
}

TEST_CASE("a message that is kudos and win is both") {
  wins_scene s;
  REQUIRE(s.tell(s.posted("U1", "win: the release is out\n<@U2> ++ for the pairing", "10.1")));
  s.deliver();
  CHECK(s.received("U2") == 1);
  CHECK(s.wins_of("U1").size() == 1);
  CHECK(s.workspace.whispers.empty());  // whoever has the kudos need not be thanked once more
}

TEST_CASE("a win of which nothing is kept teaches nobody's name") {
  wins_scene s;
  auto const name = [&] {
    return s.read([](store::reader& from) { return people::people(from).name_of("T1", "U1"); });
  };
  REQUIRE(s.tell(s.deleted(s.posted("U1", "win: all done", "10.1"))));
  REQUIRE(s.tell(s.posted("U1", "win: all done", "10.1")));
  CHECK(s.wins_of("U1").empty());
  CHECK(name().empty());
  REQUIRE(s.tell(s.posted("U1", "win: another", "10.2")));
  CHECK_FALSE(name().empty());
}

TEST_CASE(
    "a message that is too long for a win says so to its author once, and counts when it is shortened") {
  wins_scene s;
  auto const said = s.posted("U1", "win: " + std::string(3'001, 'x'), "10.1");
  REQUIRE(s.tell(said));
  REQUIRE(s.tell(said));
  REQUIRE(s.tell(s.edited(said, "win: " + std::string(3'002, 'y'))));
  s.deliver();
  CHECK(s.wins_of("U1").empty());
  REQUIRE(s.workspace.whispers.size() == 1);
  CHECK(s.workspace.whispers[0].first == "U1");
  CHECK(contains(s.workspace.whispers[0].second, "3001 characters"));
  REQUIRE(s.tell(s.edited(said, "win: " + std::string(3'000, 'y'))));
  CHECK(s.wins_of("U1").size() == 1);
  REQUIRE(s.tell(s.edited(said, "win: " + std::string(3'001, 'z'))));
  CHECK(s.wins_of("U1").empty());
}
