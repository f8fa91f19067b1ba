// Stand-ups and wins together, as the engine wires them.
#include "features/wins/feature.hpp"
#include "support/standup_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::core;
using test::core_in_private;
using test::holds;
using test::standup_scene;

namespace {

void wire(standup_scene& s) {
  s.add<wins::feature>(wins::options({}, s.running->questions()));
}

}  // namespace

TEST_CASE("answers in the thread, by button and late stand in the summary, and their cheers decide") {
  standup_scene s;
  wire(s);
  s.live_until("2026-11-18T09:00:00Z");
  auto const round = s.round_of("2026-11-18");
  auto const prompt = s.workspace.posts.at(0).where.id;
  auto const said = s.replied("U1", "fixed the flaky test", "10.1", prompt);
  REQUIRE(s.tell(said));
  REQUIRE(s.tell(s.submitted("U2", "win.submit", std::to_string(round.id), {{"win", "wrote the docs"}})));
  s.live_until("2026-11-18T15:00:00Z");
  REQUIRE(s.standing_in("C1").size() == 2);
  CHECK(holds(s.standing_in("C1")[1],
              "• Ada — fixed the flaky test · see it\n• Bruno — wrote the docs · see it\n"));

  REQUIRE(s.tell(s.reaction("U3", "10.1", true, "U1", "clap")));
  s.deliver();
  CHECK(holds(s.standing_in("C1")[1], "Win of the day\nAda — fixed the flaky test · :clap: 1"));
  REQUIRE(s.tell(s.edited(said, "fixed two flaky tests")));
  REQUIRE(s.tell(s.replied("U3", "tidied up the wiki", "10.2", prompt)));
  s.deliver();
  CHECK(holds(s.standing_in("C1")[1], "Ada — fixed two flaky tests"));
  CHECK(holds(s.standing_in("C1")[1], "• Chiara — tidied up the wiki"));
  REQUIRE(s.tell(s.deleted(said)));
  s.deliver();
  CHECK_FALSE(holds(s.standing_in("C1")[1], "Ada"));
  CHECK(s.standing_in("C1").size() == 2);
}

TEST_CASE("private answers are gathered at close, a late one joins, and copies are cheered") {
  standup_scene s({core_in_private()}, "2026-11-18T15:00:01Z");
  wire(s);
  s.live_until("2026-11-19T13:00:00Z");
  REQUIRE(s.tell(s.confided("U1", "fixed the flaky test", "10.1")));
  s.deliver();
  CHECK(s.standing_in("C1").empty());
  s.live_until("2026-11-19T15:00:00Z");
  REQUIRE(s.standing_in("C1").size() == 1);
  REQUIRE(s.tell(s.confided("U2", "wrote the docs", "10.2")));
  s.live_until("2026-11-19T15:05:00Z");
  auto const summary = *std::find_if(s.workspace.posts.begin(), s.workspace.posts.end(),
                                     [](auto const& post) { return post.where.channel == "C1"; });
  auto const copies = s.thread_of(summary);
  REQUIRE(copies.size() == 2);
  CHECK(holds(copies[1].text(), "wrote the docs"));
  auto cheer = s.reaction("U3", copies[1].where.id, true, "UHUZZAH", "clap");
  REQUIRE(s.tell(cheer));
  s.deliver();
  CHECK(holds(s.standing_in("C1")[0], "Win of the day\nBruno — wrote the docs · :clap: 1"));
}
