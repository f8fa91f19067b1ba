// Members of a channel who tick the steps of a colleague's goal.
#include "app/ledger/erasure.hpp"
#include "support/goals_scene.hpp"

using namespace huzzah;
using namespace huzzah::test;

namespace {

using strings = std::vector<std::string>;

class members_scene : public goals_scene {
 public:
  members_scene() { workspace.members["C1"] = {"U1", "U2", "U3", "UHUZZAH"}; }
  goals::goal set_for_members() {
    auto values = shared();
    values["ticks"] = "members";
    return set("U1", std::move(values));
  }
  std::string pressed_by(std::string person, goals::goal const& of, std::size_t step, bool is_done) {
    auto const reply = answer(press(of, step, is_done, std::move(person), "C1"));
    deliver();
    return reply.said ? chat::to_plain(reply.said->summary) : std::string();
  }
};

}  // namespace

TEST_CASE("a step that a member ticks is a private win of that member, and unticking takes it back") {
  members_scene s;
  auto const one = s.set_for_members();
  CHECK(holds(s.standing_in("C1").at(0), "Members of this channel may tick its steps, too"));
  CHECK(s.pressed_by("U2", one, 0, true).empty());
  CHECK(holds(s.standing_in("C1").at(0), "1 of 3 ▰▱▱"));
  CHECK(s.wins("U1").empty());
  REQUIRE(s.wins("U2").size() == 1);
  CHECK(holds(s.wins("U2")[0], "Buy shoes"));
  CHECK_FALSE(holds(s.wins("U2")[0], "(shared)"));
  CHECK(holds(s.opened("U1"), "✓ Buy shoes"));
  CHECK(s.pressed_by("U2", one, 0, false).empty());
  CHECK(s.wins("U2").empty());
  CHECK(s.now(one).done() == 0);
}

TEST_CASE("only who ticked a step, or whose goal it is, takes that back") {
  members_scene s;
  auto const one = s.set_for_members();
  s.pressed_by("U2", one, 0, true);
  CHECK(holds(s.pressed_by("U3", one, 0, false), "only who ticked it"));
  CHECK(s.wins("U2").size() == 1);
  s.pressed_by("U1", one, 0, false);
  CHECK(s.wins("U2").empty());
  s.pressed_by("U1", one, 0, true);
  CHECK(s.wins("U1") == strings{"Buy shoes"});
  CHECK(holds(s.pressed_by("U2", one, 0, false), "only who ticked it"));
  CHECK(s.now(one).done() == 1);
  s.answer(s.end(one, "U2"));
  CHECK_FALSE(s.now(one).ended_at);
}

TEST_CASE("who is not in the channel ticks nothing") {
  members_scene s;
  auto const one = s.set_for_members();
  CHECK(holds(s.pressed_by("U4", one, 0, true), "Only the person whose goal it is"));
  CHECK(s.now(one).done() == 0);
  auto for_oneself = s.entered({{"ticks", "members"}});
  auto const mine = s.set("U1", for_oneself);
  CHECK_FALSE(mine.members_tick);
  s.pressed_by("U2", mine, 0, true);
  CHECK(s.now(mine).done() == 0);
}

TEST_CASE("presses of owner and member that come in any order end as the newest says") {
  for (bool const is_late : {false, true}) {
    members_scene s;
    auto const one = s.set_for_members();
    auto const first = s.press(one, 0, true, "U2", "C1");
    auto const second = s.press(one, 0, true, "U1", "C1");
    for (int i = 0; i < 3; ++i) {
      s.answer(is_late ? second : first);
      s.answer(is_late ? first : second);
    }
    CHECK(s.now(one).done() == 1);
    CHECK(s.wins("U1") == strings{"Buy shoes"});
    CHECK(s.wins("U2").empty());
  }
}

TEST_CASE("the last step is cheered to whose goal it is, whoever ticked it") {
  members_scene s;
  auto const one = s.set_for_members();
  for (std::size_t i = 0; i < 3; ++i)
    s.pressed_by("U2", one, i, true);
  CHECK(s.now(one).is_reached());
  CHECK(s.workspace.texts("DU1").size() == 1);
  CHECK(s.workspace.texts("DU2").empty());
  CHECK(s.read([](store::reader& from) { return goals::table::wrong(from); }).empty());
}

TEST_CASE("erasing whose goal it is withdraws their words from the wins of members") {
  members_scene s;
  auto const one = s.set_for_members();
  s.pressed_by("U2", one, 0, true);
  s.write([&](store::unit_of_work& work) {
    ledger::erase_all(work, "U1");
    return true;
  });
  REQUIRE(s.wins("U2").size() == 1);
  CHECK_FALSE(holds(s.wins("U2")[0], "shoes"));
}

TEST_CASE("erasing a member leaves the step done, for its goal's person to take back") {
  members_scene s;
  auto const one = s.set_for_members();
  s.pressed_by("U2", one, 0, true);
  s.write([&](store::unit_of_work& work) {
    ledger::erase_all(work, "U2");
    return true;
  });
  CHECK(s.wins("U2").empty());
  CHECK(s.now(one).done() == 1);
  s.pressed_by("U1", one, 0, false);
  CHECK(s.now(one).done() == 0);
  CHECK(s.wins("U1").empty());
}
