// A sandbox on a loopback port, and somebody who calls it as an app, a person or a test would.
#pragma once

#include "net/https_client.hpp"
#include "net/websocket.hpp"
#include "sandbox/sandbox.hpp"
#include "support/virtual_clock.hpp"
#include "unit/sandbox/desk.hpp"

#include <boost/asio/io_context.hpp>

#include <memory>
#include <string>

namespace huzzah::sandbox::testing {

class visitor {
 public:
  visitor();
  visitor(visitor const&) = delete;

  /// Runs a story to its end, with this sandbox; what it throws is thrown.
  void run(awaitable<> (*story)(visitor& v));

  /// The Web API, with a JSON body.
  awaitable<json> api(std::string method, json args, std::string token);
  /// The same as the app.
  awaitable<json> as_bot(std::string method, json args) { return api(method, args, served->bot_token()); }
  awaitable<json> as(std::string user, std::string method, json args) {
    return api(method, args, served->person_token(user));
  }
  awaitable<json> post(std::string path, json body);
  awaitable<json> get(std::string path);
  awaitable<result<net::http_response>> send(net::http_request request);
  /// A new Socket Mode connection, after its hello.
  awaitable<std::unique_ptr<net::websocket>> connect();
  awaitable<result<std::unique_ptr<net::websocket>>> open(std::string url);
  /// The next frame; null at the end of the connection.
  awaitable<json> next(net::websocket& socket);
  awaitable<> acknowledge(net::websocket& socket, json envelope, json payload);
  awaitable<> say(std::string user, std::string channel, std::string text);

  asio::io_context io{1};
  huzzah::test::virtual_clock clock;
  std::vector<std::pair<std::string, base::time_point>> moments;  ///< that the app waits for
  std::unique_ptr<sandbox> served;

 private:
  awaitable<> tell(awaitable<> (*story)(visitor& v));
  net::connect_options options() const;
  net::https_client client_;
};

}  // namespace huzzah::sandbox::testing
