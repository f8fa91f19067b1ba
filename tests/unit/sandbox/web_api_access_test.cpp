#include "net/url.hpp"
#include "sandbox/web_api/cursors.hpp"
#include "unit/sandbox/desk.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::sandbox;
using namespace huzzah::sandbox::testing;

namespace {

json manifest_without(std::string const& scope) {
  auto manifest = json::parse(test_manifest());
  auto& scopes = manifest["oauth_config"]["scopes"]["bot"];
  scopes.erase(std::find(scopes.begin(), scopes.end(), scope));
  return manifest;
}

}  // namespace

TEST_CASE("a token must be there, known and of the right kind") {
  desk here;
  auto const ask = [&](std::string const& method, std::string const& token) {
    return json::parse(here.post(method, json::object(), token).body).value("error", "");
  };
  CHECK(ask("users.list", "") == "not_authed");
  CHECK(ask("users.list", "xoxb-wrong") == "invalid_auth");
  CHECK(ask("users.list", here.place.tokens.app_token()) == "not_allowed_token_type");
  CHECK(ask("apps.connections.open", here.place.tokens.bot_token()) == "not_allowed_token_type");
  CHECK(ask("apps.connections.open", here.place.tokens.app_token()).empty());
  CHECK(ask("views.open", here.place.tokens.token_of(ada)) == "not_allowed_token_type");
}

TEST_CASE("the token may also stand in a form's body, beside nested JSON") {
  desk here;
  net::http_request request("POST", "/api/chat.postMessage");
  request.fields.set("Content-Type", "application/x-www-form-urlencoded");
  request.body = "token=" + here.place.tokens.bot_token() +
                 "&channel=C0GENERAL1&text=a%20b&blocks=" + net::url_encode(R"([{"type":"divider"}])");
  auto const answer = json::parse(here.api.answer(request, "chat.postMessage", "").body);
  CHECK(answer["ok"] == true);
  CHECK(answer["message"]["text"] == "a b");
  CHECK(answer["message"]["blocks"].size() == 1);
}

TEST_CASE("bodies that can't be read are named, with HTTP status 200") {
  desk here;
  auto const ask = [&](std::string const& type, std::string const& body) {
    net::http_request request("POST", "/api/auth.test");
    request.fields.set("Content-Type", type);
    request.fields.set("Authorization", "Bearer " + here.place.tokens.bot_token());
    request.body = body;
    auto const answer = here.api.answer(request, "auth.test", "");
    CHECK(answer.status == 200);
    return json::parse(answer.body).value("error", "");
  };
  CHECK(ask("application/json", "{") == "invalid_json");
  CHECK(ask("application/json", "[]") == "json_not_object");
  CHECK(ask("text/xml", "<a/>") == "invalid_post_type");
  CHECK(ask("application/x-www-form-urlencoded", "text=%ff") == "invalid_charset");
}

TEST_CASE("an unknown method is an answer, not an HTTP failure") {
  desk here;
  auto const answer = here.post("chat.sing", json::object(), here.place.tokens.bot_token());
  CHECK(answer.status == 200);
  CHECK(json::parse(answer.body)["error"] == "unknown_method");
}

TEST_CASE("auth.test tells who one is, and every answer which scopes") {
  desk here;
  auto const answer = here.post("auth.test", json::object(), here.place.tokens.bot_token());
  auto const body = json::parse(answer.body);
  CHECK(body["user_id"] == bot);
  CHECK(body["bot_id"] == "B0HUZZAH01");
  CHECK(body["team_id"] == "T0SMALLWIN");
  CHECK(answer.fields.get("x-oauth-scopes").find("chat:write") != std::string_view::npos);
  CHECK(here.call_as(ada, "auth.test")["user_id"] == ada);
}

TEST_CASE("the bot needs each method's scope, people need none") {
  desk here(manifest_without("chat:write"));
  auto const answer = here.call("chat.postMessage", {{"channel", general}, {"text", "x"}});
  CHECK(answer["error"] == "missing_scope");
  CHECK(answer["needed"] == "chat:write");
  CHECK(answer["provided"].get<std::string>().find("users:read") != std::string::npos);
  CHECK(here.call_as(ada, "chat.postMessage", {{"channel", general}, {"text", "x"}})["ok"] == true);
}

