// Wins that were meant for the people of a private channel, and where they are told.
#include "chat/document.hpp"
#include "features/digests/maker.hpp"
#include "support/rounds_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::contains;
using test::rounds_scene;
using test::says;

namespace {

/// A scene in which #wins is private, and U4 is not in it.
class private_scene : public rounds_scene {
 public:
  private_scene() {
    workspace.channels["C2"].is_private = true;
    workspace.members["C2"] = {"U1", "U2", "U3", "UHUZZAH"};
  }

  /// All words of a digest for that channel.
  std::string digest_for(std::string channel) {
    digests::maker maker(with);
    digests::settings const digest;
    digests::window window;
    window.from = clock.now() - std::chrono::days{1};
    window.until = clock.now() + std::chrono::hours{1};
    auto made = test::run(io, maker.draft(digest, window, std::move(channel), {})).value();
    std::string all;
    for (auto const& message : chat::to_messages(made.document, workspace.limits()))
      all += chat::to_json(message);
    return all;
  }
  chat::reply week_of(std::string person, std::string channel = "C1") {
    return command(std::move(person), "week", "/wins", std::move(channel));
  }

  /// Whether a win is told to the people of #wins, and to nobody else.
  void check_private(std::string_view words) {
    CHECK(contains(digest_for("C2"), words));
    CHECK_FALSE(contains(digest_for("C1"), words));
    // It is the reader who counts, not where they ask.
    for (std::string const channel : {"C1", "C2", "DU3"})
      CHECK(says(week_of("U3", channel), words));
    for (std::string const channel : {"C1", "DU4"})
      CHECK_FALSE(says(week_of("U4", channel), words));
  }
  void check_open(std::string_view words) {
    for (std::string const channel : {"C1", "C2"})
      CHECK(contains(digest_for(channel), words));
    for (std::string const person : {"U3", "U4"})
      CHECK(says(week_of(person), words));
  }
};

}  // namespace

TEST_CASE("an answer to a private channel's stand-up is told there alone, before and after its summary") {
  private_scene s;
  auto const round = s.open(standups::standup_mode::dm);
  REQUIRE(s.tell(s.confided("U1", "the merger is signed", "10.1")));
  REQUIRE(s.tell(s.submitted("U2", "win.submit", std::to_string(round.id), {{"win", "the papers are in"}})));
  REQUIRE(s.shared_wins(people::viewer::of_place("C2")).size() == 2);
  s.check_private("the merger is signed");
  s.check_private("the papers are in");
  s.close(round);
  s.check_private("the merger is signed");
  s.check_private("the papers are in");
}

TEST_CASE("what was said in a private channel is told there alone, also where the bot is not in it") {
  private_scene s;
  auto said = s.posted("U1", "win: the merger is signed", "10.1");
  said.where.channel = "C2";
  said.channel = chat::channel_kind::private_channel;
  REQUIRE(s.tell(said));
  s.workspace.channels["C2"].is_member = false;
  s.command("U1", "the papers are in", "/win", "C2");
  s.check_private("the merger is signed");
  s.check_private("the papers are in");
}

TEST_CASE("what was said to the bot alone and then shared is for everybody, or for whom it was shared with") {
  private_scene s;
  s.command("U1", "the merger is signed", "/win", "DU1");
  REQUIRE(s.tell(s.confided("U1", "win: the papers are in", "10.1")));
  auto const share = [&] {
    for (auto const& win : s.wins_of("U1"))
      REQUIRE(s.tell(s.pressed("U1", "win.share", std::to_string(win.id), "DU1")));
  };
  SUBCASE("with nobody but the team") {
    share();
    s.check_open("the merger is signed");
    s.check_open("the papers are in");
  }
  SUBCASE("with a private channel, before and after it reads it") {
    s.open(standups::standup_mode::thread);
    share();
    s.check_private("the merger is signed");
    s.check_private("the papers are in");
    s.deliver();
    s.check_private("the merger is signed");
    s.check_private("the papers are in");
  }
}

