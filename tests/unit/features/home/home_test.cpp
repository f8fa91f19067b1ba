// What a person finds in their page, and when it is shown again.
#include "support/home_scene.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

using namespace huzzah;
using namespace huzzah::test;

TEST_CASE("somebody new finds three lines that explain, and a button for each word of the command") {
  home_scene s;
  auto const page = s.opened("U1");
  CHECK(holds(page, "Your page\n18 November 2026\n"));
  CHECK(holds(page, "Good to have you here"));
  CHECK(holds(page, "Only you see this page."));
  CHECK(holds(page, "You can thank 10 more people today."));
  CHECK(holds(page, "[Settings|home.word|settings][Privacy|home.word|privacy]"));
  CHECK_FALSE(holds(page, "Your wins"));
  CHECK_FALSE(holds(page, "question"));
}

TEST_CASE("the page has the last kudos in people's words with a link, and what is left to give today") {
  home_scene s;
  s.say("U2", "<@U1> ++ for the flaky test #craft", "1.1");
  s.say("U1", "<@U2> <@U3> ++ for the tea", "1.2");
  auto const page = s.opened("U1");
  CHECK(holds(page, "Bruno: the flaky test #craft · see it"));
  CHECK(holds(page, "You can thank 8 more people today. At midnight the count starts again."));
  CHECK_FALSE(holds(page, "Good to have you here"));
  CHECK_FALSE(holds(page, "the tea"));
}

TEST_CASE("what can't be read by the person any more, and what was taken back, is gone at the next look") {
  home_scene s;
  s.workspace.add_channel("C9", "secret").is_private = true;
  auto said = s.posted("U2", "<@U1> ++ for the merger", "1.1");
  said.where.channel = "C9";
  said.channel = chat::channel_kind::private_channel;
  REQUIRE(s.tell(said));
  auto const open = s.posted("U3", "<@U1> ++ for the tea", "1.2");
  REQUIRE(s.tell(open));
  CHECK(holds(s.opened("U1"), "the merger"));
  CHECK(holds(s.page("U1"), "the tea"));

  REQUIRE(s.tell(s.deleted(open)));
  s.workspace.members["C9"] = {"U2", "UHUZZAH"};
  s.clock.advance(2min);
  s.look();
  CHECK(holds(s.page("U1"), "Bruno said thank you"));
  CHECK_FALSE(holds(s.page("U1"), "the merger"));
  CHECK_FALSE(holds(s.page("U1"), "the tea"));
}

TEST_CASE("the page has the wins of this week, private ones too, and what they are worth") {
  home_scene s;
  s.say("U1", "win: the cache saves 2 hours a week", "1.1");
  REQUIRE(s.tell(s.confided("U1", "win: I asked for help", "1.2")));
  auto const page = s.opened("U1");
  CHECK(holds(page, "Your wins of this week"));
  CHECK(holds(page, "the cache saves 2 hours a week · see it"));
  CHECK(holds(page, "I asked for help · private"));
  CHECK(holds(page, "Worth "));
  CHECK_FALSE(holds(s.opened("U2"), "the cache"));
  s.clock.advance(std::chrono::days{6});
  CHECK_FALSE(holds(s.opened("U1"), "Your wins of this week"));
}

TEST_CASE("a question that waits for the person's answer is there until they have answered") {
  home_scene s;
  auto const round = s.ask();
  CHECK(holds(s.opened("U1"), "What went well today?[Share a win|win.form|" + round.reference + "]"));
  s.workspace.members["C2"] = {"U1", "UHUZZAH"};
  CHECK_FALSE(holds(s.opened("U3"), "What went well today?"));
  auto const sent = s.submitted("U1", "win.submit", round.reference, {{"win", "the cache"}});
  REQUIRE(s.tell(sent));
  CHECK_FALSE(holds(s.opened("U1"), "What went well today?"));
}

TEST_CASE("a private question is in the page of those who were asked") {
  home_scene s;
  s.ask({"U2"});
  CHECK(holds(s.opened("U2"), "What went well today?"));
  CHECK_FALSE(holds(s.opened("U1"), "What went well today?"));
}

TEST_CASE("an open page follows what happens, at most every ten seconds and only where it differs") {
  home_scene s;
  s.open("U1");
  CHECK(s.published() == 1);
  s.say("U2", "<@U1> ++ for the tea", "1.1");
  s.look();
  CHECK(s.published() == 1);
  s.clock.advance(10s);
  s.look();
  CHECK(s.published() == 2);
  CHECK(holds(s.page("U1"), "the tea"));
  s.say("U3", "<@U4> ++ for the cake", "1.2");
  s.clock.advance(10s);
  s.look();
  CHECK(s.published() == 2);
}

TEST_CASE("opened once more, a page that is as it was is not published again") {
  home_scene s;
  s.open("U1");
  s.open("U1");
  CHECK(s.published() == 1);
  s.say("U2", "<@U1> ++ for the tea", "1.1");
  CHECK(holds(s.opened("U1"), "the tea"));
  CHECK(s.published() == 2);
}

