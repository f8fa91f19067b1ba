// Ticking steps: who may, what it records, and presses that come in any order.
#include "app/ledger/erasure.hpp"
#include "app/ledger/person_record.hpp"
#include "app/people/forgotten.hpp"
#include "app/people/ids.hpp"
#include "app/people/stored_rows.hpp"
#include "store/references.hpp"
#include "support/goals_scene.hpp"

#include <algorithm>

using namespace huzzah;
using namespace huzzah::test;

namespace {

using strings = std::vector<std::string>;

std::vector<people::stored_row> stored_of(goals_scene& s, std::string const& person) {
  return s.read([&](store::reader& from) {
    auto const in = people::find_workspace(from, "T1").value_or(0);
    auto const who = people::find_person(from, in, person).value_or(0);
    return people::stored_rows(from, who, "T1", person, {"setting", "outbox"});
  });
}

long rows_in(std::vector<people::stored_row> const& all, std::string const& table) {
  return std::count_if(all.begin(), all.end(), [&](auto const& one) { return one.table == table; });
}

}  // namespace

TEST_CASE("a ticked step is a private win, also of a shared goal, and unticking takes it back") {
  goals_scene s;
  auto const one = s.set("U1", s.shared());
  s.answer(s.press(one, 0, true));
  CHECK(s.wins("U1") == strings{"Buy shoes"});
  auto const page = s.opened("U1");
  CHECK(holds(page, "1 of 3 ▰▱▱"));
  CHECK(holds(page, "✓ Buy shoes[Not done yet|goals.untick|" + one.steps[0].reference + "]"));
  CHECK(holds(page, "Buy shoes · private"));
  CHECK(holds(page, "○ Run five[Done"));
  s.answer(s.press(one, 0, false));
  CHECK(s.wins("U1").empty());
  CHECK(holds(s.opened("U1"), "0 of 3 ▱▱▱"));
  s.answer(s.press(one, 0, true));
  CHECK(s.wins("U1") == strings{"Buy shoes"});
  CHECK_FALSE(holds(s.command("U2", "week", "/wins").said
                        ? home_scene::words_of(*s.command("U2", "week", "/wins").said)
                        : std::string(),
                    "Buy shoes"));
}

TEST_CASE("what a step says it is worth counts as with every win") {
  goals_scene s;
  auto const one = s.set("U1", s.entered({{"steps", "Automate the report, saves 2 hours a week"}}));
  s.answer(s.press(one, 0, true));
  CHECK(holds(s.opened("U1"), "Worth "));
}

