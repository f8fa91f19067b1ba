// What people meet in the first week.
#include "app/delivery/gate.hpp"
#include "app/people/calm_choices.hpp"
#include "features/welcome/feature.hpp"
#include "support/home_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;

namespace {

class welcome_scene : public scene {
 public:
  welcome_scene() : scene({}, "2026-11-18T09:00:00Z", with_tables()), welcome(add<welcome::feature>()) {
    REQUIRE(run(io, welcome.look()));
  }

  void invited(std::string channel) {
    chat::facts_changed changed;
    changed.workspace = "T1";
    changed.person = workspace.self();
    changed.channel = std::move(channel);
    REQUIRE(tell(changed));
    deliver();
  }
  void look() {
    REQUIRE(run(io, welcome.look()));
    deliver();
  }
  /// How many of a person's messages are about their first kudos.
  std::size_t first_lines(std::string const& person) {
    auto const all = workspace.texts("D" + person);
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](std::string const& one) {
      return one.starts_with("That was your first kudos here.");
    }));
  }

  welcome::feature& welcome;

 private:
  static store::open_options with_tables() {
    static auto const tables = app::tables_of(std::array{welcome::contribution()});
    store::open_options how;
    how.features = tables;
    return how;
  }
};

}  // namespace

TEST_CASE("invited to a channel, it says one line there, once, and none where it is not") {
  welcome_scene s;
  s.invited("C1");
  s.invited("C1");
  REQUIRE(s.workspace.texts("C1").size() == 1);
  CHECK(s.workspace.texts("C1").front().starts_with("Hello! Say @name ++ for the flaky test here"));
  s.workspace.channels["C2"].is_member = false;
  s.invited("C2");
  CHECK(s.workspace.texts("C2").empty());
  s.workspace.failures["channel_now"].emplace_back(error(errc::unreachable, "down"));
  s.invited("C9");
}

TEST_CASE("others who come and go are none of its business") {
  welcome_scene s;
  chat::facts_changed changed;
  changed.workspace = "T1";
  changed.channel = "C1";
  changed.person = "U2";
  CHECK_FALSE(s.welcome.wants(changed));
  changed.person = s.workspace.self();
  CHECK(s.welcome.wants(changed));
  changed.channel.clear();
  CHECK_FALSE(s.welcome.wants(changed));
}

TEST_CASE("a first kudos, given or received, brings one private line, and no second one") {
  welcome_scene s;
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for tea", "1.1")));
  s.look();
  CHECK(s.first_lines("U1") == 1);
  CHECK(s.first_lines("U2") == 1);
  CHECK(s.workspace.texts("DU1").front().find("Edit or delete your message") != std::string::npos);
  REQUIRE(s.tell(s.posted("U2", "<@U1> <@U3> ++ for cake", "1.2")));
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for milk", "1.3")));
  s.look();
  s.look();
  CHECK(s.first_lines("U1") == 1);
  CHECK(s.first_lines("U2") == 1);
  CHECK(s.first_lines("U3") == 1);
  CHECK(s.first_lines("U4") == 0);
}

TEST_CASE("the line for a first kudos waits at the gate, and doesn't come to who has switched it off") {
  welcome_scene s;
  REQUIRE(s.with.topics->size() == 1);
  auto const topic = std::string(s.with.topics->front().name);
  s.is_gate_open = false;
  s.write([&](store::unit_of_work& work) {
    people::people known(work);
    people::set_rhythm(known, "T1", "U1", topic, people::rhythm::never);
    return true;
  });
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for tea", "1.1")));
  s.look();
  CHECK(s.first_lines("U2") == 0);
  delivery::gate gate(s.io.get_executor(), *s.store, s.workspace, s.clock, s.with.calm, {}, nullptr);
  REQUIRE(run(s.io, gate.look()));
  s.deliver();
  CHECK(s.first_lines("U1") == 0);
  CHECK(s.first_lines("U2") == 1);
}

TEST_CASE("who was here before the feature, who asked to be left out, and what is of long ago: no line") {
  welcome_scene s;
  s.write([](store::unit_of_work& work) { people::people(work).set_left_out("T1", "U1", true); });
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for tea", "1.1")));
  auto old = s.posted("U3", "<@U4> ++ for tea", "1.2");
  old.at -= std::chrono::hours(48);
  old.is_past = true;
  REQUIRE(s.tell(old));
  s.look();
  CHECK(s.first_lines("U1") == 0);
  CHECK(s.first_lines("U2") == 1);
  CHECK(s.first_lines("U3") == 0);
  CHECK(s.first_lines("U4") == 0);
}

TEST_CASE("admins find in Home what is yet to be set up, until all of it is") {
  scene s;
  auto is_done = false;
  s.with.steps->push_back({"Put the kettle on", [](store::connection&, std::string const&) { return true; }});
  s.with.steps->push_back(
      {"Pour the tea", [&is_done](store::connection&, std::string const&) { return is_done; }});
  s.every_feature = app::start(std::array{welcome::contribution(), home::contribution()}, s.with, {});
  auto const opened = [&](std::string const& person) {
    s.clock.advance(std::chrono::minutes(2));
    chat::home_opened event;
    event.workspace = "T1";
    event.person = person;
    event.at = s.clock.now();
    REQUIRE(s.tell(event));
    return home_scene::words_of(s.workspace.homes[person]);
  };
  s.workspace.people["U1"].is_admin = true;
  CHECK(holds(opened("U1"), "● Put the kettle on\n○ Pour the tea"));
  CHECK_FALSE(holds(opened("U2"), "kettle"));
  is_done = true;
  CHECK_FALSE(holds(opened("U1"), "kettle"));
}
