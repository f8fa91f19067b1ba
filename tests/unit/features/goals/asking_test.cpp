// Questions about the next step of a goal.
#include "support/goals_scene.hpp"

using namespace huzzah;
using namespace huzzah::test;
using std::chrono::days;

namespace {

class asking_scene : public goals_scene {
 public:
  goals::goal set_with(std::string ask, std::string person = "U1") {
    return set(person, entered({{"ask", std::move(ask)}}));
  }
  /// Lets days pass, and gives on which of them a question came.
  std::vector<int> asked_within(int count, std::string const& person = "U1") {
    std::vector<int> found;
    for (int day = 1; day <= count; ++day) {
      clock.advance(days(1));
      auto const before = workspace.texts("D" + person).size();
      for (auto const& one : every_feature)
        if (auto* ritual = one->ritual()) test::run_due(io, *ritual);
      deliver();
      if (workspace.texts("D" + person).size() > before) found.push_back(day);
    }
    return found;
  }
};

}  // namespace

TEST_CASE("nobody is asked about a goal who did not want it") {
  asking_scene s;
  s.set_with("never");
  s.set("U2", s.shared());
  CHECK(s.asked_within(40).empty());
  CHECK(s.workspace.texts("DU2").empty());
}

TEST_CASE("questions without a step become rarer, and the third says that it is the last") {
  asking_scene s;
  auto const one = s.set_with("weekly");
  CHECK(s.asked_within(100) == std::vector<int>{7, 21, 42});
  auto const asked = s.standing_in("DU1");
  REQUIRE(asked.size() == 3);
  CHECK(holds(asked[0], "How is Run ten kilometres going? Its next step is there when you are: Buy shoes"));
  CHECK(holds(asked[0], "[Done|goals.tick|" + one.steps[0].reference + "]"));
  CHECK(holds(asked[0], "/huzzah settings"));
  CHECK_FALSE(holds(asked[1], "I ask no more"));
  CHECK(holds(asked[2], "I ask no more until you tick a step"));
}

TEST_CASE("a ticked step is an answer, and a week later it is asked about the one that is next") {
  asking_scene s;
  auto const one = s.set_with("weekly");
  s.asked_within(60);
  auto const reply = s.answer(s.press(one, 0, true, "U1", "DU1"));
  REQUIRE(reply.said);
  CHECK(holds(chat::to_plain(reply.said->summary), "Noted"));
  CHECK(s.asked_within(8) == std::vector<int>{7});
  CHECK(holds(s.standing_in("DU1").back(), "Run one"));
}

TEST_CASE("nothing is asked about a goal that is reached or ended") {
  asking_scene s;
  s.tick_all(s.set_with("weekly"));
  s.answer(s.end(s.set_with("weekly")));
  CHECK(s.asked_within(30).empty());
}

TEST_CASE("what is said of goals unasked waits at the gate, behind a switch") {
  asking_scene s;
  s.is_gate_open = false;
  s.tick_all(s.set_with("never"));
  s.set_with("weekly");
  CHECK(s.asked_within(8).empty());
  auto const waiting = s.write([&](store::unit_of_work& work) {
    std::vector<std::string> topics;
    for (auto const& row : delivery::outbox(work).held_for("T1", "U1"))
      topics.push_back(row.what.topic);
    return topics;
  });
  CHECK(waiting == std::vector<std::string>{goals::goals_topic, goals::goals_topic});
  s.huzzah("U1", "settings");
  auto const& fields = s.workspace.forms.back().fields;
  CHECK(std::any_of(fields.begin(), fields.end(), [](auto const& one) { return one.name == "send_goals"; }));
}
