#include "slack/slack_workspace.hpp"

#include "fake_slack.hpp"
#include "support/virtual_clock.hpp"

#include <doctest/doctest.h>
#include <boost/asio/detached.hpp>

using namespace huzzah;
using nlohmann::json;
using test::fake_slack;
using test::run;
using namespace std::chrono_literals;

namespace {

base::time_point const start{std::chrono::seconds(1'800'000'000)};

struct bench {
  test::virtual_clock clock{start};
  fake_slack slack;
  std::unique_ptr<slack::slack_workspace> workspace =
      run(slack.io, slack::slack_workspace::connect(slack.options(), clock)).value();

  void refuse(std::string const& method, std::string const& word) {
    slack.answers[method] = {R"({"ok":false,"error":")" + word + "\"}"};
  }
};

chat::message says(std::string words) {
  return chat::message({{chat::token_kind::text, std::move(words)}});
}
chat::message_ref const where("T1", "C1", "1700000000.000100");

}  // namespace

TEST_CASE("connecting learns who we are") {
  bench b;
  CHECK(b.workspace->id() == "T1");
  CHECK(b.workspace->self() == "U0BOT");
  CHECK(b.workspace->link_to(where) == "https://small.slack.com/archives/C1/p1700000000000100");
}

TEST_CASE("a wrong token is unauthorized") {
  fake_slack slack;
  test::virtual_clock clock{start};
  slack.answers["auth.test"] = {R"({"ok":false,"error":"invalid_auth"})"};
  CHECK(run(slack.io, slack::slack_workspace::connect(slack.options(), clock)).error().code ==
        errc::unauthorized);
}

TEST_CASE("a post carries its mark, and nothing in it is linked or unfurled") {
  bench b;
  b.slack.answers["chat.postMessage"] = {R"({"ok":true,"channel":"C1","ts":"5.6"})"};
  auto const posted = run(b.slack.io, b.workspace->post("C1", "1.2", says("<!channel>"), "row-7"));
  REQUIRE(posted.has_value());
  CHECK(*posted == chat::message_ref("T1", "C1", "5.6"));
  auto const& seen = b.slack.last("chat.postMessage").arguments;
  CHECK(seen.at("text") == "&lt;!channel&gt;");
  CHECK(seen.at("thread_ts") == "1.2");
  CHECK(json::parse(seen.at("metadata")) ==
        json{{"event_type", "huzzah_outbox"}, {"event_payload", {{"id", "row-7"}}}});
  CHECK(seen.at("unfurl_links") == "false");
  CHECK(seen.at("parse") == "none");
}

TEST_CASE("a post is never made twice by itself") {
  bench b;
  b.slack.once["chat.postMessage"] = {net::http_response(500)};
  CHECK(run(b.slack.io, b.workspace->post("C1", "", says("x"), "m")).error().code == errc::remote_failed);
  CHECK(b.slack.count("chat.postMessage") == 1);
}

TEST_CASE("a marked message is found again in a channel and in a thread") {
  bench b;
  auto const page = R"({"ok":true,"messages":[
    {"ts":"1.0","user":"U0BOT"},
    {"ts":"2.0","user":"U9","metadata":{"event_type":"huzzah_outbox","event_payload":{"id":"row-7"}}},
    {"ts":"3.0","user":"U0BOT","metadata":{"event_type":"huzzah_outbox","event_payload":{"id":"row-7"}}}]})";
  b.slack.answers["conversations.history"] = {page};
  b.slack.answers["conversations.replies"] = {
      R"({"ok":true,"messages":[],"response_metadata":{"next_cursor":"more"}})", page};
  CHECK(run(b.slack.io, b.workspace->find_marked("C1", "", "row-7", start)).value().id == "3.0");
  CHECK(run(b.slack.io, b.workspace->find_marked("C1", "9.9", "row-7", start)).value().id == "3.0");
  CHECK(b.slack.last("conversations.replies").arguments.at("cursor") == "more");
  CHECK(b.slack.last("conversations.history").arguments.at("include_all_metadata") == "true");
  CHECK(run(b.slack.io, b.workspace->find_marked("C1", "", "row-8", start)).error().code == errc::not_found);
}

TEST_CASE("a marked message is looked for back to when it was made, on however many pages") {
  bench b;
  auto const more = R"({"ok":true,"messages":[],"response_metadata":{"next_cursor":"more"}})";
  auto const marked = R"({"ok":true,"messages":[
    {"ts":"3.0","user":"U0BOT","metadata":{"event_type":"huzzah_outbox","event_payload":{"id":"row-7"}}}]})";
  for (std::string const thread : {"", "9.9"}) {
    auto const method = thread.empty() ? "conversations.history" : "conversations.replies";
    b.slack.answers[method].assign(60, more);
    b.slack.answers[method].emplace_back(marked);
    std::optional<result<chat::message_ref>> found;
    auto const look = [&]() -> awaitable<> {
      auto one = co_await b.workspace->find_marked("C1", thread, "row-7", start - 1h);
      found.emplace(std::move(one));
    };
    asio::co_spawn(b.slack.io, look, asio::detached);
    while (!found) {
      test::run_until(b.slack.io, [&] { return found || b.clock.sleepers() > 0; });
      if (!found) b.clock.advance(2s);
      b.slack.io.poll();
    }
    CHECK(found->value().id == "3.0");
    CHECK(b.slack.count(method) == 61);
    CHECK(b.slack.last(method).arguments.at("cursor") == "more");
    CHECK(b.slack.last(method).arguments.at("oldest") == b.workspace->id_at(start - 1h));
  }
}

