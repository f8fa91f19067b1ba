// Starting a habit, and keeping it.
#include "app/ledger/erasure.hpp"
#include "app/people/ids.hpp"
#include "app/people/stored_rows.hpp"
#include "support/goals_scene.hpp"

#include <algorithm>

using namespace huzzah;
using namespace huzzah::test;

namespace {

class habits_scene : public goals_scene {
 public:
  chat::form_submitted entered_habit(std::string what = "Write 300 words", std::string times = "3",
                                     std::string person = "U1") {
    return submitted(std::move(person), goals::habit_made_action, "",
                     {{"what", std::move(what)}, {"times", std::move(times)}});
  }
  goals::habit start(std::string times = "3", std::string person = "U1") {
    REQUIRE(answer(entered_habit("Write 300 words", std::move(times), person)).said);
    return habits_of(person).back();
  }
  std::vector<goals::habit> habits_of(std::string const& person) {
    return read([&](store::reader& from) { return goals::habit_table(from).open("T1", person); });
  }
  /// A press in Home, a moment later.
  chat::button_pressed press(char const* action, goals::habit const& of, std::string person = "U1") {
    clock.advance(1s);
    return pressed(std::move(person), action, of.reference, "");
  }
};

}  // namespace

TEST_CASE("/huzzah habit opens a form, and it is a button of Home") {
  habits_scene s;
  CHECK(holds(s.opened("U1"), "[Start a habit|home.word|habit]"));
  s.huzzah("U1", "habit");
  REQUIRE(s.workspace.forms.size() == 1);
  auto const& form = s.workspace.forms.front();
  CHECK(form.action == goals::habit_made_action);
  REQUIRE(form.fields.size() == 2);
  CHECK(form.fields[1].choices.size() == 7);
  CHECK(form.fields[1].initial == "3");
}

TEST_CASE("a habit is in its person's Home alone, and one press keeps it for the day") {
  habits_scene s;
  auto const one = s.start();
  auto const& ref = one.reference;
  CHECK(holds(s.opened("U1"),
              "Write 300 words · 0 of 3 times this week, 0 % · strength 0 %[End it|"
              "goals.end_habit|" +
                  ref + "]\n○ Today[Done today|goals.keep|" + ref + "]"));
  s.answer(s.press(goals::keep_action, one));
  CHECK(holds(s.opened("U1"), "1 of 3 times this week, 33 % · strength 6 %"));
  CHECK(holds(s.page("U1"), "✓ Done today[Not done yet|goals.unkeep|" + ref + "]"));
  CHECK_FALSE(holds(s.opened("U2"), "300"));
  CHECK(s.workspace.posts.empty());
  s.clock.advance(24h);
  CHECK(holds(s.opened("U1"), "○ Today[Done today"));
  s.answer(s.press(goals::keep_action, one));
  CHECK(holds(s.opened("U1"), "2 of 3 times this week, 66 %"));
}

TEST_CASE("a kept day is a private win, and pressed again it is taken back") {
  habits_scene s;
  auto const one = s.start();
  auto const kept = s.press(goals::keep_action, one);
  for (int i = 0; i < 3; ++i)
    s.answer(kept);
  CHECK(s.wins("U1") == std::vector<std::string>{"Write 300 words"});
  auto const taken_back = s.press(goals::unkeep_action, one);
  auto const again = s.press(goals::keep_action, one);
  s.answer(taken_back);
  CHECK(s.wins("U1").empty());
  s.answer(again);
  s.answer(taken_back);
  s.answer(kept);
  CHECK(s.wins("U1").size() == 1);
  s.clock.advance(24h);
  s.answer(s.press(goals::unkeep_action, one));
  CHECK(s.wins("U1").size() == 1);
  s.answer(s.press(goals::keep_action, one));
  CHECK(s.wins("U1").size() == 2);
  CHECK(s.habits_of("U1").front().kept.size() == 2);
  s.deliver();
  CHECK(s.workspace.posts.empty());
}

TEST_CASE("only its person keeps or ends a habit, and an ended one is gone while its wins stay") {
  habits_scene s;
  auto const one = s.start();
  s.answer(s.press(goals::keep_action, one, "U2"));
  s.answer(s.press(goals::end_habit_action, one, "U2"));
  CHECK(s.wins("U2").empty());
  CHECK(s.habits_of("U1").front().kept.empty());
  s.answer(s.press(goals::keep_action, one));
  s.answer(s.press(goals::end_habit_action, one));
  s.answer(s.press(goals::unkeep_action, one));
  CHECK(s.habits_of("U1").empty());
  CHECK_FALSE(holds(s.opened("U1"), "Your habits"));
  CHECK(s.wins("U1").size() == 1);
}

TEST_CASE("what is wrong with a habit is said at its field, and a form sent twice is one habit") {
  habits_scene s;
  auto const at = [&](std::string const& field, std::string what, std::string times) {
    auto const reply = s.answer(s.entered_habit(std::move(what), std::move(times)));
    CHECK(reply.errors.size() == 1);
    return reply.errors.contains(field) ? reply.errors.at(field) : std::string();
  };
  CHECK(holds(at("what", " ", "3"), "Write in a few words"));
  CHECK(holds(at("what", std::string(201, 'x'), "3"), "at most 200 characters"));
  for (auto const* times : {"", "0", "8", "12", "many"})
    CHECK(holds(at("times", "Walk", times), "from 1 to 7"));
  CHECK(s.habits_of("U1").empty());
  auto const form = s.entered_habit();
  for (int i = 0; i < 3; ++i)
    CHECK(s.answer(form).errors.empty());
  CHECK(s.habits_of("U1").size() == 1);
  for (int i = 1; i < goals::most_habits; ++i)
    s.start();
  CHECK(holds(at("what", "More", "3"), "You have 10 habits already"));
}

TEST_CASE("days away change nothing of a habit in Home") {
  habits_scene s;
  auto const one = s.start("5");
  s.answer(s.press(goals::keep_action, one));
  s.write([&](store::unit_of_work& work) {
    people::away_days away;
    away.add(calendar::parse_date("2026-11-19").value(), calendar::parse_date("2026-11-30").value());
    away.keep(people::people(work), "T1", "U1");
    return 0;
  });
  auto const strength = std::string("strength 7 %");
  CHECK(holds(s.opened("U1"), "1 of 1 time this week, 100 % · " + strength));
  s.clock.advance(24h * 8);
  CHECK(holds(s.opened("U1"), "Write 300 words · " + strength));
  s.clock.advance(24h * 6);  // Wednesday, after two days here
  CHECK_FALSE(holds(s.opened("U1"), strength));
}

TEST_CASE("an erasure takes habits and their days with it") {
  habits_scene s;
  auto const one = s.start();
  s.start("5", "U2");
  s.answer(s.press(goals::keep_action, one));
  auto const count = [&](std::string const& person, std::string const& table) {
    return s.read([&](store::reader& from) {
      auto const in = people::find_workspace(from, "T1").value_or(0);
      auto const who = people::find_person(from, in, person).value_or(0);
      auto const rows = people::stored_rows(from, who, "T1", person, {"setting", "outbox"});
      return std::count_if(rows.begin(), rows.end(), [&](auto const& each) { return each.table == table; });
    });
  };
  CHECK(count("U1", "goals_habit") == 1);
  CHECK(count("U1", "goals_kept") == 1);
  s.write([&](store::unit_of_work& work) {
    ledger::erase_all(work, "U1");
    return 0;
  });
  CHECK(s.habits_of("U1").empty());
  CHECK(count("U1", "goals_kept") == 0);
  CHECK(s.habits_of("U2").size() == 1);
}
