#include "app/people/away_days.hpp"
#include "app/people/people.hpp"
#include "support/wins_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::contains;
using test::says;
using test::wins_scene;

namespace {

int cheers(wins_scene& s) {
  return s.wins_of("U1").at(0).cheers;
}

/// Ada has a win on the day that the clock shows.
void win_today(wins_scene& s, std::string timestamp) {
  REQUIRE(s.tell(s.posted("U1", "win: something good", std::move(timestamp))));
}

}  // namespace

TEST_CASE("reactions on a win are cheers, one for each person, and go when they are taken off") {
  wins_scene s;
  win_today(s, "10.1");
  auto const on = s.reaction("U2", "10.1", true, "U1", "clap");
  REQUIRE(s.tell(on));
  REQUIRE(s.tell(on));
  REQUIRE(s.tell(s.reaction("U2", "10.1", true, "U1", "fire")));
  REQUIRE(s.tell(s.reaction("U1", "10.1", true, "U1", "fire")));  // their own
  CHECK(cheers(s) == 1);
  REQUIRE(s.tell(s.reaction("U3", "10.1", true, "U1", "trophy")));
  CHECK(cheers(s) == 2);
  CHECK(s.received("U1") == 1);  // and it is a kudos as well
  REQUIRE(s.tell(s.reaction("U2", "10.1", false, "U1", "clap")));
  REQUIRE(s.tell(s.reaction("U2", "10.1", false, "U1", "fire")));
  CHECK(cheers(s) == 1);
  REQUIRE(s.tell(on));  // late news of what is over
  CHECK(cheers(s) == 1);
}

TEST_CASE("reactions on ordinary messages write nothing") {
  wins_scene s;
  win_today(s, "10.1");
  auto const units = s.store->stats().units;
  for (int i = 2; i < 50; ++i)
    REQUIRE(s.tell(s.reaction("U2", "10." + std::to_string(i), true, "U1", "clap")));
  CHECK(s.store->stats().units == units);
}

