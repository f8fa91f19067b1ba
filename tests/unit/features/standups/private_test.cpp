#include "support/standup_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::core_in_private;
using test::holds;
using test::standup_scene;

// Ada lives in London, Bruno in São Paulo, Chiara in Rome, Emi in Tokyo: at 09:30 there it is 09:30, 12:30,
// 08:30 and 00:30 UTC. The stand-up is Berlin's.
namespace {

/// Begins when Wednesday's round is over, unless another moment is given.
standup_scene in_private(std::vector<std::string> members = {}, bool reminds = false,
                         std::string_view now = "2026-11-18T15:00:01Z") {
  auto standup = core_in_private();
  standup.members = std::move(members);
  if (!reminds) standup.remind_at.reset();
  return standup_scene({standup}, now);
}

std::vector<std::size_t> asked(standup_scene const& s) {
  std::vector<std::size_t> counts;
  for (auto const* person : {"DU1", "DU2", "DU3", "DU4"})
    counts.push_back(s.standing_in(person).size());
  return counts;
}

using counts = std::vector<std::size_t>;

}  // namespace

TEST_CASE("each member is asked privately when it is time where they live") {
  auto s = in_private();
  s.live_until("2026-11-19T00:29:59Z");
  CHECK(asked(s) == counts{0, 0, 0, 0});
  s.live_until("2026-11-19T00:30:00Z");
  CHECK(asked(s) == counts{0, 0, 0, 1});
  s.live_until("2026-11-19T08:30:00Z");
  CHECK(asked(s) == counts{0, 0, 1, 1});
  s.live_until("2026-11-19T09:30:00Z");
  CHECK(asked(s) == counts{1, 0, 1, 1});
  s.live_until("2026-11-19T12:30:00Z");
  CHECK(asked(s) == counts{1, 1, 1, 1});
  CHECK(s.standing_in("C1").empty());
  auto const round = s.round_of("2026-11-19");
  CHECK(s.standing_in("DU1")[0] ==
        "What went well?\nJust answer here, or share a win. Small things count. At close everybody's answers "
        "go to #C1. core is set up in Huzzah's configuration.\n[Share a win|win.form|" +
            round.reference + "][Don't ask me|standup.leave|core]\n");
}

TEST_CASE("a stand-up that is set up in the morning still asks those of today whose time is yet to come") {
  auto s = in_private({}, false, "2026-11-18T09:00:00Z");
  s.live_until("2026-11-18T14:00:00Z");
  CHECK(asked(s) == counts{1, 1, 0, 0});
  CHECK(s.round_of("2026-11-18").channel == "C1");
}

TEST_CASE("a first round in which nobody's time comes any more ends in silence") {
  auto s = in_private({"U3", "U4"}, false, "2026-11-18T09:00:00Z");
  s.live_until("2026-11-18T20:00:00Z");
  CHECK(s.standing_in("C1").empty());
  CHECK(s.round_of("2026-11-18").closed_at);
}

TEST_CASE("a restart asks no member a second time, and those whom it missed within two hours") {
  auto s = in_private();
  test::log_keeper log;
  s.live_until("2026-11-19T08:00:00Z");
  SUBCASE("within") {
    s.sleep_until("2026-11-19T10:30:00Z");
    CHECK(asked(s) == counts{1, 0, 1, 1});
    CHECK(log.lines().empty());
  }
  SUBCASE("after") {
    s.sleep_until("2026-11-19T10:30:01Z");
    CHECK(asked(s) == counts{1, 0, 0, 1});
    s.sleep_until("2026-11-19T10:31:00Z");
    CHECK(log.lines() ==
          std::vector<std::string>{
              "stand-up core: 1 of its members are not asked on 2026-11-19: it is more than 2 h too late"});
  }
}

TEST_CASE("only the members who are named are asked, and of them only people who are still here") {
  auto s = in_private({"U1", "UBOT", "UGONE", "UNOBODY"});
  s.live_until("2026-11-19T13:00:00Z");
  CHECK(s.said_privately() == 1);
  CHECK(asked(s) == counts{1, 0, 0, 0});
}

TEST_CASE("whoever is away is not asked") {
  auto s = in_private();
  test::log_keeper log;
  SUBCASE("by their status") {
    s.workspace.people["U1"].status_emoji = "palm_tree";
  }
  SUBCASE("by what they told us") {
    CHECK(holds(s.standup("U1", "away until friday"), "Until Friday, 20 November 2026 no stand-up asks"));
  }
  s.live_until("2026-11-19T13:00:00Z");
  CHECK(asked(s) == counts{0, 1, 1, 1});
  CHECK(log.lines().empty());
}

TEST_CASE("whoever does not want to be disturbed is asked when that is over") {
  auto s = in_private();
  s.workspace.undisturbed.insert("U1");
  s.live_until("2026-11-19T10:25:00Z");
  CHECK(asked(s) == counts{0, 0, 1, 1});
  SUBCASE("within two hours") {
    s.workspace.undisturbed.clear();
    s.live_until("2026-11-19T10:36:00Z");
    CHECK(asked(s) == counts{1, 0, 1, 1});
  }
  SUBCASE("later than that, not any more") {
    s.live_until("2026-11-19T11:35:00Z");
    s.workspace.undisturbed.clear();
    s.live_until("2026-11-19T12:00:00Z");
    CHECK(asked(s) == counts{0, 0, 1, 1});
  }
}

TEST_CASE("when the platform can't say who is away, people are asked") {
  auto s = in_private();
  for (int i = 0; i < 20; ++i)
    s.workspace.failures["do_not_disturb"].emplace_back(error(errc::remote_failed, "500"));
  s.live_until("2026-11-19T13:00:00Z");
  CHECK(asked(s) == counts{1, 1, 1, 1});
}