TEST_CASE("each kind of channel has its own scope for history and lists") {
  desk here(manifest_without("im:history"));
  CHECK(here.error_of("conversations.history", {{"channel", im_of_ada}}) == "missing_scope");
  CHECK(here.error_of("conversations.history", {{"channel", general}}).empty());
  desk other(manifest_without("groups:read"));
  CHECK(other.error_of("conversations.list", {{"types", "private_channel"}}) == "missing_scope");
}

TEST_CASE("addresses are shown only with their scope") {
  desk here;
  CHECK_FALSE(here.call("users.info", {{"user", ada}})["user"]["profile"].contains("email"));
  CHECK(here.error_of("users.lookupByEmail", {{"email", "ada@smallwins.example"}}) == "missing_scope");
  CHECK(here.call_as(ada, "users.lookupByEmail", {{"email", "bruno@smallwins.example"}})["user"]["id"] ==
        bruno);
  CHECK(here.call_as(ada, "users.lookupByEmail", {{"email", "no@body"}})["error"] == "users_not_found");
}

TEST_CASE("a channel takes a burst of posts and then about one a second") {
  desk here(json::parse(test_manifest()), true);
  auto const post = [&](std::string const& channel) {
    return here.post("chat.postMessage", {{"channel", channel}, {"text", "x"}},
                     here.place.tokens.bot_token());
  };
  for (int i = 0; i < 4; ++i)
    CHECK(post(general).status == 200);
  auto const refused = post(general);
  CHECK(refused.status == 429);
  CHECK(refused.fields.get("Retry-After") == "1");
  CHECK(json::parse(refused.body)["error"] == "ratelimited");
  CHECK(post(engineering).status == 200);
  here.clock.advance(std::chrono::seconds{1});
  CHECK(post(general).status == 200);
  CHECK(post(general).status == 429);
  // A person's id is another name of their direct channel.
  for (int i = 0; i < 4; ++i)
    CHECK(post(i % 2 == 0 ? ada : im_of_ada).status == 200);
  CHECK(post(ada).status == 429);
  CHECK(post(im_of_ada).status == 429);
}

TEST_CASE("methods are limited by tier, and people never") {
  desk here(json::parse(test_manifest()), true);
  auto const list = [&](std::string const& token) {
    return here.post("users.list", json::object(), token).status;
  };
  for (int i = 0; i < 20; ++i)
    CHECK(list(here.place.tokens.bot_token()) == 200);
  CHECK(list(here.place.tokens.bot_token()) == 429);
  for (int i = 0; i < 50; ++i)
    REQUIRE(list(here.place.tokens.token_of(ada)) == 200);
}

TEST_CASE("cursors are opaque, end in = and don't serve for another list") {
  for (auto const* value : {"1", "12", "123", "1234"}) {
    auto const cursor = make_cursor("offset", value);
    CHECK(cursor.ends_with('='));
    CHECK(read_cursor("offset", cursor) == value);
    CHECK_FALSE(read_cursor("next_ts", cursor).has_value());
  }
  CHECK_FALSE(read_cursor("offset", "").has_value());
  CHECK_FALSE(read_cursor("offset", "%%%").has_value());
}

TEST_CASE("calls are remembered without their tokens") {
  desk here;
  here.call("chat.postMessage",
            {{"channel", general}, {"text", "x"}, {"token", here.place.tokens.bot_token()}});
  here.error_of("chat.postMessage", {{"channel", "C1"}, {"text", "x"}});
  auto const calls = here.place.seen.calls("chat.postMessage");
  REQUIRE(calls.size() == 2);
  CHECK(calls[0]["token_kind"] == "bot");
  CHECK(calls[0]["response_ok"] == true);
  CHECK(calls[1]["error"] == "channel_not_found");
  CHECK(calls.dump().find("xoxb") == std::string::npos);
  CHECK(here.place.seen.summary()["api_calls"]["chat.postMessage"] == 2);
}

TEST_CASE("a manifest that is none is refused with the reason") {
  CHECK(read_manifest("nonsense").error().code == errc::invalid_input);
  CHECK(read_manifest("{}").error().detail.find("display_information") != std::string::npos);
  auto manifest = json::parse(test_manifest());
  manifest["settings"]["socket_mode_enabled"] = false;
  CHECK(read_manifest(manifest.dump()).error().detail.find("socket_mode") != std::string::npos);
  CHECK(read_manifest(test_manifest())->find_command("/kudos")->should_escape);
}