TEST_CASE("what is so already has succeeded") {
  bench b;
  b.refuse("reactions.add", "already_reacted");
  b.refuse("reactions.remove", "no_reaction");
  b.refuse("chat.delete", "message_not_found");
  CHECK(run(b.slack.io, b.workspace->react(where, "tada")).has_value());
  CHECK(b.slack.last("reactions.add").arguments.at("name") == "tada");
  CHECK(run(b.slack.io, b.workspace->unreact(where, "tada")).has_value());
  CHECK(run(b.slack.io, b.workspace->remove(where)).has_value());
  b.refuse("reactions.remove", "message_not_found");
  CHECK(run(b.slack.io, b.workspace->unreact(where, "tada")).has_value());
  b.refuse("reactions.remove", "is_archived");
  CHECK(run(b.slack.io, b.workspace->unreact(where, "tada")).error().detail == "is_archived");
  b.refuse("reactions.add", "is_archived");
  CHECK(run(b.slack.io, b.workspace->react(where, "tada")).error().detail == "is_archived");
}

TEST_CASE("an update replaces text and blocks") {
  bench b;
  CHECK(run(b.slack.io, b.workspace->update(where, says("new"))).has_value());
  CHECK(b.slack.last("chat.update").arguments.at("blocks") == "[]");
  CHECK(b.slack.last("chat.update").arguments.at("ts") == where.id);
}

TEST_CASE("a whisper goes to one person") {
  bench b;
  CHECK(run(b.slack.io, b.workspace->whisper("C1", "", "U7", says("psst"))).has_value());
  CHECK(b.slack.last("chat.postEphemeral").arguments.at("user") == "U7");
}

TEST_CASE("people are asked for once an hour, and again when they change") {
  bench b;
  b.slack.answers["users.info"] = {
      R"({"ok":true,"user":{"id":"U7","team_id":"T1","name":"ada","tz":"Europe/London",
    "profile":{"display_name":"Ada","real_name":"Ada L."}}})"};
  CHECK_FALSE(b.workspace->known_person("U7").has_value());
  auto const ada = run(b.slack.io, b.workspace->find_person("U7")).value();
  CHECK(ada.name == "Ada");
  CHECK(ada.time_zone == "Europe/London");
  CHECK_FALSE(ada.is_bot);
  CHECK_FALSE(ada.is_stranger);
  run(b.slack.io, b.workspace->find_person("U7"));
  CHECK(b.slack.count("users.info") == 1);
  CHECK(b.workspace->known_person("U7").value().name == "Ada");
  b.workspace->forget_person("U7");
  CHECK_FALSE(b.workspace->known_person("U7").has_value());
  run(b.slack.io, b.workspace->find_person("U7"));
  CHECK(b.slack.count("users.info") == 2);
  b.clock.advance(1h);
  CHECK_FALSE(b.workspace->known_person("U7").has_value());
  run(b.slack.io, b.workspace->find_person("U7"));
  CHECK(b.slack.count("users.info") == 3);
}

TEST_CASE("those who ask for the same person at the same time share one call") {
  bench b;
  b.slack.answers["users.info"] = {R"({"ok":true,"user":{"id":"U7"}})"};
  auto answered = 0;
  for (auto i = 0; i < 5; ++i)
    asio::co_spawn(
        b.slack.io, b.workspace->find_person("U7"),
        [&](std::exception_ptr, result<chat::person> found) { answered += found.has_value() ? 1 : 0; });
  test::run_until(b.slack.io, [&] { return answered == 5; });
  CHECK(b.slack.count("users.info") == 1);
}

TEST_CASE("bots, deactivated people, strangers and nobody") {
  bench b;
  auto const ask = [&](std::string const& user) {
    b.slack.answers["users.info"] = {R"({"ok":true,"user":)" + user + "}"};
    b.workspace->forget_person("U7");
    return run(b.slack.io, b.workspace->find_person("U7")).value();
  };
  CHECK(ask(R"({"id":"U7","is_bot":true})").is_bot);
  CHECK(ask(R"({"id":"USLACKBOT"})").is_bot);
  CHECK(ask(R"({"id":"U7","deleted":true})").is_deactivated);
  CHECK(ask(R"({"id":"U7","team_id":"T2"})").is_stranger);
  CHECK(ask(R"({"id":"U7","is_stranger":true})").is_stranger);
  CHECK(ask(R"({"id":"U7"})").name == "U7");
  CHECK(ask(R"({"id":"U7"})").time_zone == "Etc/UTC");
  b.workspace->forget_person("U7");
  b.refuse("users.info", "user_not_found");
  CHECK(run(b.slack.io, b.workspace->find_person("U7")).error().code == errc::not_found);
}

