// Each answer is said once, whatever the Web API makes of it.
#include "town.hpp"

#include "support/show_result.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;
using namespace std::chrono_literals;

TEST_CASE("a post of which it is unknown whether it arrived is said exactly once") {
  json fault;
  json history;
  SUBCASE("it arrived, and Slack failed") {
    fault = {{"status", 500}, {"after_effect", true}, {"times", 1}};
  }
  SUBCASE("it did not arrive, and Slack failed") {
    fault = {{"status", 500}, {"times", 1}};
  }
  SUBCASE("it arrived, and the answer was cut") {
    fault = {{"truncate", true}, {"times", 1}};
  }
  SUBCASE("it arrived, and the answer was no JSON") {
    fault = {{"body", "<html>gateway</html>"}, {"after_effect", true}, {"times", 1}};
  }
  SUBCASE("it arrived, and no answer came") {
    fault = {{"hang", true}, {"after_effect", true}, {"times", 1}};
  }
  SUBCASE("it did not arrive, and no answer came") {
    fault = {{"hang", true}, {"times", 1}};
  }
  SUBCASE("it did not arrive, nor four more times") {
    fault = {{"status", 503}, {"times", 5}};
  }
  SUBCASE("it arrived, and Slack could not be asked about it at first") {
    fault = {{"status", 500}, {"after_effect", true}, {"times", 1}};
    history = {{"status", 500}, {"times", 6}};
  }
  town t;
  t.start_bot();
  auto const ts = t.say(bruno, general, "the build is green again");
  t.web_api_fault("chat.postMessage", fault);
  if (!history.is_null()) t.web_api_fault("conversations.history", history);
  t.react(ada, general, ts, "trophy");
  t.until([&] { return t.standing().size() == 1; });
  t.quiet();
  CHECK(t.posts_of_bot(bruno, im_of_bruno).size() == 1);
  CHECK(t.deliveries("sent") == 1);
  CHECK(t.deliveries("failed") == 0);
}

TEST_CASE("a post that Slack wants later is said later, and once") {
  json fault;
  base::duration held{0};
  SUBCASE("Slack says when") {
    fault = {{"status", 429}, {"retry_after", 120}, {"times", 1}};
    held = 120s;
  }
  SUBCASE("Slack does not say when") {
    fault = {{"status", 429}, {"times", 1}};
  }
  SUBCASE("Slack says it in words") {
    fault = {{"body", R"({"ok":false,"error":"ratelimited"})"}, {"times", 1}};
    held = 30s;
  }
  town t;
  t.start_bot();
  auto const ts = t.say(bruno, general, "the build is green again");
  t.web_api_fault("chat.postMessage", fault);
  auto const before = t.clock.uptime();
  t.react(ada, general, ts, "trophy");
  t.until([&] { return t.log.count("will be tried again") == 1; });
  t.quiet();
  CHECK(t.clock.uptime() - before >= held);
  CHECK(t.calls("chat.postMessage").size() == 1);
  CHECK(t.posts_of_bot(bruno, im_of_bruno).size() == 1);
}

TEST_CASE("a reaction that is there already is as good as put") {
  json fault;
  SUBCASE("it was put, and Slack failed") {
    fault = {{"status", 500}, {"after_effect", true}, {"times", 1}};
  }
  SUBCASE("Slack says that it is there") {
    fault = {{"body", R"({"ok":false,"error":"already_reacted"})"}, {"after_effect", true}, {"times", 1}};
  }
  SUBCASE("it was not put, and Slack failed") {
    fault = {{"status", 500}, {"times", 2}};
  }
  town t;
  t.start_bot();
  t.web_api_fault("reactions.add", fault);
  auto const ts = t.say(ada, general, at(bruno) + " ++ for reacting");
  t.until([&] { return t.standing().size() == 1; });
  t.quiet();
  CHECK(t.deliveries("sent") == 2);
  REQUIRE(t.reactions(general, ts).size() == 1);
  CHECK(t.reactions(general, ts)[0]["count"] == 1);
}

TEST_CASE("an answer that can't be given is given up; the kudos stand and others are answered") {
  town t;
  t.start_bot();
  auto const ts = t.say(bruno, general, "the build is green again");
  t.web_api_fault("chat.postMessage", {{"body", R"({"ok":false,"error":"is_archived"})"}, {"times", 1}});
  t.react(ada, general, ts, "trophy");
  t.until([&] { return t.deliveries("failed") == 1; });
  t.say(chiara, general, at(bruno) + " ++ for the second");
  t.until([&] { return t.standing().size() == 2; });
  t.quiet();
  CHECK(t.posts_of_bot(bruno, im_of_bruno).size() == 1);
  CHECK(t.log.count("can't be delivered") == 1);
}

TEST_CASE("profiles that can't be had for a while cost neither kudos nor acknowledgement") {
  town t;
  t.start_bot();
  t.web_api_fault("users.info", {{"status", 500}, {"times", 8}});
  t.say(ada, general, at(bruno) + " ++ for being there");
  t.eventually([&] { return t.standing().size() == 1; });
  t.quiet();
  CHECK(t.recorded().size() == 1);
  CHECK(t.posts_of_bot(bruno, im_of_bruno).size() == 1);
}

TEST_CASE("a whole group is thanked, each told once, at Slack's pace") {
  town t;
  t.start_bot();
  t.say(ada, general, "<!subteam^S0NIGHT001|@night-shift> ++ for the night");
  t.until([&] { return t.standing().size() == 2; });
  t.quiet();
  CHECK(t.posts_of_bot("U0DEV00001", "D0DEV00001").size() == 1);
  CHECK(t.posts_of_bot("U0EMI00001", "D0EMI00001").size() == 1);
  for (auto const& call : t.calls("chat.postMessage"))
    CHECK(call["response_ok"] == true);
}

TEST_CASE("forty answers to one place leave at Slack's pace, in order, without being told to slow down") {
  kudos::options options;
  options.rules.daily_limit = 0;
  town t(options);
  t.start_bot();
  for (int i = 0; i < 40; ++i)
    t.say(ada, general, at(bruno) + " ++ for number " + std::to_string(i) + ".");
  t.until([&] { return t.standing().size() == 40; });
  t.quiet();
  auto const said = t.posts_of_bot(bruno, im_of_bruno);
  REQUIRE(said.size() == 40);
  for (int i = 0; i < 40; ++i)
    CHECK(said[static_cast<std::size_t>(i)]["text"].get<std::string>().find("number " + std::to_string(i) +
                                                                            ".") != std::string::npos);
  for (auto const& call : t.calls("chat.postMessage"))
    CHECK(call["response_ok"] == true);
}

TEST_CASE("while nobody can be looked up, a kudos is recorded and acknowledged in time all the same") {
  town t;
  t.start_bot();
  t.web_api_fault("users.info", {{"hang", true}, {"times", 6}});
  t.say(ada, general, at(bruno) + " " + at(chiara) + " ++ for the green build");
  t.until([&] { return t.stats()["unacked"] == 1; });
  t.settle();
  // Slack would send it again after 3 s.
  t.pass(2900ms, 100ms);
  t.until([&] { return t.stats()["unacked"] == 0; });
  // It counts once they can be.
  CHECK(t.standing().empty());
  t.eventually([&] { return t.standing().size() == 2; });
}
