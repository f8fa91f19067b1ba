// When Slack says no for good, the bot ends and says what to mend.
#include "town.hpp"

#include "support/show_result.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;
using namespace std::chrono_literals;

namespace {

json refusal(std::string const& word) {
  return {{"body", json({{"ok", false}, {"error", word}}).dump()}};
}

}  // namespace

TEST_CASE("Socket Mode switched off ends the bot with advice") {
  town t;
  t.start_bot();
  t.post("disconnect", {{"reason", "link_disabled"}, {"close_after_ms", 1'000}});
  CHECK(t.end_of_bot() == bot::cli::exit_code::cannot_go_on);
  CHECK(t.log.count("Socket Mode is switched off for this Slack app") >= 1);
}

TEST_CASE("a bot token that does not serve ends the bot at its start") {
  for (auto const* word : {"invalid_auth", "token_revoked", "account_inactive", "token_expired"}) {
    CAPTURE(word);
    town t;
    t.web_api_fault("auth.test", refusal(word));
    t.open_bot();
    CHECK(t.end_of_bot() == bot::cli::exit_code::cannot_go_on);
    CHECK(t.log.count("error: ") == 1);
    CHECK(t.log.count(word) == 1);
    CHECK(t.calls("auth.test").empty());
  }
}

TEST_CASE("a bot token that is revoked while the bot runs ends it with advice") {
  town t;
  t.start_bot();
  for (auto const* method : {"auth.test", "users.info", "reactions.add"})
    t.web_api_fault(method, refusal("token_revoked"));
  SUBCASE("Slack says so when it is asked for something") {
    t.say(ada, general, at(bruno) + " ++ for the last one");
  }
  SUBCASE("Slack says so by itself") {
    t.post("event", {{"event", {{"type", "tokens_revoked"}, {"tokens", {{"bot", {the_bot}}}}}}});
  }
  SUBCASE("the app was removed") {
    t.post("event", {{"event", {{"type", "app_uninstalled"}}}});
  }
  CHECK(t.end_of_bot() == bot::cli::exit_code::cannot_go_on);
  CHECK(t.log.count("the token was revoked: install the app again") >= 1);
}

TEST_CASE("an earlier bot token that is revoked ends nobody") {
  town t;
  t.start_bot();
  auto const asked = t.calls("auth.test").size();
  t.post("event", {{"event", {{"type", "tokens_revoked"}, {"tokens", {{"bot", {the_bot}}}}}}});
  t.until([&] { return t.calls("auth.test").size() > asked; });
  t.say(ada, general, at(bruno) + " ++ for carrying on");
  t.quiet();
  CHECK(t.bot_runs());
  CHECK(t.standing().size() == 1);
}

TEST_CASE("an app token that is revoked ends the bot when it has to connect again") {
  town t;
  t.start_bot();
  t.web_api_fault("apps.connections.open", refusal("token_revoked"));
  t.post("cut");
  CHECK(t.end_of_bot() == bot::cli::exit_code::cannot_go_on);
  CHECK(t.log.count("the token was revoked: install the app again") >= 1);
}

TEST_CASE("trouble that passes ends nobody") {
  town t;
  t.web_api_fault("auth.test", {{"status", 502}, {"times", 6}});
  json fault;
  SUBCASE("a server error") {
    fault = {{"status", 500}, {"times", 4}};
  }
  SUBCASE("a server's own word") {
    fault = refusal("internal_error");
    fault["times"] = 4;
  }
  SUBCASE("too many requests") {
    fault = {{"status", 429}, {"retry_after", 30}, {"times", 2}};
  }
  SUBCASE("half an answer") {
    fault = {{"truncate", true}, {"times", 3}};
  }
  SUBCASE("no JSON") {
    fault = {{"body", "<html>maintenance</html>"}, {"times", 3}};
  }
  t.web_api_fault("apps.connections.open", fault);
  t.open_bot();
  t.eventually([&] { return t.stats()["connections"] == 1; });
  t.say(ada, general, at(bruno) + " ++ for waiting");
  t.quiet();
  CHECK(t.standing().size() == 1);
  CHECK(t.bot_runs());
}
