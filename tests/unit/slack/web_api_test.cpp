#include "slack/web_api.hpp"

#include "fake_slack.hpp"
#include "support/virtual_clock.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::fake_slack;
using namespace std::chrono_literals;

namespace {

struct bench {
  test::virtual_clock clock{base::time_point{}};
  fake_slack slack;
  slack::slack_options options = slack.options();
  net::https_client client{slack::connections_for(options).value()};
  slack::web_api api{options.api_url, "xoxb-secret", client, clock};
};

/// Runs one call to its end; whoever sleeps is woken by moving the clock.
result<slack::api_answer> finish(bench& b, slack::api_call call, base::duration* slept = nullptr,
                                 slack::web_api* other = nullptr) {
  std::optional<result<slack::api_answer>> answer;
  auto const work = [](slack::web_api& api, slack::api_call wanted,
                       std::optional<result<slack::api_answer>>& into) -> awaitable<> {
    auto came = co_await api.call(std::move(wanted));
    into.emplace(std::move(came));
  };
  asio::co_spawn(b.slack.io, work(other ? *other : b.api, std::move(call), answer),
                 [](std::exception_ptr bug) {
                   if (bug) std::rethrow_exception(bug);
                 });
  while (!answer) {
    test::run_until(b.slack.io, [&] { return answer.has_value() || b.clock.sleepers() > 0; });
    if (answer) break;
    b.clock.advance(500ms);
    b.slack.io.poll();  // who was woken leaves the clock
    if (slept) *slept += 500ms;
  }
  return *answer;
}

}  // namespace

TEST_CASE("a call is a form with the token in its header alone") {
  bench b;
  slack::api_call call("some.method", slack::unlimited, slack::repeat::safe);
  call.set("text", std::string("a & b=ü"));
  call.set("nothing", std::string());
  call.set("blocks", nlohmann::json::parse(R"([{"type":"divider"}])"));
  CHECK(finish(b, std::move(call)).has_value());
  auto const& seen = b.slack.last("some.method");
  CHECK(seen.token == "Bearer xoxb-secret");
  CHECK(seen.arguments ==
        std::map<std::string, std::string>{{"text", "a & b=ü"}, {"blocks", R"([{"type":"divider"}])"}});
}

TEST_CASE("a call that may be repeated survives trouble that passes") {
  bench b;
  b.slack.once["m"] = {net::http_response(500), net::http_response(200, "<html>"), net::http_response(503)};
  CHECK(finish(b, slack::api_call("m", slack::unlimited, slack::repeat::safe)).has_value());
  CHECK(b.slack.count("m") == 4);
}

TEST_CASE("but not for ever") {
  bench b;
  b.slack.once["m"] = {5, net::http_response(500)};
  auto const answer = finish(b, slack::api_call("m", slack::unlimited, slack::repeat::safe));
  CHECK(answer.error().code == errc::remote_failed);
  CHECK(b.slack.count("m") == 4);
}

TEST_CASE("a call that may not be repeated is made once") {
  bench b;
  b.slack.once["m"] = {net::http_response(500)};
  auto const answer = finish(b, slack::api_call("m", slack::unlimited, slack::repeat::never));
  CHECK(answer.error().code == errc::remote_failed);
  CHECK(b.slack.count("m") == 1);
}

TEST_CASE("a no is a no: it is not asked again") {
  bench b;
  b.slack.answers["m"] = {R"({"ok":false,"error":"channel_not_found"})"};
  CHECK(finish(b, slack::api_call("m", slack::unlimited, slack::repeat::safe)).error().detail ==
        "channel_not_found");
  CHECK(b.slack.count("m") == 1);
}

TEST_CASE("after a 429 a read waits as long as Slack asks") {
  bench b;
  net::http_response limited(429);
  limited.fields.set("Retry-After", "20");
  b.slack.once["m"] = {limited};
  base::duration slept{0};
  CHECK(finish(b, slack::api_call("m", slack::unlimited, slack::repeat::safe), &slept).has_value());
  CHECK(slept == 20s);
}

TEST_CASE("and so does whatever comes next on that key, or it fails at once when that is too long") {
  bench b;
  net::http_response limited(429);
  limited.fields.set("Retry-After", "25");
  b.slack.once["m"] = {limited};
  CHECK(finish(b, slack::api_call("m", slack::unlimited, slack::repeat::never)).error().retry_after == 25s);
  auto const next = finish(b, slack::api_call("m", slack::unlimited, slack::repeat::never));
  CHECK(next.error().code == errc::rate_limited);
  CHECK(next.error().retry_after == 25s);
  CHECK(b.slack.count("m") == 1);
}

