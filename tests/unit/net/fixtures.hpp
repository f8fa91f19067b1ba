// What the tests of this room share: an echoing server, contexts, a place in time.
#pragma once

#include "net/http_server.hpp"
#include "net/https_client.hpp"
#include "net/websocket.hpp"
#include "raw_peer.hpp"
#include "support/certificates.hpp"
#include "support/run.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace huzzah::test {

using namespace std::chrono_literals;

/// Long enough never to be reached by a test that works.
inline constexpr auto ages = base::duration(60s);
/// A deadline against a peer that never answers.
inline constexpr auto moment = base::duration(50ms);

/// An authority that all tests of the program share: keys take time to make.
inline certificate_authority const& authority() {
  static certificate_authority const shared;
  return shared;
}

inline net::tls_context client_tls() {
  return net::tls_context::client(authority().file()).value();
}

inline net::tls_context server_tls(std::string const& name = "server",
                                   certificate_options const& options = {}) {
  auto const files = authority().issue(name, options);
  return net::tls_context::server(files.certificate, files.key).value();
}

/// Answers with what was asked; WebSockets are echoed.
class echo_handler : public net::http_handler {
 public:
  awaitable<std::optional<net::http_response>> respond(net::http_request request) override {
    requests.push_back(request);
    if (request.target == "/throw") throw std::runtime_error("a bug in a handler");
    if (request.target == "/drop") co_return std::nullopt;
    if (request.target == "/hang") {
      asio::steady_timer never(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
      co_await never.async_wait(base::use_tuple);
    }
    net::http_response answer(200, request.method + " " + request.target + " " + request.body, "text/plain");
    co_return answer;
  }

  std::optional<net::http_response> refuse_websocket(net::http_request const& request) override {
    requests.push_back(request);
    if (!request.target.starts_with("/status/")) return std::nullopt;
    return net::http_response(static_cast<unsigned>(std::stoul(request.target.substr(8))), "no",
                              "text/plain");
  }

  awaitable<> serve(net::http_request, std::unique_ptr<net::websocket> socket) override {
    ++open_sockets;
    for (;;) {
      auto const message = co_await socket->read();
      if (!message) {
        last_failure = to_string(message.error().code);
        break;
      }
      std::string echo(*message);
      auto const sent = co_await socket->write(std::move(echo));
      if (!sent) break;
    }
    --open_sockets;
  }

  std::vector<net::http_request> requests;
  int open_sockets = 0;
  std::string last_failure;
};

/// A context with an echoing server in it, which ends with it.
class echo_house {
 public:
  explicit echo_house(net::listen_options options = {})
      : secure(options.tls.has_value()),
        server(net::http_server::listen(io.get_executor(), std::move(options), handler).value()) {}
  echo_house(echo_house const&) = delete;
  echo_house& operator=(echo_house const&) = delete;
  ~echo_house() { run(io, server->stop()); }

  static net::listen_options with_tls() {
    net::listen_options options;
    options.tls = server_tls();
    return options;
  }

  std::string url(std::string const& path) const { return at(secure ? "https://" : "http://", path); }
  std::string ws_url(std::string const& path) const { return at(secure ? "wss://" : "ws://", path); }

  asio::io_context io;
  echo_handler handler;
  bool secure;
  std::unique_ptr<net::http_server> server;

 private:
  std::string at(std::string const& scheme, std::string const& path) const {
    return scheme + "127.0.0.1:" + std::to_string(server->port()) + path;
  }
};

/// Asks once and says what came of it.
inline result<net::http_response> ask(asio::io_context& io, net::https_client& client,
                                      net::http_request request, base::duration deadline = ages) {
  return run(io, client.send(std::move(request), deadline));
}

/// The name of a failure, "" for success.
template <class T>
std::string failure(result<T> const& outcome) {
  return outcome ? std::string() : std::string(to_string(outcome.error().code));
}

}  // namespace huzzah::test
