#include "app/delivery/gate.hpp"
#include "app/people/calm_choices.hpp"
#include "app/people/people.hpp"
#include "features/record/sending.hpp"
#include "support/record_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;

namespace {

/// What Huzzah has said to a person on its own.
std::size_t said_to(record_scene& s, std::string const& person) {
  s.run_fridays();
  s.deliver();
  return s.workspace.texts("D" + person).size();
}

}  // namespace

TEST_CASE("a person who wants it is offered their week on Friday afternoon, once, with a button to send it") {
  record_scene s;  // a Wednesday
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the soup", "60.1")));
  s.ask("U2", {{"fridays", "Yes"}});
  s.deliver();
  auto const before = said_to(s, "U2");
  auto const others = said_to(s, "U3");
  // 15:00 in São Paulo is 18:00 UTC.
  s.clock.advance(moment("2026-11-20T17:59:00Z") - s.clock.now());
  CHECK(said_to(s, "U2") == before);
  s.clock.advance(std::chrono::minutes(1));
  CHECK(said_to(s, "U2") == before + 1);
  auto const offered = s.said_in("DU2");
  CHECK(has(offered, "Your week"));
  CHECK(has(offered, "the soup"));
  CHECK(has(offered, std::string(record::offer_action)));
  CHECK(said_to(s, "U2") == before + 1);
  CHECK(said_to(s, "U3") == others);
  // A week without anything brings nothing.
  s.clock.advance(std::chrono::days(7));
  CHECK(said_to(s, "U2") == before + 1);

  auto const pressed = s.pressed("U2", std::string(record::offer_action), "");
  REQUIRE(s.tell(pressed));
  REQUIRE_FALSE(s.workspace.forms.empty());
  CHECK(s.workspace.forms.back().action == record::send_action);
  CHECK(s.workspace.forms.back().fields[2].initial == "7 days");
}

TEST_CASE("the choice is shown, and taken back; who wants to be left out is offered nothing") {
  record_scene s;
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the soup", "60.1")));
  auto const is_wanted = [&] {
    auto const typed = s.typed("U2", "record", "/huzzah");
    REQUIRE(test::run(s.io, s.with.operations->front().run(typed)));
    return s.workspace.forms.back().fields.back().initial;
  };
  CHECK(is_wanted() == "No");
  s.ask("U2", {{"fridays", "Yes"}});
  CHECK(is_wanted() == "Yes");
  // A form without the field changes nothing.
  s.ask("U2");
  CHECK(is_wanted() == "Yes");
  s.deliver();
  auto const before = s.workspace.texts("DU2").size();
  s.write([](store::unit_of_work& work) { huzzah::people::people(work).set_left_out("T1", "U2", true); });
  s.clock.advance(moment("2026-11-20T18:00:00Z") - s.clock.now());
  CHECK(said_to(s, "U2") == before);
  s.write([](store::unit_of_work& work) { huzzah::people::people(work).set_left_out("T1", "U2", false); });
  s.ask("U2", {{"fridays", "No"}});
  CHECK(said_to(s, "U2") == before);
}

TEST_CASE(
    "the week waits for working hours, and doesn't come to who has switched it off or was away all week") {
  for (auto const* fate : {"night", "off", "away"}) {
    CAPTURE(fate);
    record_scene s;
    REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the soup", "60.1")));
    s.ask("U2", {{"fridays", "Yes"}});
    s.deliver();
    auto const before = s.workspace.texts("DU2").size();
    s.is_gate_open = false;
    s.clock.advance(moment("2026-11-20T18:00:00Z") - s.clock.now());
    CHECK(said_to(s, "U2") == before);
    auto rules = delivery::calm::at_any_time();
    rules.hours.on.days = {std::chrono::Monday};
    if (fate == std::string("off"))
      s.write([](store::unit_of_work& work) {
        huzzah::people::people known(work);
        huzzah::people::set_rhythm(known, "T1", "U2", "week", huzzah::people::rhythm::never);
        return true;
      });
    auto const look = [&] {
      delivery::gate gate(s.io.get_executor(), *s.store, s.workspace, s.clock, rules, {}, nullptr);
      REQUIRE(test::run(s.io, gate.look()));
      s.deliver();
      return s.workspace.texts("DU2").size() - before;
    };
    CHECK(look() == 0);
    s.clock.advance(std::chrono::days(fate == std::string("away") ? 10 : 3));
    CHECK(look() == (fate == std::string("night") ? 1 : 0));
  }
}