TEST_CASE("presses that come three times, in any order, end as the newest says") {
  std::vector<int> order{0, 1, 2};
  do {
    for (bool const is_done : {true, false}) {
      goals_scene s;
      auto const one = s.set("U1", s.shared());
      std::vector<chat::button_pressed> presses;
      for (int i = 0; i < 3; ++i)
        presses.push_back(s.press(one, 1, (i % 2 == 0) == is_done, "U1", "C1"));
      for (int round = 0; round < 3; ++round)
        for (auto const i : order) {
          s.answer(presses[static_cast<std::size_t>(i)]);
          s.deliver();
        }
      CHECK(s.now(one).steps[1].is_done == is_done);
      CHECK(s.wins("U1") == (is_done ? strings{"Run one"} : strings{}));
      REQUIRE(s.standing_in("C1").size() == 1);
      CHECK(holds(s.standing_in("C1")[0], is_done ? "1 of 3" : "0 of 3"));
    }
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("a press of what is wanted already changes nothing") {
  goals_scene s;
  auto const one = s.set("U1", s.entered());
  for (int i = 0; i < 3; ++i)
    s.answer(s.press(one, 0, true));
  CHECK(s.wins("U1").size() == 1);
  for (int i = 0; i < 3; ++i)
    s.answer(s.press(one, 0, false));
  CHECK(s.wins("U1").empty());
  CHECK(s.now(one).done() == 0);
}

TEST_CASE("nobody but its person ticks a step or ends a goal, whatever they press") {
  goals_scene s;
  auto const one = s.set("U1", s.shared());
  auto const reply = s.answer(s.press(one, 0, true, "U2", "C1"));
  REQUIRE(reply.said);
  CHECK(holds(chat::to_plain(reply.said->summary), "Only the person whose goal it is"));
  s.answer(s.press(one, 0, true));
  s.answer(s.press(one, 0, false, "U2", "C1"));
  s.answer(s.end(one, "U2"));
  CHECK(s.now(one).done() == 1);
  CHECK_FALSE(s.now(one).ended_at);
  CHECK(s.wins("U2").empty());
  // Forged, plain, or of another kind.
  auto forged = s.press(one, 1, true, "U1", "C1");
  for (auto const& value :
       {std::to_string(one.steps[1].id), one.reference, std::string(26, 'a'), std::string()}) {
    forged.value = value;
    auto const answer = s.answer(forged);
    REQUIRE(answer.said);
    CHECK(holds(chat::to_plain(answer.said->summary), "isn't there any more"));
  }
  CHECK(s.now(one).done() == 1);
}

TEST_CASE("the last step is cheered in one line, and the goal is in Home until that day is over") {
  goals_scene s;
  auto const one = s.set("U1", s.entered());
  s.tick_all(one);
  REQUIRE(s.workspace.texts("DU1").size() == 1);
  CHECK(holds(s.workspace.texts("DU1")[0], "All 3 of 3: Run ten kilometres."));
  CHECK(holds(s.opened("U1"), "3 of 3 ▰▰▰"));
  // Not quite: the line goes, and comes once more with the step.
  auto const last = s.press(one, 2, true);
  s.answer(s.press(one, 2, false));
  s.deliver();
  CHECK(s.workspace.texts("DU1").empty());
  s.answer(last);
  s.deliver();
  CHECK(s.workspace.texts("DU1").empty());
  s.answer(s.press(one, 2, true));
  s.deliver();
  CHECK(s.workspace.texts("DU1").size() == 1);
  CHECK(s.wins("U1").size() == 3);
  s.clock.advance(std::chrono::days(1));
  CHECK_FALSE(holds(s.opened("U1"), "Run ten"));
  CHECK(s.goals_of("U1", "2026-11-19").empty());
  CHECK(s.read([](store::reader& from) { return goals::table::wrong(from); }).empty());
}

TEST_CASE("a day that has passed is held against nobody") {
  goals_scene s;
  s.set("U1", s.entered({{"day", "2026-11-20"}}));
  auto const before = s.workspace.posts.size();
  for (int day = 0; day < 20; ++day) {
    s.clock.advance(std::chrono::days(1));
    for (auto const& one : s.every_feature)
      if (auto* ritual = one->ritual()) test::run_due(s.io, *ritual);
    s.deliver();
  }
  CHECK(s.workspace.posts.size() == before);
  auto const page = s.opened("U1");
  CHECK(holds(page, "Run ten kilometres · 0 of 3"));
  CHECK_FALSE(holds(page, "20 November"));
}

TEST_CASE("goals and steps are exported to their person, and an erasure drops them") {
  goals_scene s;
  auto const one = s.set("U1", s.shared());
  s.set("U2", s.entered({{"what", "Thank U1 and U3"}, {"steps", "Call U1\nWrite it down"}}));
  s.answer(s.press(one, 0, true));
  CHECK(rows_in(stored_of(s, "U1"), "goals_goal") == 1);
  CHECK(rows_in(stored_of(s, "U1"), "goals_step") == 3);

  auto const again = s.press(one, 1, true);
  auto const form = s.form("U1", s.entered());
  s.clock.advance(1s);
  s.write([&](store::unit_of_work& work) {
    ledger::erase_all(work, "U1");
    people::forgotten_people(work).add("U1", s.clock.now());
    return true;
  });
  CHECK(stored_of(s, "U1").empty());
  s.answer(again);
  s.answer(form);
  CHECK(stored_of(s, "U1").empty());
  CHECK(s.wins("U1").empty());
  // What others wrote of them is withdrawn, and can still be ticked.
  auto const others = s.goals_of("U2").front();
  CHECK(others.text.empty());
  CHECK(others.steps[0].text.empty());
  CHECK(others.steps[1].text == "Write it down");
  CHECK(holds(s.opened("U2"), "(words withdrawn)"));
  s.tick_all(others);
  CHECK(s.now(others).is_reached());
  CHECK(s.wins("U2") == strings{"Write it down"});
}

TEST_CASE("a button of one workspace does nothing in another one of the same ledger") {
  goals_scene s;
  auto const one = s.set("U1", s.entered());
  auto elsewhere = s.press(one, 0, true);
  elsewhere.workspace = "T2";
  s.answer(elsewhere);
  CHECK(s.now(one).done() == 0);
}
