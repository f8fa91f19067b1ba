#include "support/scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::scene;

TEST_CASE("a reaction gives one to the message's author, and taking it off takes it back") {
  scene s;
  auto const on = s.reaction("U1", "10.1", true);
  REQUIRE(s.tell(on));
  CHECK(s.received("U2") == 1);
  auto const off = s.reaction("U1", "10.1", false);
  REQUIRE(s.tell(off));
  CHECK(s.received("U2") == 0);

  SUBCASE("a late redelivery of the first changes nothing") {
    REQUIRE(s.tell(on));
    CHECK(s.received("U2") == 0);
  }
  SUBCASE("putting it on again gives again, once") {
    REQUIRE(s.tell(s.reaction("U1", "10.1", true)));
    CHECK(s.received("U2") == 1);
    CHECK(s.records().size() == 1);
  }
}

TEST_CASE("two people's reactions on one message are two kudos") {
  scene s;
  REQUIRE(s.tell(s.reaction("U1", "10.1", true)));
  REQUIRE(s.tell(s.reaction("U3", "10.1", true)));
  CHECK(s.received("U2") == 2);
}

TEST_CASE("other emoji give nothing and write nothing") {
  scene s;
  REQUIRE(s.tell(s.reaction("U1", "10.1", true, "U2", "thumbsup")));
  CHECK(s.records().empty());
  CHECK(s.store->stats().units == 0);
}

TEST_CASE("a reaction to one's own or a bot's message is refused privately") {
  scene s;
  REQUIRE(s.tell(s.reaction("U1", "10.1", true, "U1")));
  REQUIRE(s.tell(s.reaction("U1", "10.2", true, "UBOT")));
  s.deliver();
  CHECK(s.records().empty());
  CHECK(s.workspace.whispers.size() == 2);
}

TEST_CASE("where the platform does not say whose message it is, it is asked") {
  scene s;
  s.workspace.authors["10.1"] = "U3";
  REQUIRE(s.tell(s.reaction("U1", "10.1", true, "")));
  CHECK(s.received("U3") == 1);
  SUBCASE("a message that is gone thanks nobody") {
    REQUIRE(s.tell(s.reaction("U1", "10.9", true, "")));
    CHECK(s.records().size() == 1);
  }
  SUBCASE("when it can't answer, the event fails and comes again") {
    s.workspace.failures["author_of"].emplace_back(error(errc::timed_out, "slow"));
    CHECK_FALSE(s.tell(s.reaction("U1", "10.1", true, "")));
  }
}

TEST_CASE("a reaction is not answered in the channel, the author gets a note with a link") {
  scene s;
  REQUIRE(s.tell(s.reaction("U1", "10.1", true)));
  s.deliver();
  CHECK(s.workspace.texts("C1").empty());
  CHECK(s.workspace.reactions.empty());
  REQUIRE(s.workspace.texts("DU2").size() == 1);
  auto const json = chat::to_json(s.workspace.posts[0].said);
  CHECK(json.find("https://chat.example/C1/10.1") != std::string::npos);
}

TEST_CASE("a reaction put on again on another day counts on that day, and within that day's limit") {
  kudos::options options;
  options.rules.daily_limit = 1;
  scene s(options);
  for (auto const* message : {"10.1", "10.2"}) {
    REQUIRE(s.tell(s.reaction("U1", message, true)));
    REQUIRE(s.tell(s.reaction("U1", message, false)));
  }
  s.clock.advance(std::chrono::days{1});
  for (auto const* message : {"10.1", "10.2"})
    REQUIRE(s.tell(s.reaction("U1", message, true)));
  CHECK(s.received("U2") == 1);
  CHECK(s.records()[0].given_on == calendar::parse_date("2026-11-19").value());
}
