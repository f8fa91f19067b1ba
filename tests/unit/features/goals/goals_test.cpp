// Setting a goal, and what its person and others see of it.
#include "support/goals_scene.hpp"

using namespace huzzah;
using namespace huzzah::test;

namespace {

std::string error_at(chat::reply const& reply, std::string const& field) {
  auto const found = reply.errors.find(field);
  return found == reply.errors.end() ? std::string() : found->second;
}

std::string lines(int count) {
  std::string all;
  for (int i = 1; i <= count; ++i)
    all += "step " + std::to_string(i) + "\n";
  return all;
}

}  // namespace

TEST_CASE("/huzzah goal opens a form, and it is a button of Home") {
  goals_scene s;
  CHECK(holds(s.huzzah("U1", ""), "something you want to reach"));
  CHECK(holds(s.opened("U1"), "[Set a goal|home.word|goal]"));
  s.huzzah("U1", "goal");
  REQUIRE(s.workspace.forms.size() == 1);
  auto const& form = s.workspace.forms.front();
  CHECK(form.action == goals::made_action);
  REQUIRE(form.fields.size() == 7);
  CHECK(form.fields[1].type == chat::form_field::kind::date);
  CHECK(form.fields[1].optional);
  CHECK(form.fields[3].initial == "private");
  CHECK(form.fields[5].initial == "mine");
  CHECK(form.fields[6].initial == "never");
  REQUIRE(s.tell(s.pressed("U1", "home.word", "goal", "")));
  CHECK(s.workspace.forms.size() == 2);
  s.workspace.failures["open_form"].emplace_back(error(errc::remote_failed, "expired_trigger_id"));
  CHECK(holds(s.huzzah("U1", "goal"), "The form could not be opened"));
}

TEST_CASE("a goal is in its person's Home alone, with its next steps and by when") {
  goals_scene s;
  auto const one = s.set("U1", s.entered({{"day", "2026-12-05"}}));
  REQUIRE(one.steps.size() == 3);
  CHECK(one.steps[2].text == "Run five");
  auto const page = s.opened("U1");
  CHECK(holds(
      page, "Run ten kilometres · 0 of 3 ▱▱▱ · by 5 December 2026[End it|goals.end|" + one.reference + "]"));
  CHECK(holds(page, "○ Buy shoes[Done|goals.tick|" + one.steps[0].reference + "]"));
  CHECK(holds(page, "○ Run one[Done"));
  CHECK_FALSE(holds(page, "Run five"));
  CHECK_FALSE(holds(s.opened("U2"), "Run ten"));
  CHECK(s.workspace.posts.empty());
}

TEST_CASE("a form that is sent twice is one goal, also after its day has passed") {
  goals_scene s;
  auto const form = s.form("U1", s.shared());
  auto dated = s.form("U1", s.entered({{"day", "2026-11-18"}}));
  for (int i = 0; i < 3; ++i)
    CHECK(s.answer(form).errors.empty());
  CHECK(s.answer(dated).errors.empty());
  s.clock.advance(std::chrono::days(2));
  CHECK(s.answer(dated).errors.empty());
  s.deliver();
  CHECK(s.goals_of("U1").size() == 2);
  CHECK(s.workspace.texts("C1").size() == 1);
}

TEST_CASE("what is wrong with a goal is said at its field, and nothing is kept") {
  goals_scene s;
  auto const at = [&](std::string const& field, std::map<std::string, std::string> values) {
    auto const reply = s.answer(s.form("U1", s.entered(std::move(values))));
    CHECK_FALSE(reply.said);
    CHECK(reply.errors.size() == 1);
    return error_at(reply, field);
  };
  CHECK(holds(at("what", {{"what", "  "}}), "Write in a few words"));
  CHECK(holds(at("what", {{"what", std::string(201, 'x')}}), "at most 200 characters"));
  CHECK(holds(at("steps", {{"steps", " \n "}}), "Write at least one step"));
  CHECK(holds(at("steps", {{"steps", lines(40)}}), "These are 40 steps, and there is room for 20"));
  CHECK(holds(at("steps", {{"steps", std::string(201, 'x')}}), "at most 200 characters"));
  CHECK(holds(at("day", {{"day", "2026-11-17"}}), "Choose today or a later day"));
  CHECK(holds(at("day", {{"day", "soon"}}), "Choose today or a later day"));
  CHECK(holds(at("channel", {{"where", "shared"}}), "Choose a channel"));
  CHECK(holds(at("channel", {{"where", "shared"}, {"channel", "C9"}}), "can't find that channel"));
  s.workspace.add_channel("C3", "far").is_member = false;
  CHECK(holds(at("channel", {{"where", "shared"}, {"channel", "C3"}}), "Invite it there"));
  s.workspace.add_channel("C4", "board").is_private = true;
  s.workspace.members["C4"] = {"U2", "UHUZZAH"};
  CHECK(holds(at("channel", {{"where", "shared"}, {"channel", "C4"}}), "can't be found out"));
  CHECK(s.goals_of("U1").empty());
  s.deliver();
  CHECK(s.workspace.posts.empty());

  CHECK(s.set("U1", s.entered({{"steps", lines(20)}, {"day", "2026-11-18"}})).steps.size() == 20);
}