TEST_CASE("colleagues of another workspace of the same enterprise are no strangers") {
  for (auto const* ours : {"E1", ""}) {
    CAPTURE(ours);
    fake_slack slack;
    test::virtual_clock clock{start};
    json me{{"ok", true}, {"team_id", "T1"}, {"user_id", "U0BOT"}};
    if (*ours != '\0') me["enterprise_id"] = ours;
    slack.answers["auth.test"] = {me.dump()};
    auto const workspace = run(slack.io, slack::slack_workspace::connect(slack.options(), clock)).value();
    auto const is_stranger = [&](json const& enterprise_user, bool marked = false) {
      json user{{"id", "U7"}, {"team_id", "T2"}, {"is_stranger", marked}};
      user["enterprise_user"] = enterprise_user;
      slack.answers["users.info"] = {json{{"ok", true}, {"user", user}}.dump()};
      return run(slack.io, workspace->person_now("U7")).value().is_stranger;
    };
    auto const has_enterprise = *ours != '\0';
    CHECK(is_stranger({{"enterprise_id", "E1"}}) == !has_enterprise);
    CHECK(is_stranger({{"enterprise_id", "E1"}}, true));
    CHECK(is_stranger({{"enterprise_id", "E2"}}));
    CHECK(is_stranger({{"enterprise_id", ""}}));
    CHECK(is_stranger(json::object()));
    CHECK(is_stranger(json()));
  }
}

TEST_CASE("groups and direct channels are remembered too") {
  bench b;
  b.slack.answers["usergroups.users.list"] = {R"({"ok":true,"users":["U1","U2",7]})"};
  b.slack.answers["conversations.open"] = {R"({"ok":true,"channel":{"id":"D1"}})"};
  for (auto i = 0; i < 2; ++i) {
    CHECK(run(b.slack.io, b.workspace->group_members("S1")).value() == std::vector<std::string>{"U1", "U2"});
    CHECK(run(b.slack.io, b.workspace->direct_channel("U1")).value() == "D1");
  }
  CHECK(b.slack.count("usergroups.users.list") == 1);
  CHECK(b.slack.count("conversations.open") == 1);
  b.clock.advance(5min);
  run(b.slack.io, b.workspace->group_members("S1"));
  CHECK(b.slack.count("usergroups.users.list") == 2);
}

TEST_CASE("the author of a message, in a channel or in a thread") {
  bench b;
  b.slack.answers["conversations.history"] = {
      R"({"ok":true,"messages":[{"ts":"1700000000.000100","user":"U3"}]})"};
  CHECK(run(b.slack.io, b.workspace->author_of(where)).value() == "U3");
  b.slack.answers["conversations.history"] = {R"({"ok":true,"messages":[]})"};
  b.slack.answers["conversations.replies"] = {
      R"({"ok":true,"messages":[{"ts":"1.0","user":"U1"},{"ts":"1700000000.000100","user":"U4"}]})"};
  CHECK(run(b.slack.io, b.workspace->author_of(where)).value() == "U4");
  b.refuse("conversations.replies", "thread_not_found");
  CHECK(run(b.slack.io, b.workspace->author_of(where)).error().code == errc::not_found);
}

TEST_CASE("a token's account, with its scopes and what time Slack has") {
  bench b;
  net::http_response who(200, b.slack.answers["auth.test"].front());
  who.fields.set("X-OAuth-Scopes", "chat:write, reactions:write");
  who.fields.set("Date", "Fri, 15 Jan 2027 07:59:50 GMT");
  b.slack.once["auth.test"] = {who};
  auto const connected = run(b.slack.io, slack::slack_workspace::connect(b.slack.options(), b.clock)).value();
  auto const& account = connected->details();
  CHECK(account.team == "Small");
  CHECK(account.name == "huzzah");
  CHECK(account.scopes == std::vector<std::string>{"chat:write", "reactions:write"});
  REQUIRE(account.server_time.has_value());
  CHECK(*account.server_time == start - 10s);
  CHECK_FALSE(b.workspace->details().server_time.has_value());

  who.fields.set("Date", "Fri, 32 Jan 2027 07:59:50 GMT");
  b.slack.once["auth.test"] = {who};
  auto const odd = run(b.slack.io, slack::slack_workspace::connect(b.slack.options(), b.clock)).value();
  CHECK_FALSE(odd->details().server_time.has_value());
}
