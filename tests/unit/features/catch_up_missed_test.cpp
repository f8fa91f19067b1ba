// What came while there was a connection, and could not be dealt with: the platform sends it again for some
// minutes, and then no more.
#include "support/catch_up_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;

using all = std::vector<std::string>;

TEST_CASE("what could not be dealt with is read a little later") {
  catch_up_scene s;
  s.come();
  s.say("U1", "<@U2> ++ for one");
  auto const message = s.say_live("U2", "it is done");
  s.react(message, "U3");
  s.catching_up->missed();
  s.catching_up->missed();
  CHECK(!s.catching_up->is_caught_up());
  run_until(s.io, [&] { return s.clock.sleepers() == 2; });
  CHECK(s.kudos().empty());
  s.workspace.as_of = s.clock.now();
  s.clock.advance(60s);
  s.until_caught_up();
  CHECK(s.kudos() == all{"U1>U2 one", "U3>U2 "});
  CHECK(s.workspace.calls["read_past"] == 1);
}

TEST_CASE("what could not be dealt with is read by the next start, however long it was left") {
  history::catch_up_options options;
  options.overlap = 0s;
  catch_up_scene s({}, options);
  s.come();
  s.catching_up->missed();
  s.say("U1", "<@U2> ++ for one");
  SUBCASE("the bot leaves") {}
  SUBCASE("the connection goes first") {
    s.catching_up->disconnected();
  }
  s.clock.advance(1s);
  s.leave();
  s.come();
  CHECK(s.kudos() == all{"U1>U2 one"});
}

TEST_CASE("what can't be dealt with while there is no connection is in the gap") {
  catch_up_scene s;
  s.come();
  s.catching_up->disconnected();
  s.catching_up->missed();
  s.say("U1", "<@U2> ++ for one");
  s.connect();
  s.until_caught_up();
  CHECK(s.kudos() == all{"U1>U2 one"});
}