TEST_CASE("no failure shows the token") {
  bench b;
  b.slack.answers["m"] = {R"({"ok":false,"error":"invalid_auth"})"};
  auto const refused = finish(b, slack::api_call("m", slack::unlimited, slack::repeat::safe)).error();
  CHECK(to_string(refused).find("secret") == std::string::npos);
  auto nowhere = slack::web_api("http://127.0.0.1:1/api/", "xoxb-secret", b.client, b.clock);
  slack::api_call call("m", slack::unlimited, slack::repeat::never);
  auto const unreached = finish(b, std::move(call), nullptr, &nowhere).error();
  CHECK(unreached.code == errc::unreachable);
  CHECK(to_string(unreached).find("secret") == std::string::npos);
}

TEST_CASE(
    "what is said through a response_url is tried again while Slack can't be reached, and never otherwise") {
  bench b;
  std::optional<result<>> said;
  auto const say = [](slack::web_api& api, std::string url, std::optional<result<>>& into) -> awaitable<> {
    auto done = co_await api.respond(std::move(url), R"({"text":"recorded"})");
    into.emplace(std::move(done));
  };
  auto const begin = [&](std::string url) {
    said.reset();
    asio::co_spawn(b.slack.io, say(b.api, std::move(url), said), [](std::exception_ptr bug) {
      if (bug) std::rethrow_exception(bug);
    });
  };
  auto const nobody_there = [] {
    asio::io_context elsewhere;
    struct silent final : net::http_handler {
      awaitable<std::optional<net::http_response>> respond(net::http_request) override {
        co_return std::nullopt;
      }
      std::optional<net::http_response> refuse_websocket(net::http_request const&) override { return {}; }
      awaitable<> serve(net::http_request, std::unique_ptr<net::websocket>) override { co_return; }
    } handler;
    auto const closed = net::http_server::listen(elsewhere.get_executor(), {}, handler).value();
    auto const port = closed->port();
    test::run(elsewhere, closed->stop());
    return "http://127.0.0.1:" + std::to_string(port) + "/hook";
  }();
  begin(nobody_there);
  for (auto tries = 0; tries < 3; ++tries) {
    test::run_until(b.slack.io, [&] { return said.has_value() || b.clock.sleepers() > 0; });
    REQUIRE_FALSE(said.has_value());
    b.clock.advance(1min);
    b.slack.io.poll();
  }
  // The URL is good for half an hour.
  b.clock.advance(25min);
  test::run_until(b.slack.io, [&] { return said.has_value(); });
  CHECK(said->error().code == errc::unreachable);

  b.slack.once["hook"].emplace_back(500, "", "text/plain");
  begin(b.options.api_url + "hook");
  test::run_until(b.slack.io, [&] { return said.has_value(); });
  CHECK(said->error().code == errc::rejected);
  CHECK(b.slack.count("hook") == 1);
}

TEST_CASE("a token counts as refused when auth.test is refused too, whatever was asked first") {
  bench b;
  std::vector<std::string> told;
  b.api.when_refused([&](error const& why) { told.push_back(why.detail); });
  auto const ask = [&] {
    slack::api_call call("some.method", slack::unlimited, slack::repeat::never);
    return finish(b, std::move(call)).error().code;
  };
  auto const refusal = [](std::string const& word) { return R"({"ok":false,"error":")" + word + "\"}"; };
  b.slack.answers["some.method"] = {refusal("is_archived"), refusal("missing_scope"),
                                    refusal("token_revoked")};
  CHECK(ask() == errc::rejected);
  CHECK(ask() == errc::unauthorized);
  CHECK(b.slack.count("auth.test") == 0);
  // One method may refuse what the token serves for elsewhere.
  CHECK(ask() == errc::unauthorized);
  CHECK(b.slack.count("auth.test") == 1);
  CHECK(told.empty());
  b.slack.answers["auth.test"] = {refusal("token_revoked")};
  CHECK(ask() == errc::unauthorized);
  REQUIRE(told.size() == 1);
  CHECK(told[0].starts_with("auth.test: token_revoked ("));
  test::run(b.slack.io, b.api.check_token());
  CHECK(told.size() == 2);
}
