#include "app/delivery/outbox.hpp"
#include "calendar/timestamp.hpp"
#include "features/standups/rounds.hpp"
#include "support/standup_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::core;
using test::holds;
using test::standup_scene;

namespace {

/// Three days on which Ada and Bruno answered, so that they are regulars; then Monday morning.
void make_regulars(standup_scene& s) {
  for (auto const* date : {"2026-11-18", "2026-11-19", "2026-11-20"}) {
    s.live_until(std::string(date) + "T09:00:00Z");
    s.answer("U1", "fixed a flaky test", s.round_of(date));
    s.answer("U2", "wrote the docs", s.round_of(date));
  }
  s.live_until("2026-11-23T07:00:00Z");
  REQUIRE(s.said_privately() == 0);
}

}  // namespace

TEST_CASE("the question comes at its local time, with a hint and a button that knows its round") {
  standup_scene s;
  s.live_until("2026-11-18T08:29:59Z");
  CHECK(s.standing_in("C1").empty());
  s.live_until("2026-11-18T08:30:00Z");
  auto const round = s.round_of("2026-11-18");
  REQUIRE(s.standing_in("C1").size() == 1);
  CHECK(s.standing_in("C1")[0] ==
        "What went well?\nReply in this thread, or share a win here. Small things count. core is set up in "
        "Huzzah's configuration.\n[Share a win|win.form|" +
            round.reference + "][Don't ask me|standup.leave|core]\n");
  CHECK(round.channel == "C1");
  CHECK(round.opened_at == test::moment("2026-11-18T08:30:00Z"));
  CHECK_FALSE(round.closed_at);
}

TEST_CASE("a restart asks nothing a second time") {
  standup_scene s;
  s.live_until("2026-11-18T08:30:00Z");
  for (auto const* now : {"2026-11-18T08:31:00Z", "2026-11-18T10:00:00Z"}) {
    s.sleep_until(now);
    CHECK(s.standing_in("C1").size() == 1);
  }
}

TEST_CASE("a crash between sending and sent posts the question once") {
  standup_scene s;
  bool arrived = false;
  SUBCASE("it had arrived") {
    arrived = true;
  }
  SUBCASE("it had not") {}
  s.clock.advance(test::moment("2026-11-18T08:30:00Z") - s.clock.now());
  test::run_due(s.io, *s.running);
  auto const key = standups::prompt_key(s.round_of("2026-11-18"));
  auto const row = s.write([&](store::unit_of_work& work) {
    auto const found = delivery::outbox(work).find(key).value();
    delivery::outbox(work).mark_sending(found.id);
    return found;
  });
  if (arrived) {
    auto const mark = key + "@" + std::to_string(row.created_at.time_since_epoch().count());
    REQUIRE(test::run(s.io, s.workspace.post("C1", "", chat::message_from_json(row.what.body), mark)));
  }
  s.sleep_until("2026-11-18T08:31:00Z");
  CHECK(s.standing_in("C1").size() == 1);
}

TEST_CASE("a missed question comes within two hours, and is skipped with one line in the log after them") {
  standup_scene s;
  test::log_keeper log;
  SUBCASE("within") {
    s.sleep_until("2026-11-18T10:30:00Z");
    CHECK(s.standing_in("C1").size() == 1);
    CHECK(log.lines().empty());
  }
  SUBCASE("after") {
    s.sleep_until("2026-11-18T10:30:01Z");
    s.sleep_until("2026-11-18T11:00:00Z");
    CHECK(s.standing_in("C1").empty());
    CHECK_FALSE(s.has_round("2026-11-18"));
    REQUIRE(log.lines().size() == 1);
    CHECK(log.lines()[0] == "stand-up core: the prompt of 2026-11-18 is skipped: it is too late");
    s.live_until("2026-11-19T08:30:00Z");
    CHECK(s.standing_in("C1").size() == 1);
  }
}

TEST_CASE("a question whose close has passed is not asked any more") {
  auto brief = core();
  brief.remind_at.reset();
  brief.close_at = std::chrono::minutes{10 * 60};
  standup_scene s({brief});
  test::log_keeper log;
  s.sleep_until("2026-11-18T09:00:00Z");
  CHECK(s.standing_in("C1").empty());
  CHECK(log.count("its close has passed") == 1);
}

TEST_CASE("what was due before a stand-up was known is not made up for") {
  standup_scene s({core()}, "2026-11-18T09:00:00Z");
  test::log_keeper log;
  s.live_until("2026-11-18T20:00:00Z");
  CHECK(s.standing_in("C1").empty());
  CHECK(log.lines().empty());
}

