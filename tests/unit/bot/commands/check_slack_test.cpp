// What check makes of Slack's answers, asked over a real loopback connection.
#include "bot/commands/check.hpp"
#include "bot/config/manifest.hpp"
#include "net/http_server.hpp"
#include "support/outcome.hpp"

#include <doctest/doctest.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <ctime>
#include <map>
#include <thread>

using namespace huzzah;
using namespace huzzah::bot::commands;
using namespace huzzah::bot::config;
using huzzah::bot::test::holds;

namespace {

/// A Web API of two methods on a thread of its own.
class fake_slack final : public net::http_handler {
 public:
  fake_slack() {
    std::string all;
    for (auto const& scope : wanted_scopes())
      all += (all.empty() ? "" : ",") + scope;
    scopes = all;
  }
  ~fake_slack() override {
    if (!thread_.joinable()) return;
    asio::post(io_, [this] { asio::co_spawn(io_, server_->stop(), asio::detached); });
    thread_.join();
  }

  std::string auth_test =
      R"({"ok":true,"team_id":"T1","team":"Small Wins","user_id":"U0","user":"huzzah","url":"x"})";
  std::string open = R"({"ok":true,"url":"ws://127.0.0.1/link"})";
  std::string scopes;
  base::duration ahead{0};  ///< of this machine's clock

  /// Begins to answer, and asks.
  findings check() {
    server_ = std::move(net::http_server::listen(io_.get_executor(), {}, *this).value());
    thread_ = std::thread([this] { io_.run(); });
    slack_config config;
    config.api_url = "http://127.0.0.1:" + std::to_string(server_->port()) + "/api/";
    config.app_token = secret("xapp-s3cr3t");
    config.bot_token = secret("xoxb-s3cr3t");
    return check_slack(config);
  }

 private:
  awaitable<std::optional<net::http_response>> respond(net::http_request request) override {
    auto const is_auth = request.target.starts_with("/api/auth.test");
    net::http_response response(200, is_auth ? auth_test : open, "application/json");
    if (is_auth) {
      if (!scopes.empty()) response.fields.set("X-OAuth-Scopes", scopes);
      response.fields.set("Date", date());
    }
    co_return response;
  }
  std::optional<net::http_response> refuse_websocket(net::http_request const&) override {
    return net::http_response(404);
  }
  awaitable<> serve(net::http_request, std::unique_ptr<net::websocket>) override { co_return; }

  std::string date() const {
    auto const seconds = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now() + ahead);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char text[40];
    return {text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts)};
  }

  asio::io_context io_;
  std::unique_ptr<net::http_server> server_;
  std::thread thread_;
};

finding const& about(findings const& found, std::string const& subject) {
  for (auto const& one : found)
    if (one.subject == subject) return one;
  FAIL("nothing is said of " << subject);
  return found.front();
}

}  // namespace

TEST_CASE("with Slack all in order, every line is fine") {
  fake_slack slack;
  auto const found = slack.check();
  for (auto const& one : found) {
    CAPTURE(one.detail);
    CHECK(one.fine);
  }
  CHECK(about(found, "bot token").detail == "@huzzah of Small Wins");
  CHECK(about(found, "scopes").detail == "all that are needed");
  CHECK(holds(about(found, "events").detail, "member_joined_channel, member_left_channel"));
  CHECK(about(found, "clock").detail == "agrees with Slack's");
  CHECK(about(found, "app token").detail == "may open connections");
}

TEST_CASE("missing scopes are named, with the manifest as the way to mend it") {
  fake_slack slack;
  slack.scopes =
      "chat:write,commands,im:write,users:read,channels:history,groups:history,im:history,mpim:history,"
      "channels:read,groups:read,dnd:read,files:read,files:write";
  auto const found = slack.check();
  auto const& scopes = about(found, "scopes");
  CHECK_FALSE(scopes.fine);
  CHECK(scopes.detail == "missing: im:read, mpim:read, reactions:read, reactions:write, usergroups:read");
  CHECK(holds(scopes.mend, "slack-manifest.json"));
}

TEST_CASE("a clock that is wrong by more than 30 seconds is a fault") {
  fake_slack slack;
  slack.ahead = std::chrono::minutes(5);
  auto const found = slack.check();
  CHECK_FALSE(about(found, "clock").fine);
  CHECK(holds(about(found, "clock").detail, "s behind Slack's"));
}

TEST_CASE("a token that Slack does not accept is said to be it, and the other one is still tried") {
  fake_slack slack;
  slack.auth_test = R"({"ok":false,"error":"invalid_auth"})";
  auto const found = slack.check();
  CHECK_FALSE(about(found, "bot token").fine);
  CHECK(holds(about(found, "bot token").detail, "invalid_auth"));
  CHECK(about(found, "app token").fine);
}

TEST_CASE("an app token without connections:write is said to lack it") {
  fake_slack slack;
  slack.open = R"({"ok":false,"error":"missing_scope","needed":"connections:write","provided":""})";
  auto const found = slack.check();
  CHECK(about(found, "bot token").fine);
  CHECK_FALSE(about(found, "app token").fine);
  CHECK(holds(about(found, "app token").detail, "connections:write"));
}

TEST_CASE("what Slack says never shows a token") {
  fake_slack slack;
  slack.auth_test = R"({"ok":false,"error":"invalid_auth"})";
  slack.open = R"({"ok":false,"error":"invalid_auth"})";
  for (auto const& one : slack.check())
    CHECK_FALSE(holds(one.detail + one.mend, "s3cr3t"));
}
