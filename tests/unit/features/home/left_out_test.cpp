// Who wants to be left out is asked nothing, shown nowhere, and given no kudos; and nobody can find out who
// did.
#include "features/digests/facts.hpp"
#include "features/standups/opt_outs.hpp"
#include "support/home_scene.hpp"

using namespace huzzah;
using namespace huzzah::test;

TEST_CASE("no kudos is recorded to who wants to be left out; only who gives it hears why") {
  home_scene s;
  s.leave_out("U2");
  CHECK(holds(s.say("U1", "<@U2> ++ for the tea", "1.1"), "prefers a plain thank-you"));
  REQUIRE(s.workspace.whispers.size() == 1);
  CHECK(s.workspace.whispers.front().first == "U1");
  CHECK(s.records().empty());
  CHECK(s.workspace.texts("C1").empty());
  CHECK(s.workspace.texts("DU2").empty());

  auto const typed = s.command("U1", "<@U2> for the tea");
  CHECK_FALSE(typed.in_public);
  CHECK(holds(chat::to_plain(typed.said->summary), "prefers a plain thank-you"));
  s.say("U3", "win: the tea is ready", "1.2");
  REQUIRE(s.tell(s.reaction("U3", "1.3", true, "U2")));
  CHECK(s.records().empty());
}

TEST_CASE("others who are thanked beside them get theirs") {
  home_scene s;
  s.leave_out("U2");
  CHECK(holds(s.say("U1", "<@U2> <@U3> ++ for the tea", "1.1"), "Your other kudos is recorded."));
  CHECK(s.received("U2") == 0);
  CHECK(s.received("U3") == 1);
}

TEST_CASE("a group is thanked without a word about who of it wants to be left out") {
  home_scene s;
  s.leave_out("U2");
  s.say("U1", "<%S1> ++ for the tea", "1.1");
  CHECK(s.received("U2") == 0);
  CHECK(s.received("U3") == 1);
  CHECK(s.workspace.whispers.empty());
}

TEST_CASE("who had earned a kudos before keeps it, also when the message is edited") {
  home_scene s;
  auto const first = s.posted("U1", "<@U2> ++ for the tea", "1.1");
  REQUIRE(s.tell(first));
  s.leave_out("U2");
  REQUIRE(s.tell(s.edited(first, "<@U2> ++ for the good tea")));
  CHECK(s.received("U2") == 1);
}

TEST_CASE("they are on no board, and others move up") {
  home_scene s;
  s.say("U1", "<@U2> ++ for the tea", "1.1");
  s.say("U1", "<@U3> ++ for the cake", "1.2");
  CHECK(holds(home_scene::words_of(*s.command("U1", "board week").said), "@U2"));
  s.leave_out("U2");
  auto const board = home_scene::words_of(*s.command("U1", "board week").said);
  CHECK_FALSE(holds(board, "@U2"));
  CHECK(holds(board, "@U3"));
  CHECK(holds(home_scene::words_of(*s.command("U2", "me").said), "the tea"));
}

TEST_CASE("no section of a digest names them; what they said of others stays without their name") {
  home_scene s;
  s.say("U1", "<@U2> ++ for the tea", "1.1");
  s.say("U2", "<@U3> ++ for the cake", "1.2");
  s.say("U2", "win: the tea is ready", "1.3");
  s.leave_out("U2");
  auto const facts = s.read([&](store::reader& from) {
    digests::window window;
    window.from = s.clock.now() - std::chrono::days{7};
    window.until = s.clock.now() + 1h;
    return digests::read_digest(from, "T1", window, window.from - std::chrono::days{7}, true,
                                people::viewer::everybody(), {});
  });
  REQUIRE(facts.shoutouts.size() == 1);
  CHECK(facts.shoutouts.front().receiver == "U3");
  CHECK(facts.shoutouts.front().giver.empty());
  CHECK(facts.wins.empty());
  CHECK(facts.board.size() == 1);
  CHECK(facts.people.size() == 1);
  CHECK(facts.achievements.empty());
}

TEST_CASE("no stand-up asks or reminds them, and their page has no question") {
  home_scene s;
  auto const round = s.ask();
  CHECK(holds(s.opened("U2"), "What went well today?"));
  s.leave_out("U2");
  CHECK_FALSE(holds(s.opened("U2"), "What went well today?"));
  s.write([&](store::unit_of_work& work) {
    CHECK(standups::wants_no_question(people::people(work), round, "U2"));
    CHECK_FALSE(standups::wants_no_question(people::people(work), round, "U1"));
  });
}

TEST_CASE("a win of theirs is recorded without a cheer in the channel and without an offer") {
  home_scene s;
  s.leave_out("U2");
  s.say("U2", "win: the tea is ready, thanks to <@U3>", "1.1");
  s.say("U4", "win: the cake is ready, thanks to <@U3>", "1.2");
  auto const about = [&](std::string const& person) {
    auto count = 0;
    for (auto const& [to, words] : s.workspace.whispers)
      count += to == person ? 1 : 0;
    for (auto const& one : s.workspace.texts("C1"))
      count += holds(one, person) ? 1 : 0;
    return count;
  };
  CHECK(about("U2") == 0);
  CHECK(about("U4") == 2);
}

TEST_CASE("what the team shared this week is shown without theirs, but to themselves") {
  home_scene s;
  s.leave_out("U2");
  s.say("U2", "win: the tea is ready", "1.1");
  s.say("U4", "win: the cake is ready", "1.2");
  auto const week = [&](std::string person) {
    return home_scene::words_of(*s.command(std::move(person), "week", "/wins").said);
  };
  CHECK_FALSE(holds(week("U1"), "the tea is ready"));
  CHECK(holds(week("U1"), "the cake is ready"));
  CHECK(holds(week("U2"), "the tea is ready"));
}

TEST_CASE("what a third person sees does not tell that somebody without kudos wants to be left out") {
  home_scene plain;
  home_scene chosen;
  chosen.leave_out("U2");
  for (auto* s : {&plain, &chosen}) {
    s->say("U1", "<@U3> ++ for the tea", "1.1");
    s->open("U4");
  }
  CHECK(plain.page("U4") == chosen.page("U4"));
  for (auto const* words : {"privacy", "help", "settings"})
    CHECK(plain.huzzah("U4", words) == chosen.huzzah("U4", words));
  for (auto const* words : {"me", "board week"})
    CHECK(home_scene::words_of(*plain.command("U4", words).said) ==
          home_scene::words_of(*chosen.command("U4", words).said));
}
