#include "slack/api_answer.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <string>

using namespace huzzah;
using namespace std::chrono_literals;

namespace {

result<slack::api_answer> read(std::string body, unsigned status = 200) {
  return slack::read_answer("some.method", net::http_response(status, std::move(body)));
}
errc code(std::string const& word) {
  return read(R"({"ok":false,"error":")" + word + "\"}").error().code;
}

}  // namespace

TEST_CASE("an answer that is ok is the answer") {
  auto const answer = read(R"({"ok":true,"ts":"1.2"})");
  REQUIRE(answer.has_value());
  CHECK(answer->body()["ts"] == "1.2");
}

TEST_CASE("a token that does not serve is unauthorized, with what to mend") {
  for (std::string const word :
       {"invalid_auth", "not_authed", "account_inactive", "user_removed_from_team", "team_disabled",
        "token_revoked", "not_allowed_token_type", "team_access_not_granted"}) {
    auto const failed = read(R"({"ok":false,"error":")" + word + "\"}").error();
    CHECK(failed.code == errc::unauthorized);
    CHECK(slack::refuses_token(failed));
    CHECK(failed.detail.starts_with("some.method: " + word + " ("));
  }
  auto const scope =
      read(R"({"ok":false,"error":"missing_scope","needed":"reactions:write","provided":"x"})").error();
  CHECK(scope.code == errc::unauthorized);
  CHECK(scope.detail.ends_with("needed: reactions:write"));
  CHECK_FALSE(slack::refuses_token(scope));
}

TEST_CASE("what passes by itself, and what does not") {
  CHECK(code("ratelimited") == errc::rate_limited);
  for (auto const* word : {"internal_error", "fatal_error", "service_unavailable", "team_added_to_org"})
    CHECK(code(word) == errc::remote_failed);
  CHECK(code("is_archived") == errc::rejected);
  CHECK(read(R"({"ok":false,"error":"is_archived"})").error().detail == "is_archived");
  CHECK(slack::word_of(read(R"({"ok":false,"error":"is_archived"})").error()) == "is_archived");
  CHECK(slack::word_of(read("", 500).error()).empty());
  CHECK(read("", 503).error().code == errc::remote_failed);
  CHECK(read("<html>", 404).error().code == errc::remote_failed);
  CHECK(read("<html>", 404).error().detail == "some.method: HTTP 404");
  CHECK(read(R"({"ok":false,"error":"is_archived"})", 408).error().code == errc::remote_failed);
  CHECK(read(R"({"ok":false,"error":"is_archived"})", 404).error().code == errc::rejected);
}

TEST_CASE("a 429 says how long to wait, and 30 s if it does not") {
  net::http_response limited(429, "");
  CHECK(slack::read_answer("m", limited).error().retry_after == 30s);
  limited.fields.set("retry-after", "7");
  CHECK(slack::read_answer("m", limited).error().retry_after == 7s);
  for (std::string const too_long : {"601", "99999", "99999999999999999999999"}) {
    limited.fields.set("retry-after", too_long);
    CHECK(slack::read_answer("m", limited).error().retry_after == 600s);
  }
  limited.fields.set("retry-after", "soon");
  CHECK(slack::read_answer("m", limited).error().retry_after == 30s);
  CHECK(slack::read_answer("m", limited).error().code == errc::rate_limited);
}

TEST_CASE("what is no Slack answer is a bad message") {
  for (std::string const body : {"", "<html>", "{\"ok\":tr", "[]", "7", "{\"ok\":\"true\"}", "{}", "\xff"})
    CHECK(read(body).error().code == errc::bad_message);
  CHECK(read(std::string(100'000, '[')).error().code == errc::bad_message);
}

TEST_CASE("a failure repeats nothing of the answer but a word") {
  CHECK(read(R"({"ok":false,"error":"line\nbreak <b>"})").error().detail == "unknown_error");
  CHECK(read(R"({"ok":false,"error":7})").error().detail == "unknown_error");
}