TEST_CASE("ten minutes after it was opened a page is left as it is") {
  home_scene s;
  s.open("U1");
  s.say("U2", "<@U1> ++ for the tea", "1.1");
  s.clock.advance(10min);
  s.look();
  CHECK(s.published() == 1);
  s.open("U1");
  CHECK(s.published() == 2);
}

TEST_CASE("the pages that were opened last come first, and no more at once than the platform takes") {
  home_scene s;
  for (int i = 0; i < 30; ++i) {
    auto const id = "V" + std::to_string(10 + i);
    s.workspace.add(id, "Somebody", "Etc/UTC");
    s.workspace.members["C2"].push_back(id);
    s.open(id);
    s.clock.advance(1s);
  }
  CHECK(s.published() == 30);
  s.ask();
  s.clock.advance(10s);
  s.look();
  CHECK(s.published() == 42);
  CHECK(holds(s.page("V39"), "What went well today?"));
  CHECK_FALSE(holds(s.page("V10"), "What went well today?"));
  s.clock.advance(10s);
  s.look();
  s.look();
  CHECK(s.published() == 60);
  CHECK(holds(s.page("V10"), "What went well today?"));
}

TEST_CASE("pages that stay as they are cost the platform no more questions at once than those that change") {
  home_scene s;
  for (int i = 0; i < 30; ++i) {
    auto const id = "V" + std::to_string(10 + i);
    s.workspace.add(id, "Somebody", "Etc/UTC");
    s.open(id);
  }
  auto const asked = s.workspace.calls["channels_of"];
  s.clock.advance(61s);
  s.look();
  CHECK(s.published() == 30);
  CHECK(s.workspace.calls["channels_of"] == asked + 12);
  s.look();
  s.look();
  CHECK(s.workspace.calls["channels_of"] == asked + 30);
}

TEST_CASE("a page that the platform refuses is no failure, and is tried again at the next look") {
  home_scene s;
  s.workspace.failures["publish_home"].emplace_back(error(errc::rejected, "not_enabled"));
  s.open("U1");
  CHECK(s.page("U1").empty());
  s.clock.advance(1min);
  s.look();
  CHECK_FALSE(s.page("U1").empty());
}

TEST_CASE("who is deactivated has no page") {
  home_scene s;
  s.open("U1");
  s.workspace.people["U1"].is_deactivated = true;
  s.say("U2", "<@U1> ++ for the tea", "1.1");
  s.clock.advance(2min);
  s.look();
  s.open("UGONE");
  CHECK(s.published() == 1);
}

TEST_CASE("the feature looks at its open pages beside everything else") {
  home_scene s;
  s.open("U1");
  s.say("U2", "<@U1> ++ for the tea", "1.1");
  asio::cancellation_signal cancel;
  bool ended = false;
  asio::co_spawn(s.io, s.home->work_behind(),
                 asio::bind_cancellation_slot(cancel.slot(), [&](std::exception_ptr) { ended = true; }));
  run_until(s.io, [&] { return s.clock.sleepers() == 1; });
  s.clock.advance(10s);
  run_until(s.io, [&] { return s.published() == 2 && s.clock.sleepers() == 1; });
  CHECK(holds(s.page("U1"), "the tea"));
  cancel.emit(asio::cancellation_type::terminal);
  run_until(s.io, [&] { return ended; });
}

TEST_CASE("one private thing more changes no byte of a third person's page, nor of what is kept about them") {
  auto const seen_by = [](std::string const& person, int secret) {
    home_scene s;
    s.workspace.add_channel("C9", "secret").is_private = true;
    s.workspace.members["C9"] = {"U1", "U2", "UHUZZAH"};
    s.say("U1", "<@U2> ++ for the tea", "1.1");
    auto hidden = s.posted("U1", "<@U2> ++ for the merger with <@U3>", "1.2");
    hidden.where.channel = "C9";
    hidden.channel = chat::channel_kind::private_channel;
    if (secret == 1) REQUIRE(s.tell(hidden));
    if (secret == 2) REQUIRE(s.tell(s.confided("U1", "<@U2> ++ for hiding it from <@U3>", "1.3")));
    if (secret == 3) REQUIRE(s.tell(s.confided("U1", "win: <@U3> knows nothing", "1.3")));
    if (secret == 4) s.command("U1", "<@U2> for the merger with <@U3>", "/kudos", "C9");
    auto all = s.opened(person) + s.huzzah(person, "privacy") + s.huzzah(person, "");
    s.clock.advance(1min);
    s.look();
    return all + s.page(person) + std::to_string(s.published());
  };
  for (std::string const person : {"U3", "U4"})
    for (auto const secret : {1, 2, 3, 4}) {
      CAPTURE(person);
      CAPTURE(secret);
      CHECK(seen_by(person, secret) == seen_by(person, 0));
    }
}
