// A small HTTP/1.1 and WebSocket server.
#pragma once

#include "base/async.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "net/http.hpp"
#include "net/tls.hpp"
#include "net/websocket.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace huzzah::net {

/// Where and how a server listens.
class listen_options {
 public:
  std::string address = "127.0.0.1";
  unsigned short port = 0;  ///< 0: the system chooses
  std::optional<tls_context> tls;
  /// How many at once; 0: no bound. One more replaces the oldest that waits for a request; where none does,
  /// it is closed.
  std::size_t most_connections = 0;
  base::duration header_time = std::chrono::seconds{5};  ///< for a request's header once it can come
  std::size_t body_limit = 4u << 20;                     ///< larger requests are answered 413
  std::size_t message_limit = 4u << 20;  ///< larger WebSocket messages close their connection with 1009
};

/// What a server does with requests. Called on the I/O thread.
class http_handler {
 public:
  virtual ~http_handler() = default;

  /// Answers a plain request. No response (nullopt) drops the connection without an answer.
  virtual awaitable<std::optional<http_response>> respond(http_request request) = 0;
  /// Whether a WebSocket handshake for this request is to be accepted; else the response to give.
  virtual std::optional<http_response> refuse_websocket(http_request const& request) = 0;
  /// Owns an accepted WebSocket until it returns.
  virtual awaitable<> serve(http_request request, std::unique_ptr<websocket> socket) = 0;
};

/// Listens until it is destroyed. I/O thread only; `handler` must outlive it, and what stop() waits for.
class http_server {
 public:
  /// Binds and starts to accept. Fails with in_use when the port is taken.
  static result<std::unique_ptr<http_server>> listen(asio::any_io_executor const& executor,
                                                     listen_options options, http_handler& handler);
  virtual ~http_server() = default;

  /// The port that it listens on.
  virtual unsigned short port() const = 0;
  /// Stops accepting and closes every connection; returns when all their coroutines have ended. A handler
  /// that waits for something else than its connection is cancelled after half a second.
  virtual awaitable<> stop() = 0;
};

}  // namespace huzzah::net
