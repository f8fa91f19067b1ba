#include "support/wins_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::contains;
using test::says;
using test::wins_scene;

namespace {

/// The id of Ada's newest win, as our buttons carry it.
std::string id_of(wins_scene& s) {
  return std::to_string(s.wins_of("U1").at(0).id);
}

}  // namespace

TEST_CASE("a win said to the bot alone is private, and answered there with a button that shares it") {
  wins_scene s;
  REQUIRE(s.tell(s.confided("U1", "win: I asked for help, saved 2 hours a week", "10.1")));
  s.deliver();
  REQUIRE(s.wins_of("U1").size() == 1);
  CHECK_FALSE(s.wins_of("U1")[0].shared);
  auto const told = s.said_in("DU1");
  CHECK(contains(told, "for you alone"));
  CHECK(contains(told, "about 8.7 hours a month"));
  CHECK(contains(told, "win.share"));
  CHECK(s.workspace.reactions.empty());
}

TEST_CASE("what was said about a win is put right by an edit, however late that is found") {
  wins_scene s;
  auto const said = s.confided("U1", "win: I asked for help, saved 2 hours a week", "10.1");
  REQUIRE(s.tell(said));
  s.deliver();
  auto edit = s.edited(said, "win: I asked for help, saved 4 hours a week");
  edit.is_past = true;
  s.clock.advance(std::chrono::hours{2});
  REQUIRE(s.tell(edit));
  s.deliver();
  CHECK(contains(s.said_in("DU1"), "about 17"));
  CHECK_FALSE(contains(s.said_in("DU1"), "about 8.7"));
}

TEST_CASE("sharing a private win where there is no stand-up shows it in /wins week") {
  wins_scene s;
  REQUIRE(s.tell(s.confided("U1", "win: I asked for help", "10.1")));
  s.deliver();
  auto const answer = s.tell(s.pressed("U1", "win.share", id_of(s), "DU1")).value();
  s.deliver();
  CHECK(says(answer, "/wins week"));
  CHECK(s.shared_wins().size() == 1);
  CHECK(says(s.command("U2", "week", "/wins"), "asked for help"));
  auto const told = s.said_in("DU1");
  CHECK(contains(told, "shared"));
  CHECK_FALSE(contains(told, "win.share"));

  SUBCASE("twice is once") {
    CHECK(says(s.tell(s.pressed("U1", "win.share", id_of(s), "DU1")).value(), "shared already"));
  }
}

TEST_CASE("nobody shares or takes back another's win") {
  wins_scene s;
  REQUIRE(s.tell(s.confided("U1", "win: I asked for help", "10.1")));
  for (auto const* action : {"win.share", "win.undo", "win.thank"}) {
    CAPTURE(action);
    CHECK(says(s.tell(s.pressed("U2", action, id_of(s), "DU2")).value(), "isn't there"));
    for (auto const* wrong : {"", "x", "99", "1x", "-1", "99999999999999999999"})
      CHECK(says(s.tell(s.pressed("U1", action, wrong, "DU1")).value(), "isn't there"));
  }
  CHECK(s.shared_wins().empty());
  CHECK(s.wins_of("U1").size() == 1);
}

TEST_CASE("a private win takes its own way back: edited, it stays private; deleted, it is gone") {
  wins_scene s;
  auto const said = s.confided("U1", "win: I asked for help", "10.1");
  REQUIRE(s.tell(said));
  REQUIRE(s.tell(said));
  s.deliver();
  REQUIRE(s.tell(s.edited(said, "win: I asked for help, saved 1 hour")));
  s.deliver();
  REQUIRE(s.workspace.texts("DU1").size() == 1);
  CHECK(contains(s.workspace.texts("DU1")[0], "1 h"));
  CHECK_FALSE(s.wins_of("U1")[0].shared);
  REQUIRE(s.tell(s.deleted(said)));
  s.deliver();
  CHECK(s.workspace.texts("DU1").empty());
  CHECK(s.wins_of("U1").empty());
}

TEST_CASE("plain talk with the bot is no win while no question stands") {
  wins_scene s;
  REQUIRE(s.tell(s.confided("U1", "fixed the flaky test", "10.1")));
  s.deliver();
  CHECK(s.wins_of("U1").empty());
  CHECK(s.workspace.texts("DU1").empty());
}