TEST_CASE("today is the day where the person lives") {
  goals_scene s;
  s.clock.advance(8h);  // 17:00 UTC is tomorrow in Tokyo
  CHECK(error_at(s.answer(s.form("U4", s.entered({{"day", "2026-11-18"}}))), "day") != "");
  CHECK(s.answer(s.form("U1", s.entered({{"day", "2026-11-18"}}))).errors.empty());
}

TEST_CASE("a person has at most ten goals at a time, and Home stays small with all of them") {
  goals_scene s;
  for (int i = 0; i < goals::most_open; ++i)
    s.tick_all(s.set("U1", s.entered({{"what", "Goal " + std::to_string(i)}, {"steps", lines(20)}})));
  auto const more = s.form("U1", s.entered());
  CHECK(holds(error_at(s.answer(more), "what"), "You have 10 goals already"));
  CHECK(s.goals_of("U1").size() == 10);
  s.opened("U1");
  CHECK(s.workspace.homes["U1"].blocks.size() < 50);
  s.answer(s.end(s.goals_of("U1").front()));
  CHECK(s.answer(more).errors.empty());
  CHECK(s.goals_of("U1").size() == 10);
}

TEST_CASE("a shared goal is one message that follows its steps, and says no day") {
  goals_scene s;
  auto values = s.shared();
  values["day"] = "2026-12-05";
  auto const one = s.set("U1", values);
  REQUIRE(s.standing_in("C1").size() == 1);
  CHECK(holds(s.standing_in("C1")[0], "Run ten kilometres\n0 of 3 ▱▱▱\n○ Buy shoes[Done|goals.tick|"));
  CHECK_FALSE(holds(s.standing_in("C1")[0], "December"));
  CHECK(holds(s.opened("U1"), "shared with"));
  s.answer(s.press(one, 0, true, "U1", "C1"));
  s.deliver();
  REQUIRE(s.standing_in("C1").size() == 1);
  CHECK(holds(s.standing_in("C1")[0], "1 of 3 ▰▱▱\n✓ Buy shoes[Not done yet|goals.untick|" +
                                          one.steps[0].reference + "]\n○ Run one[Done"));
  CHECK(holds(s.workspace.texts("C1")[0], "Run ten kilometres · 1 of 3"));
}

TEST_CASE("a shared goal follows its steps, and goes, also when the outbox has forgotten its post") {
  goals_scene s;
  auto const one = s.set("U1", s.shared());
  auto const forget = [&] {
    return s.write([&](store::unit_of_work& work) {
      return delivery::outbox(work).forget_ended("T1", s.clock.now() + 1h);
    });
  };
  CHECK(forget() > 0);
  for (std::size_t i = 0; i < 2; ++i) {
    s.answer(s.press(one, i, true));
    s.deliver();
    CHECK(holds(s.standing_in("C1").at(0), std::to_string(i + 1) + " of 3"));
    forget();
  }
  s.answer(s.end(one));
  s.deliver();
  CHECK(s.standing_in("C1").empty());
}

TEST_CASE("a goal that is ended is gone from Home and channel for ever, and its wins stay") {
  goals_scene s;
  auto const one = s.set("U1", s.shared());
  s.answer(s.press(one, 0, true));
  auto const late = s.press(one, 1, true);
  auto const ended = s.end(one);
  for (int i = 0; i < 3; ++i)
    s.answer(ended);
  // It was pressed before the end, and came after it.
  s.answer(late);
  s.deliver();
  CHECK(s.standing_in("C1").empty());
  CHECK_FALSE(holds(s.opened("U1"), "Run ten"));
  CHECK(s.wins("U1") == std::vector<std::string>{"Run one", "Buy shoes"});
  auto const reply = s.answer(s.press(one, 2, true, "U1", "C1"));
  REQUIRE(reply.said);
  CHECK(holds(chat::to_plain(reply.said->summary), "isn't there any more"));
  s.answer(s.press(one, 0, false));
  s.deliver();
  CHECK(s.wins("U1").size() == 2);
  CHECK(s.standing_in("C1").empty());
}
