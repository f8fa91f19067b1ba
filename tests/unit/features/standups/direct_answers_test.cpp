#include "support/rounds_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::contains;
using test::rounds_scene;
using test::says;

namespace {

constexpr auto dm = standups::standup_mode::dm;

/// The id of Ada's newest win, as our buttons carry it.
std::string id_of(rounds_scene& s) {
  return std::to_string(s.wins_of("U1").at(0).id);
}

}  // namespace

TEST_CASE("what is private is seen by nobody else") {
  rounds_scene s;
  auto const round = s.open(standups::standup_mode::thread);
  REQUIRE(s.tell(s.confided("U1", "win: I asked for help", "10.1")));
  REQUIRE(s.tell(s.reaction("U2", "10.1", true, "U1", "clap")));
  s.close(round);
  s.deliver();
  CHECK(s.shared_wins().empty());
  CHECK(s.answers(round).empty());
  CHECK_FALSE(says(s.command("U2", "week", "/wins"), "asked for help"));
  CHECK_FALSE(says(s.command("U2", "", "/wins"), "asked for help"));
  CHECK(says(s.command("U1", "", "/wins"), "asked for help"));
  for (auto const& post : s.workspace.posts)
    if (post.where.channel != "DU1") CHECK_FALSE(contains(chat::to_json(post.said), "asked for help"));
}

TEST_CASE("a shared private win is shown in the channel of the last stand-up that its author is in") {
  rounds_scene s;
  bool is_in = true;
  SUBCASE("they are") {}
  SUBCASE("they are not: it stays out of a room they aren't in") {
    is_in = false;
    s.workspace.members["C2"] = {"U2", "U3"};
  }
  s.close(s.open(standups::standup_mode::thread));
  auto const said = s.confided("U1", "win: <@U2> helped me", "10.1");
  REQUIRE(s.tell(said));
  REQUIRE(s.tell(s.pressed("U1", "win.share", id_of(s), "DU1")));
  s.deliver();
  auto const key = ledger::copy_key(s.wins_of("U1")[0].id);
  CHECK(s.sent(key).channel == (is_in ? "C2" : ""));
  if (!is_in) return;
  CHECK(contains(s.said_in("C2"), "@Bruno helped me"));
  CHECK_FALSE(contains(s.said_in("C2"), "<@U2"));

  SUBCASE("cheers for the copy are cheers for the win") {
    auto cheer = s.reaction("U3", s.sent(key).id, true, "UHUZZAH", "clap");
    cheer.where.channel = "C2";
    REQUIRE(s.tell(cheer));
    CHECK(s.wins_of("U1")[0].cheers == 1);
  }
  SUBCASE("an edit changes the copy") {
    REQUIRE(s.tell(s.edited(said, "win: everybody helped me")));
    s.deliver();
    CHECK(contains(s.said_in("C2"), "everybody helped me"));
    CHECK_FALSE(contains(s.said_in("C2"), "Bruno"));
  }
  SUBCASE("deleting what was said takes the copy back") {
    REQUIRE(s.tell(s.deleted(said)));
    s.deliver();
    CHECK_FALSE(contains(s.said_in("C2"), "helped me"));
    CHECK(s.workspace.texts("DU1").empty());
  }
  SUBCASE("an edit takes it back, and one that brings it back leaves it shared") {
    REQUIRE(s.tell(s.edited(said, "forget it")));
    s.deliver();
    CHECK_FALSE(contains(s.said_in("C2"), "helped me"));
    CHECK(s.shared_wins().empty());
    REQUIRE(s.tell(s.edited(said, "win: they helped me")));
    s.deliver();
    CHECK(s.shared_wins().size() == 1);
    CHECK(contains(s.said_in("DU1"), "shared with the team"));
  }
}

TEST_CASE("a direct message answers the question that stands, and is for the stand-up") {
  rounds_scene s;
  auto const round = s.open(dm);
  auto said = s.confided("U1", "fixed the flaky test", "10.1");
  SUBCASE("plain") {}
  SUBCASE("in the question's thread") {
    said.thread = s.sent(standups::ask_key(round, "U1")).id;
  }
  REQUIRE(s.tell(said));
  REQUIRE(s.tell(said));
  s.deliver();
  auto const answers = s.answers(round);
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].author == "U1");
  CHECK(contains(s.said_in("DU1"), "in the summary"));
  CHECK(s.workspace.texts("C2").empty());

  SUBCASE("what is said after it is talk") {
    REQUIRE(s.tell(s.confided("U1", "having lunch now", "10.2")));
    CHECK(s.answers(round).size() == 1);
  }
  SUBCASE("unless it is called a win, which is private") {
    REQUIRE(s.tell(s.confided("U1", "win: lunch was good", "10.2")));
    CHECK(s.answers(round).size() == 1);
    CHECK(s.wins_of("U1").size() == 2);
  }
  SUBCASE("an edit changes the answer") {
    REQUIRE(s.tell(s.edited(said, "fixed two flaky tests")));
    CHECK(chat::to_plain(chat::from_markup(s.answers(round).at(0).text)) == "fixed two flaky tests");
  }
  SUBCASE("an edit that leaves no answer takes it back") {
    REQUIRE(s.tell(s.edited(said, "nothing today")));
    CHECK(s.answers(round).empty());
  }
  SUBCASE("deleting it takes it back") {
    REQUIRE(s.tell(s.deleted(said)));
    s.deliver();
    CHECK(s.answers(round).empty());
  }
}

