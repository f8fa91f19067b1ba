#include "support/scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::scene;

TEST_CASE("who says \"help\" to the bot gets the short help, once") {
  for (auto const* const words : {"help", "Help!", " HELP? "}) {
    scene s;
    auto const said = s.confided("U1", words, "10.1");
    REQUIRE(s.tell(said));
    REQUIRE(s.tell(said));
    s.deliver();
    auto const answers = s.workspace.texts("DU1");
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].find("How to give kudos: @name ++ for what they did") != std::string::npos);
  }
}

TEST_CASE("help is neither pushed on other words nor on channels, nor told long afterwards") {
  scene s;
  REQUIRE(s.tell(s.posted("U1", "help", "10.1")));
  REQUIRE(s.tell(s.confided("U1", "help me with the build", "10.2")));
  REQUIRE(s.tell(s.confided("U1", "helpful", "10.3")));
  auto old = s.confided("U1", "help", "10.4");
  old.is_past = true;
  s.clock.advance(std::chrono::hours{2});
  REQUIRE(s.tell(old));
  s.deliver();
  CHECK(s.workspace.texts("DU1").empty());
  CHECK(s.workspace.texts("C1").empty());
}
