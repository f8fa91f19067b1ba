// A Slack over loopback that says what a test tells it to: Web API answers by method, and Socket Mode.
#pragma once

#include "net/http_server.hpp"
#include "net/url.hpp"
#include "slack/slack_workspace.hpp"
#include "support/run.hpp"
#include "support/show_result.hpp"

#include <nlohmann/json.hpp>

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace huzzah::test {

using namespace std::chrono_literals;

/// One call of a Web API method.
class seen_call {
 public:
  std::string method;
  std::string token;
  std::map<std::string, std::string> arguments;
  std::string body;
};

/// One Socket Mode connection, as Slack sees it.
class seen_connection {
 public:
  std::shared_ptr<net::websocket> socket;
  std::string path;
  std::vector<nlohmann::json> frames;  ///< what the client sent
  bool open = true;
};

class fake_slack final : public net::http_handler {
 public:
  asio::io_context io;  // the connections below must not outlive it

  fake_slack() {
    server = net::http_server::listen(io.get_executor(), {}, *this).value();
    answers["auth.test"] = {R"({"ok":true,"url":"https://small.slack.com/","team":"Small","team_id":"T1",)"
                            R"("user":"huzzah","user_id":"U0BOT","bot_id":"B1"})"};
  }
  fake_slack(fake_slack const&) = delete;
  fake_slack& operator=(fake_slack const&) = delete;
  ~fake_slack() override { run(io, server->stop()); }

  slack::slack_options options() const {
    slack::slack_options made;
    made.api_url = "http://127.0.0.1:" + std::to_string(server->port()) + "/api/";
    made.app_token = "xapp-secret";
    made.bot_token = "xoxb-secret";
    made.connections = 1;  // a test that is about more of them says so
    return made;
  }

  /// Bodies for a method, in order; the last one stays. A response instead is given once, before them.
  std::map<std::string, std::deque<std::string>> answers;
  std::map<std::string, std::deque<net::http_response>> once;
  std::vector<seen_call> calls;
  bool says_hello = true;
  std::vector<std::shared_ptr<seen_connection>> connections;

  std::size_t count(std::string const& method) const {
    std::size_t found = 0;
    for (auto const& one : calls)
      if (one.method == method) ++found;
    return found;
  }
  seen_call const& last(std::string const& method) const {
    for (auto one = calls.rbegin(); one != calls.rend(); ++one)
      if (one->method == method) return *one;
    throw std::runtime_error("never called: " + method);
  }

  /// Sends one frame over a connection.
  void send(std::size_t connection, nlohmann::json const& frame) { send_text(connection, frame.dump()); }
  /// All at once, so that they arrive together.
  void send_together(std::size_t connection, std::vector<std::string> texts) {
    asio::co_spawn(io, write_all(connections.at(connection), std::move(texts)), [](std::exception_ptr bug) {
      if (bug) std::rethrow_exception(bug);
    });
  }
  void send_text(std::size_t connection, std::string text) {
    asio::co_spawn(io, write(connections.at(connection), std::move(text)), [](std::exception_ptr bug) {
      if (bug) std::rethrow_exception(bug);
    });
  }

  awaitable<std::optional<net::http_response>> respond(net::http_request request) override {
    seen_call call;
    call.method = request.target.substr(request.target.rfind('/') + 1);
    call.token = request.fields.get("Authorization");
    call.body = request.body;
    for (auto& [name, value] : net::parse_form(request.body))
      call.arguments[name] = value;
    calls.push_back(call);
    if (auto& special = once[call.method]; !special.empty()) {
      auto answer = special.front();
      special.pop_front();
      co_return answer;
    }
    auto& known = answers[call.method];
    auto body = known.empty() ? std::string(R"({"ok":true})") : known.front();
    if (known.size() > 1) known.pop_front();
    if (call.method == "apps.connections.open" && known.empty()) body = ticket();
    net::http_response answer(200, std::move(body), "application/json");
    co_return answer;
  }

  std::optional<net::http_response> refuse_websocket(net::http_request const&) override {
    return std::nullopt;
  }

  awaitable<> serve(net::http_request request, std::unique_ptr<net::websocket> socket) override {
    auto const seen = std::make_shared<seen_connection>();
    seen->socket = std::move(socket);
    seen->path = request.target;
    connections.push_back(seen);
    if (says_hello) co_await seen->socket->write(R"({"type":"hello","num_connections":1})");
    for (;;) {
      auto const frame = co_await seen->socket->read();
      if (!frame) break;
      seen->frames.push_back(nlohmann::json::parse(*frame));
    }
    seen->open = false;
  }

  std::unique_ptr<net::http_server> server;

 private:
  static awaitable<> write_all(std::shared_ptr<seen_connection> to, std::vector<std::string> texts) {
    co_await to->socket->write_all(texts);
  }
  static awaitable<> write(std::shared_ptr<seen_connection> to, std::string text) {
    co_await to->socket->write(std::move(text));
  }
  std::string ticket() {
    return R"({"ok":true,"url":"ws://127.0.0.1:)" + std::to_string(server->port()) + "/link/" +
           std::to_string(++tickets_) + "\"}";
  }

  int tickets_ = 0;
};

}  // namespace huzzah::test