TEST_CASE("somebody who was not asked answers nothing") {
  rounds_scene s;
  auto const round = s.open(dm);
  REQUIRE(s.tell(s.confided("U3", "fixed the flaky test", "10.1")));
  CHECK(s.answers(round).empty());
  CHECK(s.wins_of("U3").empty());
}

TEST_CASE("a question stands for a day, and until the next one") {
  rounds_scene s;
  auto const first = s.open(dm);
  s.clock.advance(std::chrono::hours{25});
  SUBCASE("the day is over") {
    REQUIRE(s.tell(s.confided("U1", "fixed the flaky test", "10.1")));
    CHECK(s.answers(first).empty());
  }
  SUBCASE("the next one came") {
    s.clock.turn(-std::chrono::hours{3});
    auto const second = s.open(dm, "other");
    REQUIRE(s.tell(s.confided("U1", "fixed the flaky test", "10.1")));
    REQUIRE(s.tell(s.confided("U1", "having lunch now", "10.2")));
    CHECK(s.answers(first).empty());
    CHECK(s.answers(second).size() == 1);
  }
}

TEST_CASE("two stand-ups that ask on one day get an answer each, the newest first") {
  rounds_scene s;
  auto const first = s.open(dm);
  s.clock.advance(std::chrono::minutes{5});
  auto const second = s.open(dm, "other");
  REQUIRE(s.tell(s.confided("U1", "fixed the flaky test", "10.1")));
  CHECK(s.answers(second).size() == 1);
  CHECK(s.answers(first).empty());
  REQUIRE(s.tell(s.confided("U1", "wrote the other docs", "10.2")));
  CHECK(s.answers(second).size() == 1);
  CHECK(s.answers(first).size() == 1);
}

TEST_CASE("who has nothing to tell gets a kind word, and no win") {
  rounds_scene s;
  auto const round = s.open(dm);
  auto const said = s.confided("U1", "nothing today", "10.1");
  REQUIRE(s.tell(said));
  REQUIRE(s.tell(said));
  s.deliver();
  CHECK(s.answers(round).empty());
  CHECK(s.workspace.texts("DU1").size() == 2);  // the question, and that
  CHECK(contains(s.said_in("DU1"), "none today"));
}

TEST_CASE("an answer after close joins the summary at once, with its copy in the summary's thread") {
  rounds_scene s;
  auto const round = s.open(dm);
  s.close(round);
  auto const said = s.confided("U1", "late, but <@U2> and I fixed it", "10.1");
  REQUIRE(s.tell(said));
  s.deliver();
  CHECK(s.changed == std::vector<std::int64_t>{round.id});
  auto const copy = s.sent(ledger::copy_key(s.wins_of("U1")[0].id));
  REQUIRE(copy.channel == "C2");
  for (auto const& post : s.workspace.posts)
    if (post.where == copy) {
      CHECK(post.thread == s.sent(standups::summary_key(round)).id);
      CHECK(contains(post.text(), "late, but @Bruno and I fixed it"));
    }
  REQUIRE(s.tell(s.deleted(said)));
  s.deliver();
  CHECK(s.changed.size() == 2);
  CHECK(s.workspace.texts("C2").size() == 1);
}

TEST_CASE("a win called one while a question stands is private, and becomes the answer once it is shared") {
  rounds_scene s;
  auto const round = s.open(dm);
  REQUIRE(s.tell(s.confided("U1", "win: I asked for help", "10.1")));
  CHECK(s.answers(round).empty());
  SUBCASE("shared") {
    CHECK(says(s.tell(s.pressed("U1", "win.share", id_of(s), "DU1")).value(), "part of the stand-up"));
    REQUIRE(s.answers(round).size() == 1);
  }
  SUBCASE("something else is the answer") {
    REQUIRE(s.tell(s.confided("U1", "fixed the flaky test", "10.2")));
    REQUIRE(s.answers(round).size() == 1);
    CHECK(s.answers(round)[0].text == "fixed the flaky test");
  }
}
