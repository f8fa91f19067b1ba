// Who is asked: members of the channel who have not opted out; and each question says who wants it.
#include "support/standup_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace std::chrono_literals;
using test::holds;
using test::standup_scene;

namespace {

/// `person` presses a button of a question.
std::string press(standup_scene& s, std::string person, std::string action) {
  auto const reply = s.tell(*s.running, s.pressed(std::move(person), std::move(action), "core"));
  return standup_scene::words_of(*reply.value().value().said);
}

std::size_t asked(standup_scene const& s, std::string const& person) {
  return s.standing_in("D" + person).size();
}

}  // namespace

TEST_CASE("the button below a question ends the questions to who presses it, until they take it back") {
  standup_scene s({test::core_in_private()});
  s.live_until("2026-11-18T18:00:00Z");
  CHECK(asked(s, "U1") > 0);
  CHECK(holds(s.standing_in("DU1").front(), "[Don't ask me|standup.leave|core]"));

  auto const said = press(s, "U1", "standup.leave");
  CHECK(holds(said, "core asks and reminds you no more"));
  CHECK(holds(said, "[Ask me again|standup.join|core]"));
  auto const before = asked(s, "U1");
  auto const others = asked(s, "U3");
  s.restart();
  s.live_until("2026-11-19T18:00:00Z");
  CHECK(asked(s, "U1") == before);
  CHECK(asked(s, "U3") > others);

  CHECK(holds(press(s, "U1", "standup.join"), "core asks you again"));
  s.live_until("2026-11-20T18:00:00Z");
  CHECK(asked(s, "U1") > before);
}

TEST_CASE("who has opted out is not reminded either, in the channel's thread, too") {
  auto one = test::core();
  one.members = {"U1", "U3"};
  standup_scene s({one});
  s.live_until("2026-11-18T08:40:00Z");
  CHECK(holds(s.standing_in("C1").back(), "[Don't ask me|standup.leave|core]"));
  CHECK(holds(s.standup("U1", "leave"), "core asks and reminds you no more"));
  s.live_until("2026-11-18T14:00:00Z");
  CHECK(asked(s, "U1") == 0);
  CHECK(asked(s, "U3") == 1);
  CHECK(holds(s.standup("U1", "join core"), "core asks you again"));
  s.live_until("2026-11-19T14:00:00Z");
  CHECK(asked(s, "U1") == 1);
}

TEST_CASE("only members of the channel are asked and reminded, as it is at that moment") {
  auto one = test::core_in_private();
  one.members = {"U1", "U2", "U3"};
  standup_scene s({one}, "2026-11-18T07:00:00Z");
  s.workspace.members["C1"] = {"U1", "U3", "UHUZZAH"};
  s.live_until("2026-11-18T08:45:00Z");  // U3, in Rome, has been asked
  CHECK(asked(s, "U3") == 1);
  s.workspace.members["C1"] = {"U3", "UHUZZAH"};
  s.live_until("2026-11-18T20:00:00Z");
  CHECK(asked(s, "U1") == 0);
  CHECK(asked(s, "U2") == 0);
}

TEST_CASE("while nobody can say who is in the channel, nobody is asked") {
  standup_scene s({test::core_in_private()});
  s.live_until("2026-11-18T07:30:00Z");
  error const down(errc::unreachable, "no connection");
  for (auto i = 0; i < 200; ++i)
    s.workspace.failures["channel_members"].emplace_back(down);
  s.live_until("2026-11-18T08:31:00Z");
  CHECK(asked(s, "U3") == 0);
  s.workspace.failures.clear();
  s.live_until("2026-11-18T09:30:00Z");
  CHECK(asked(s, "U3") == 1);
}

TEST_CASE("each question says who set it up") {
  standup_scene s({test::core(), [] {
                     auto other = test::core_in_private();
                     other.name = "quiet";
                     return other;
                   }()});
  s.live_until("2026-11-18T08:40:00Z");
  CHECK(holds(s.standing_in("C1").back(), "core is set up in Huzzah's configuration."));
  CHECK(holds(s.standing_in("DU3").front(), "quiet is set up in Huzzah's configuration."));
}