TEST_CASE("only regulars who have not answered are reminded, once") {
  standup_scene s;
  make_regulars(s);
  s.live_until("2026-11-23T12:59:00Z");
  s.answer("U1", "reviewed the release", s.round_of("2026-11-23"));
  s.live_until("2026-11-23T14:00:00Z");
  s.sleep_until("2026-11-23T14:01:00Z");
  CHECK(s.standing_in("DU1").empty());
  CHECK(s.standing_in("DU3").empty());
  REQUIRE(s.standing_in("DU2").size() == 1);
  auto const& reminder = s.workspace.posts.back();
  CHECK(holds(s.standing_in("DU2")[0], "If you have a moment: What went well?"));
  CHECK(holds(s.standing_in("DU2")[0], "[Share a win|win.form|"));
  auto const key = standups::prompt_key(s.round_of("2026-11-23"));
  auto const prompt =
      s.write([&](store::unit_of_work& work) { return delivery::outbox(work).where_sent(key).value(); });
  CHECK(holds(chat::to_json(reminder.said), s.workspace.link_to(prompt)));
}

TEST_CASE("whoever is named as a member is reminded, also if they never took part") {
  auto small = core();
  small.members = {"U3", "UGONE", "UBOT", "UNOBODY"};
  standup_scene s({small});
  s.live_until("2026-11-18T13:00:00Z");
  CHECK(s.said_privately() == 1);
  CHECK(s.standing_in("DU3").size() == 1);
}

TEST_CASE("nobody who is away is reminded, nor whoever may be") {
  standup_scene s;
  make_regulars(s);
  SUBCASE("by the emoji of their status") {
    s.workspace.people["U2"].status_emoji = "palm_tree";
  }
  SUBCASE("by its words") {
    s.workspace.people["U2"].status_text = "Out sick";
  }
  SUBCASE("they do not want to be disturbed") {
    s.workspace.undisturbed.insert("U2");
  }
  SUBCASE("they told us") {
    s.standup("U2", "away until 2026-11-24");
  }
  SUBCASE("the platform can't say") {
    for (int i = 0; i < 2; ++i)
      s.workspace.failures["do_not_disturb"].emplace_back(error(errc::remote_failed, "500"));
  }
  SUBCASE("they have left the channel") {
    s.workspace.members["C1"] = {"U1", "U3"};
  }
  s.live_until("2026-11-23T15:30:00Z");
  CHECK(s.standing_in("DU2").empty());
}

TEST_CASE("no reminder comes late") {
  standup_scene s;
  make_regulars(s);
  s.live_until("2026-11-23T12:00:00Z");
  SUBCASE("a restart takes some minutes") {
    s.sleep_until("2026-11-23T13:05:00Z");
    CHECK(s.standing_in("DU2").size() == 1);
  }
  SUBCASE("longer") {
    test::log_keeper log;
    s.sleep_until("2026-11-23T13:06:00Z");
    CHECK(s.standing_in("DU2").empty());
    CHECK(log.count("the reminder of 2026-11-23 is skipped: it is too late") == 1);
  }
}

TEST_CASE("days off, weekends, skipped days and pauses pass in silence") {
  auto standup = core();
  standup.on.off = {test::day("2026-11-18")};
  standup_scene s({standup});
  test::log_keeper log;
  s.live_until("2026-11-18T23:00:00Z");
  CHECK(s.standing_in("C1").empty());

  CHECK(
      holds(s.standup("U1", "skip tomorrow"), "core leaves out Friday, 20 November 2026. The next question"));
  s.live_until("2026-11-19T08:00:00Z");
  CHECK(holds(s.standup("U1", "skip today"),
              "core leaves out Thursday, 19 November 2026. The next question comes "
              "on Monday, 23 November 2026 at 09:30 (Europe/Berlin), 08:30 for you."));
  s.live_until("2026-11-22T23:00:00Z");
  CHECK(s.standing_in("C1").empty());

  CHECK(
      holds(s.standup("U1", "pause until 2026-11-25"), "core pauses. The next question comes on Wednesday"));
  s.live_until("2026-11-24T23:00:00Z");
  CHECK(s.standing_in("C1").empty());
  s.live_until("2026-11-25T09:00:00Z");
  CHECK(s.standing_in("C1").size() == 1);
  CHECK(log.lines().empty());
}

TEST_CASE("a stand-up that is off asks nothing until it is resumed, and then makes up for nothing") {
  standup_scene s;
  CHECK(holds(s.standup("U1", "off"), "core is off"));
  s.sleep_until("2026-11-19T09:00:00Z");
  CHECK(s.standing_in("C1").empty());
  CHECK(s.running->coming_up().empty());
  CHECK(
      holds(s.standup("U1", "resume"), "core goes on. The next question comes on Friday, 20 November 2026"));
  s.standups_run();
  CHECK(s.standing_in("C1").empty());
  s.live_until("2026-11-20T08:30:00Z");
  CHECK(s.standing_in("C1").size() == 1);
}

TEST_CASE("called off after it was asked, a stand-up reminds nobody and sums up only what was written") {
  standup_scene s;
  make_regulars(s);
  s.live_until("2026-11-23T09:00:00Z");
  auto const before = s.standing_in("C1").size();
  CHECK(holds(s.standup("U1", "skip today"), "The question of core was asked already"));
  SUBCASE("nothing") {
    s.live_until("2026-11-23T16:00:00Z");
    CHECK(s.standing_in("C1").size() == before);
  }
  SUBCASE("something") {
    s.answer("U1", "still shipped it", s.round_of("2026-11-23"));
    s.live_until("2026-11-23T16:00:00Z");
    REQUIRE(s.standing_in("C1").size() == before + 1);
    CHECK(holds(s.standing_in("C1").back(), "still shipped it"));
  }
  CHECK(s.said_privately() == 0);
  CHECK(s.round_of("2026-11-23").closed_at);
}