TEST_CASE("a reaction that overtakes its win counts once the win is there") {
  wins_scene s;
  auto const said = s.posted("U1", "win: something good", "10.1");
  auto const on = s.reaction("U2", "10.1", true, "U1", "clap");
  REQUIRE(s.tell(on));
  SUBCASE("in time") {
    REQUIRE(s.tell(said));
    CHECK(cheers(s) == 1);
  }
  SUBCASE("taken off again meanwhile") {
    REQUIRE(s.tell(s.reaction("U2", "10.1", false, "U1", "clap")));
    REQUIRE(s.tell(said));
    CHECK(cheers(s) == 0);
  }
  SUBCASE("forgotten after ten minutes") {
    s.clock.advance(std::chrono::minutes{11});
    REQUIRE(s.tell(said));
    CHECK(cheers(s) == 0);
  }
  SUBCASE("within a bound") {
    for (int i = 0; i < 1'000; ++i)
      REQUIRE(s.tell(s.reaction("U2", "20." + std::to_string(i), true, "U1", "clap")));
    s.clock.turn(-std::chrono::minutes{30});
    REQUIRE(s.tell(said));
    CHECK(cheers(s) == 0);
  }
}

TEST_CASE("round numbers of wins are cheered with one line in the win's thread") {
  wins_scene s;
  std::vector<int> cheered;
  for (int i = 1; i <= 26; ++i) {
    win_today(s, "10." + std::to_string(i));
    s.deliver();
    if (s.workspace.reactions.contains({"10." + std::to_string(i), "star2"})) cheered.push_back(i);
  }
  CHECK(cheered == std::vector<int>{1, 5, 10, 25});
  CHECK(s.workspace.texts("C1").size() == 4);
  CHECK(contains(s.said_in("C1"), "Win no. 10"));
  for (auto const& post : s.workspace.posts)
    CHECK(post.thread ==
          "10." + std::to_string(cheered.at(static_cast<std::size_t>(&post - s.workspace.posts.data()))));
}

TEST_CASE("five working days in a row are cheered; a weekend, a day off and an absence don't break the row") {
  wins_scene s({}, "2026-11-17T09:00:00Z");  // Tuesday
  auto const day = [](std::string_view date) { return calendar::parse_date(date).value(); };
  s.asked.days.off = {day("2026-11-19")};
  s.write([&](store::unit_of_work& work) {
    people::away_days away;
    away.add(day("2026-11-24"), day("2026-11-25"));
    away.keep(people::people(work), "T1", "U1");
  });
  int n = 0;
  auto const next = [&](int days) {
    s.clock.advance(std::chrono::days{days});
    win_today(s, "10." + std::to_string(++n));
    s.deliver();
    return s.workspace.texts("C1").back();
  };
  next(0);                                     // Tuesday
  next(1);                                     // Wednesday; Thursday is off
  next(2);                                     // Friday
  CHECK_FALSE(contains(next(3), "in a row"));  // Monday; away on Tuesday
  auto const line = next(2);                   // Wednesday, the fifth win as well
  CHECK(contains(line, "Win no. 5, and 5 working days in a row"));
  CHECK_FALSE(contains(next(0), "6"));  // a second one on that day
}

TEST_CASE("a broken row starts anew") {
  wins_scene s({}, "2026-11-09T09:00:00Z");  // Monday
  for (int i = 1; i <= 6; ++i) {
    win_today(s, "10." + std::to_string(i));
    s.clock.advance(std::chrono::days{i == 2 ? 2 : i == 4 ? 3 : 1});
  }
  s.deliver();
  CHECK_FALSE(contains(s.said_in("C1"), "in a row"));
}

TEST_CASE("a win that mentions teammates offers its author, once and privately, to thank them") {
  wins_scene s;
  auto const said = s.posted("U1", "win: paired with <@U2> and <@U3>, not with <@UBOT> or <@UGONE>", "10.1");
  REQUIRE(s.tell(said));
  REQUIRE(s.tell(s.edited(said, "win: paired with <@U2> and <@U3> on it")));
  s.deliver();
  REQUIRE(s.workspace.whispers.size() == 1);
  CHECK(s.workspace.whispers[0].first == "U1");
  CHECK(contains(s.workspace.whispers[0].second, "@U2 and @U3"));
  CHECK_FALSE(contains(s.workspace.whispers[0].second, "UBOT"));

  auto const id = std::to_string(s.wins_of("U1")[0].id);
  CHECK(says(s.tell(s.pressed("U1", "win.thank", id)).value(), "went to"));
  s.deliver();
  CHECK(s.received("U2") == 1);
  CHECK(s.received("U3") == 1);
  CHECK(contains(s.said_in("DU2"), "paired with"));
  CHECK(s.records()[0].where.kind == kudos::source_kind::command);

  s.clock.advance(std::chrono::seconds{5});
  CHECK(says(s.tell(s.pressed("U1", "win.thank", id)).value(), "already"));
  s.deliver();
  CHECK(s.received("U2") == 1);
  CHECK(s.workspace.texts("DU2").size() == 1);
}

TEST_CASE("thanking says why somebody gets nothing") {
  kudos::options options;
  options.rules.daily_limit = 1;
  wins_scene s(options);
  REQUIRE(s.tell(s.posted("U1", "<@U4> ++ for the tea", "10.1")));
  REQUIRE(s.tell(s.posted("U1", "win: paired with <@U2>", "10.2")));
  auto const id = std::to_string(s.wins_of("U1")[0].id);
  CHECK_FALSE(says(s.tell(s.pressed("U1", "win.thank", id)).value(), "went to"));
  CHECK(s.received("U2") == 0);
  s.clock.advance(std::chrono::days{1});
  CHECK(says(s.tell(s.pressed("U1", "win.thank", id)).value(), "went to"));
  CHECK(s.received("U2") == 1);
}

TEST_CASE(
    "the offer for a private win comes where it was said, and names neither channel nor link to others") {
  wins_scene s;
  REQUIRE(s.tell(s.confided("U1", "win: <@U2> helped me", "10.1")));
  s.deliver();
  CHECK(s.workspace.whispers.empty());
  CHECK(contains(s.said_in("DU1"), "win.thank"));
  CHECK(s.workspace.texts("DU2").empty());
  REQUIRE(s.tell(s.pressed("U1", "win.thank", std::to_string(s.wins_of("U1")[0].id), "DU1")));
  s.deliver();
  CHECK(s.received("U2") == 1);
  CHECK_FALSE(contains(s.said_in("DU2"), "DU1"));
}

TEST_CASE("a win that mentions nobody, oneself or only bots offers nothing") {
  wins_scene s;
  REQUIRE(s.tell(s.posted("U1", "win: <@U1> and <@UBOT> did it", "10.1")));
  s.workspace.people["U3"].is_stranger = true;
  REQUIRE(s.tell(s.posted("U1", "win: with <@U3> and <@UNOBODY>", "10.2")));
  s.deliver();
  CHECK(s.workspace.whispers.empty());
}
