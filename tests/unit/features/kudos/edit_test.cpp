// An edit of a message that gave kudos already: those who earned them by it keep them, and what was undone
// stays undone.
#include "support/scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::scene;

TEST_CASE("mending a typo takes nothing away, whatever has become of the receiver since") {
  kudos::options options;
  options.rules.daily_limit = 1;
  scene s(options);
  auto const said = s.posted("U1", "<@U2> ++ for the flakky test", "10.1");
  REQUIRE(s.tell(said));
  SUBCASE("they left") {
    s.workspace.people["U2"].is_deactivated = true;
  }
  SUBCASE("they are taken for a bot") {
    s.workspace.people["U2"].is_bot = true;
  }
  SUBCASE("the platform doesn't know them any more") {
    s.workspace.people.erase("U2");
  }
  SUBCASE("nothing about them is found out") {
    for (int i = 0; i < 4; ++i)
      s.workspace.failures["find_person"].emplace_back(error(errc::unreachable, "down"));
  }
  REQUIRE(s.tell(s.edited(said, "<@U2> ++ for the flaky test")));
  CHECK(s.received("U2") == 1);
  CHECK(s.records()[0].reason == "the flaky test");
  s.deliver();
  CHECK(s.workspace.whispers.empty());
}

TEST_CASE("today's facts decide about those whom an edit adds") {
  kudos::options options;
  options.rules.daily_limit = 2;
  scene s(options);
  auto const said = s.posted("U1", "<@U2> ++ for the release", "10.1");
  REQUIRE(s.tell(said));
  s.workspace.people["U2"].is_deactivated = true;
  REQUIRE(s.tell(s.edited(said, "<@UGONE> <@U3> <@U4> <@U2> ++ for the release")));
  CHECK(s.received("U2") == 1);
  CHECK(s.received("U3") == 1);
  CHECK(s.received("U4") == 0);
  CHECK(s.received("UGONE") == 0);
}

TEST_CASE("who was edited out loses it, and who left meanwhile can't be brought back") {
  scene s;
  auto const said = s.posted("U1", "<@U2> <@U3> ++ for the release", "10.1");
  REQUIRE(s.tell(said));
  REQUIRE(s.tell(s.edited(said, "<@U3> ++ for the release")));
  CHECK(s.received("U2") == 0);
  s.workspace.people["U2"].is_deactivated = true;
  REQUIRE(s.tell(s.edited(said, "<@U2> <@U3> ++ for the release")));
  CHECK(s.received("U2") == 0);
  CHECK(s.received("U3") == 1);
}

TEST_CASE("an edit gives a group's kudos to those who were in it, and to those who are") {
  scene s;
  auto const said = s.posted("U1", "kudos <%S1> for the releese", "10.1");
  REQUIRE(s.tell(said));
  SUBCASE("somebody left the group, somebody joined it") {
    s.workspace.groups["S1"] = {"U1", "U3", "U4"};
    REQUIRE(s.tell(s.edited(said, "kudos <%S1> for the release")));
    CHECK(s.received("U2") == 1);
    CHECK(s.received("U3") == 1);
    CHECK(s.received("U4") == 1);
    REQUIRE(s.tell(s.edited(said, "kudos <%S1> for the new release")));
    CHECK(s.received("U2") == 1);
    for (auto const& one : s.records())
      CHECK(one.reason == "the new release");
  }
  SUBCASE("the group is no more") {
    s.workspace.groups.erase("S1");
    REQUIRE(s.tell(s.edited(said, "kudos <%S1> for the release")));
    CHECK(s.received("U2") == 1);
    CHECK(s.received("U3") == 1);
  }
  SUBCASE("the text names another group") {
    s.workspace.groups["S2"] = {"U4"};
    REQUIRE(s.tell(s.edited(said, "kudos <%S2> for the release")));
    CHECK(s.received("U2") == 0);
    CHECK(s.received("U3") == 0);
    CHECK(s.received("U4") == 1);
  }
}

TEST_CASE("beside a group, who was named by name goes when the name goes") {
  scene s;
  s.workspace.groups["S1"] = {"U2"};
  auto const said = s.posted("U1", "kudos <@U3> <%S1> for the release", "10.1");
  REQUIRE(s.tell(said));
  CHECK(s.received("U3") == 1);
  REQUIRE(s.tell(s.edited(said, "kudos <%S1> for the release")));
  CHECK(s.received("U2") == 1);
  CHECK(s.received("U3") == 0);
}

TEST_CASE("a kudos that was undone stays so with our clock before or behind the platform's") {
  for (auto const skew : {-20, 0, 20}) {
    CAPTURE(skew);
    scene s;
    auto const said = s.posted("U1", "<@U2> ++ for the flakky test", "10.1");
    REQUIRE(s.tell(said));
    auto edit = s.edited(said, "<@U2> ++ for the flaky test");
    REQUIRE(s.tell(edit));
    s.clock.turn(std::chrono::seconds{2 + skew});
    s.command("U1", "undo");
    CHECK(s.received("U2") == 0);

    // The original and the edit are delivered again; history dates the edit to the end of its second.
    REQUIRE(s.tell(said));
    REQUIRE(s.tell(edit));
    edit.is_past = true;
    edit.edited_at += std::chrono::milliseconds{999};
    REQUIRE(s.tell(edit));
    CHECK(s.received("U2") == 0);
    s.deliver();
    CHECK(s.workspace.texts("DU2").empty());
    CHECK(s.workspace.reactions.empty());

    // A moment later by the platform's clock it says something else.
    edit.is_past = false;
    edit.edited_at += std::chrono::seconds{3};
    edit.text = chat::from_markup("<@U2> ++ for the flaky test, and for the tea");
    REQUIRE(s.tell(edit));
    CHECK(s.received("U2") == 1);
  }
}

TEST_CASE("a reaction that was undone counts once it was off and on, with our clock before or behind") {
  for (auto const skew : {-20, 20}) {
    CAPTURE(skew);
    scene s;
    auto const on = s.reaction("U1", "10.1", true);
    REQUIRE(s.tell(on));
    s.clock.turn(std::chrono::seconds{skew});
    s.command("U1", "undo");
    auto again = on;
    REQUIRE(s.tell(again));
    again.seen_at = on.at + std::chrono::seconds{2};
    REQUIRE(s.tell(again));
    CHECK(s.received("U2") == 0);

    auto off = on;
    off.added = false;
    off.at = on.at + std::chrono::seconds{5};
    REQUIRE(s.tell(off));
    again = on;
    again.at = on.at + std::chrono::seconds{6};
    REQUIRE(s.tell(again));
    CHECK(s.received("U2") == 1);
  }
}