TEST_CASE("a stand-up whose channel is out of reach says so in one line, and the others go on") {
  auto other = core();
  other.name = "other";
  other.channel = "#wins";
  standup_scene s({core(), other});
  test::log_keeper log;
  std::string why;
  SUBCASE("archived") {
    s.workspace.channels["C1"].is_archived = true;
    why = "stand-up core: the prompt of 2026-11-18 is skipped: its channel #general is archived";
  }
  SUBCASE("the bot was removed") {
    s.workspace.channels["C1"].is_member = false;
    why =
        "stand-up core: the prompt of 2026-11-18 is skipped: Huzzah is not a member of its channel #general";
  }
  SUBCASE("unknown") {
    s.workspace.channels.erase("C1");
    why =
        "stand-up core: the prompt of 2026-11-18 is skipped: its channel #general can't be found: it is "
        "gone, or "
        "Huzzah is not a member of it";
  }
  s.live_until("2026-11-18T20:00:00Z");
  CHECK(log.lines() == std::vector<std::string>{why});
  CHECK(s.standing_in("C1").empty());
  CHECK(s.standing_in("C2").size() == 2);
  CHECK(s.said_privately() == 0);
}

TEST_CASE("while the platform does not answer, the question waits, and comes within its grace") {
  standup_scene s;
  test::log_keeper log;
  for (int i = 0; i < 30; ++i)
    s.workspace.failures["find_channel"].emplace_back(error(errc::unreachable, "down"));
  s.live_until("2026-11-18T08:45:00Z");
  CHECK(s.standing_in("C1").empty());
  CHECK(log.count("trying again: unreachable: down") >= 16);
  s.live_until("2026-11-18T09:01:00Z");
  CHECK(s.standing_in("C1").size() == 1);
}

TEST_CASE("two stand-ups keep apart, also in one channel") {
  auto other = core();
  other.name = "other";
  other.prompt_at = std::chrono::minutes{11 * 60};
  other.question = "pack:sales";
  standup_scene s({core(), other});
  s.live_until("2026-11-18T10:30:00Z");
  REQUIRE(s.standing_in("C1").size() == 2);
  CHECK(holds(s.standing_in("C1")[1], "Who said yes?"));
  s.answer("U1", "for core", s.round_of("2026-11-18"));
  s.live_until("2026-11-18T15:00:00Z");
  REQUIRE(s.standing_in("C1").size() == 4);
  CHECK(holds(s.standing_in("C1")[2], "for core"));
  CHECK_FALSE(holds(s.standing_in("C1")[3], "for core"));
}

TEST_CASE("a pack that is gone is replaced by a general question") {
  auto standup = core();
  standup.question = "pack:gone";
  standup_scene s({standup});
  test::log_keeper log;
  s.live_until("2026-11-18T08:30:00Z");
  CHECK(holds(s.standing_in("C1").at(0), "What "));
  CHECK(log.count("there is no prompt pack gone") == 1);
}

TEST_CASE("on days on which clocks are turned, the question comes once, at its local time") {
  auto night = core();
  night.on.days = calendar::parse_weekdays("every day").value();
  night.prompt_at = std::chrono::minutes{2 * 60 + 30};
  night.remind_at.reset();
  SUBCASE("forward: at the first moment after the gap") {
    standup_scene s({night}, "2026-03-28T12:00:00Z");
    s.live_until("2026-03-29T00:59:59Z");
    CHECK(s.standing_in("C1").empty());
    s.live_until("2026-03-29T01:00:00Z");
    CHECK(s.standing_in("C1").size() == 1);
  }
  SUBCASE("back: at the first of two") {
    standup_scene s({night}, "2026-10-24T20:00:00Z");
    s.live_until("2026-10-25T00:29:59Z");
    CHECK(s.standing_in("C1").empty());
    s.live_until("2026-10-25T00:30:00Z");
    CHECK(s.standing_in("C1").size() == 1);
    s.sleep_until("2026-10-25T02:00:00Z");
    CHECK(s.standing_in("C1").size() == 1);
  }
}

TEST_CASE("what comes next is announced for the clock of the sandbox") {
  standup_scene s;
  std::vector<std::string> coming;
  for (auto const& next : s.running->coming_up())
    coming.push_back(next.what + " " + calendar::to_rfc3339(next.at));
  CHECK(coming == std::vector<std::string>{"Stand-up core: prompt 2026-11-18T08:30:00Z",
                                           "Stand-up core: reminder 2026-11-18T13:00:00Z",
                                           "Stand-up core: summary 2026-11-18T15:00:00Z"});
}