TEST_CASE("a guest's week has the wins of the channels that they are in, and their own") {
  private_scene s;
  s.workspace.people["U4"].is_guest = true;
  s.workspace.members["C1"] = {"U1", "UHUZZAH"};
  REQUIRE(s.tell(s.posted("U1", "win: the flaky test is gone", "10.1")));
  auto said = s.posted("U4", "win: the booth is built", "10.2");
  said.where.channel = "C2";
  REQUIRE(s.tell(said));
  s.command("U1", "the merger is signed", "/win", "DU1");
  for (auto const& win : s.wins_of("U1"))
    REQUIRE(s.tell(s.pressed("U1", "win.share", std::to_string(win.id), "DU1")));
  CHECK_FALSE(says(s.week_of("U4"), "the flaky test is gone"));
  CHECK_FALSE(says(s.week_of("U4"), "the merger is signed"));
  CHECK(says(s.week_of("U4"), "the booth is built"));
  s.workspace.members["C1"].emplace_back("U4");
  s.readers.forget_all();
  CHECK(says(s.week_of("U4"), "the flaky test is gone"));
}

TEST_CASE("in a channel that is shared with another organisation a digest quotes that channel only") {
  private_scene s;
  REQUIRE(s.tell(s.posted("U1", "win: the flaky test is gone", "10.1")));
  auto& shared = s.workspace.add_channel("C7", "with-acme");
  shared.is_shared_outside = true;
  auto said = s.posted("U2", "win: the contract is signed", "10.2");
  said.where.channel = "C7";
  REQUIRE(s.tell(said));
  CHECK(contains(s.digest_for("C7"), "the contract is signed"));
  CHECK_FALSE(contains(s.digest_for("C7"), "the flaky test is gone"));
  CHECK(contains(s.digest_for("C1"), "the contract is signed"));
}

TEST_CASE("a win of an open channel is told everywhere") {
  private_scene s;
  REQUIRE(s.tell(s.posted("U1", "win: the flaky test is gone", "10.1")));
  s.command("U1", "the import is green", "/win");
  s.check_open("the flaky test is gone");
  s.check_open("the import is green");
}

TEST_CASE("the kudos that a private win gives counts for the receiver, and nothing of it is told elsewhere") {
  private_scene s;
  s.command("U1", "signed the merger with <@U2>", "/win", "DU1");
  REQUIRE(s.tell(s.pressed("U1", "win.thank", std::to_string(s.wins_of("U1").at(0).id), "DU1")));
  CHECK(s.received("U2") == 1);
  for (std::string const channel : {"C1", "C2"}) {
    CHECK_FALSE(contains(s.digest_for(channel), "Bruno"));
    CHECK_FALSE(contains(s.digest_for(channel), "signed the merger"));
  }
}

TEST_CASE("what others read counts what they may know of, what the author alone is told counts all") {
  rounds_scene s({}, "2026-11-16T09:00:00Z");  // Monday
  for (std::string const day : {"1", "2", "3", "4"}) {
    REQUIRE(s.tell(s.confided("U1", "win: for me alone", "9." + day)));
    s.deliver();
    s.clock.advance(std::chrono::days{1});
  }
  SUBCASE("said to all") {
    REQUIRE(s.tell(s.posted("U1", "win: the flaky test is gone", "10.1")));
    s.deliver();
    CHECK(contains(s.said_in("C1"), "A first win"));
    CHECK_FALSE(contains(s.said_in("C1"), "in a row"));
    CHECK(says(s.command("U1", "", "/wins"), "5 wins · 5 working days in a row"));
  }
  SUBCASE("said to a few") {
    auto said = s.posted("U1", "win: the surprise party is booked", "10.1");
    said.channel = chat::channel_kind::group_direct;
    REQUIRE(s.tell(said));
    s.deliver();
    CHECK(s.workspace.texts("C1").empty());
  }
  SUBCASE("said to the bot alone") {
    REQUIRE(s.tell(s.confided("U1", "win: for me alone", "9.5")));
    s.deliver();
    CHECK(contains(s.said_in("DU1"), "Win no. 5, and 5 working days in a row"));
  }
}

TEST_CASE("a private day adds to no row that a digest tells") {
  private_scene s;
  for (std::string const day : {"1", "2", "3", "4"}) {
    REQUIRE(s.tell(s.confided("U1", "win: for me alone", "9." + day)));
    s.clock.advance(std::chrono::days{day == "3" ? 3 : 1});
  }
  REQUIRE(s.tell(s.posted("U1", "win: the flaky test is gone", "10.1")));
  CHECK(contains(s.digest_for("C1"), "the flaky test is gone"));
  CHECK_FALSE(contains(s.digest_for("C1"), "working days with a win in a row"));
}