TEST_CASE("while members can't be looked up, they are asked a little later") {
  auto s = in_private();
  s.live_until("2026-11-19T09:29:00Z");
  SUBCASE("the channel") {
    s.workspace.failures["channel_members"].assign(2, error(errc::unreachable, "down"));
  }
  SUBCASE("the people") {
    s.workspace.failures["find_people"].assign(2, error(errc::unreachable, "down"));
  }
  SUBCASE("one of the people") {
    s.workspace.people_unknown_now.insert("U1");
    s.live_until("2026-11-19T09:31:00Z");
    CHECK(asked(s) == counts{0, 0, 1, 1});
    s.workspace.people_unknown_now.clear();
  }
  s.live_until("2026-11-19T09:35:00Z");
  CHECK(asked(s) == counts{1, 0, 1, 1});
}

TEST_CASE("at close the channel gets everybody's answer, and its thread a copy of each that can be cheered") {
  auto s = in_private();
  s.live_until("2026-11-19T13:00:00Z");
  auto const round = s.round_of("2026-11-19");
  s.answer("U1", "fixed the flaky test", round);
  s.answer("U4", "paired with <@U2>", round);
  s.live_until("2026-11-19T15:00:00Z");
  REQUIRE(s.standing_in("C1").size() == 1);
  auto const summary = *std::find_if(s.workspace.posts.begin(), s.workspace.posts.end(),
                                     [](auto const& post) { return post.where.channel == "C1"; });
  auto const copies = s.thread_of(summary);
  REQUIRE(copies.size() == 2);
  CHECK(holds(copies[0].text(), "fixed the flaky test"));
  CHECK(holds(copies[1].text(), "paired with @Bruno"));
  CHECK_FALSE(holds(chat::to_json(copies[1].said), "U2"));
  s.cheer("U2", copies[0].where, round.id);
  CHECK(s.standing_in("C1")[0] ==
        "The wins of Thursday, 19 November 2026\nWhat went well?\n"
        ":star2: Win of the day\nAda — fixed the flaky test · :clap: 1 · see it\n"
        "• Emi — paired with Bruno · see it\n"
        "Each stands in the thread: a reaction to it is a cheer. Late answers still join.\n");
}

TEST_CASE("the summary learns where the copies stand by itself, also behind a restart") {
  auto s = in_private();
  s.live_until("2026-11-19T13:00:00Z");
  s.answer("U1", "fixed the flaky test", s.round_of("2026-11-19"));
  s.live_until("2026-11-19T15:00:00Z");
  SUBCASE("running") {
    s.live_until("2026-11-19T15:01:00Z");
  }
  SUBCASE("restarted") {
    s.sleep_until("2026-11-19T15:10:00Z");
  }
  CHECK(holds(s.standing_in("C1").at(0), "fixed the flaky test · see it"));
  auto const updates = s.workspace.calls["update"];
  s.live_until("2026-11-19T16:30:00Z");
  CHECK(s.workspace.calls["update"] == updates);
}

TEST_CASE("who lives so far west that the round has closed is asked all the same, and joins the summary") {
  auto s = in_private({"U1", "UWEST"});
  s.workspace.add("UWEST", "Wilma", "America/Los_Angeles");
  s.workspace.members["C1"].emplace_back("UWEST");
  s.live_until("2026-11-19T17:30:00Z");
  REQUIRE(s.standing_in("DUWEST").size() == 1);
  CHECK(holds(s.standing_in("DUWEST")[0], "Today's summary stands in #C1 already; yours joins it."));
  s.answer("UWEST", "merged the last branch", s.round_of("2026-11-19"));
  CHECK(holds(s.standing_in("C1").at(0), "Wilma — merged the last branch"));
  s.live_until("2026-11-20T17:00:00Z");
  CHECK(s.standing_in("DUWEST").size() == 1);
  CHECK(s.standing_in("DU1").size() == 2);
}

TEST_CASE("the reminder goes to those who were asked and have not answered") {
  auto s = in_private({"U1", "U3", "UWEST"}, true);
  s.workspace.add("UWEST", "Wilma", "America/Los_Angeles");
  s.live_until("2026-11-19T12:00:00Z");
  s.answer("U1", "fixed the flaky test", s.round_of("2026-11-19"));
  s.live_until("2026-11-19T13:30:00Z");
  CHECK(s.standing_in("DU1").size() == 1);
  CHECK(s.standing_in("DU3").size() == 2);
  CHECK(holds(s.standing_in("DU3")[1], "This is the only reminder"));
  CHECK(s.standing_in("DUWEST").empty());
}

TEST_CASE("a skipped day asks nobody more, and an empty round of it ends in silence") {
  auto s = in_private();
  s.live_until("2026-11-19T07:00:00Z");
  CHECK(asked(s) == counts{0, 0, 0, 1});
  CHECK(holds(s.standup("U1", "skip today"), "core leaves out Thursday, 19 November 2026."));
  s.live_until("2026-11-19T20:00:00Z");
  CHECK(asked(s) == counts{0, 0, 0, 1});
  CHECK(s.standing_in("C1").empty());
  s.live_until("2026-11-20T13:00:00Z");
  CHECK(asked(s) == counts{1, 1, 1, 2});
}

TEST_CASE("who joins the channel in the morning is asked at their time") {
  auto s = in_private();
  s.live_until("2026-11-19T07:00:00Z");
  s.workspace.add("UNEW", "Nia", "Europe/London");
  s.workspace.members["C1"].emplace_back("UNEW");
  s.live_until("2026-11-19T09:30:00Z");
  CHECK(s.standing_in("DUNEW").size() == 1);
}
