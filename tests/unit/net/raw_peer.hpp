// The other side of a connection, byte by byte: for what no well-behaved peer would send.
#pragma once

#include "base/async.hpp"

#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <string>

namespace huzzah::test {

/// A plain TCP connection.
class raw_connection {
 public:
  struct state;
  explicit raw_connection(std::shared_ptr<state> shared) : state_(std::move(shared)) {}

  awaitable<> send(std::string bytes);
  /// Everything up to and including `end`; shorter when the other side closes.
  awaitable<std::string> read_until(std::string end);
  /// That many bytes; fewer when the other side closes.
  awaitable<std::string> read(std::size_t size);
  /// What comes next; empty when the other side closes.
  awaitable<std::string> read_some();
  /// Answers a WebSocket handshake as a server should.
  awaitable<> accept_websocket();
  /// Waits until the other side has closed; the name of the error it was done with, "End of file" if none.
  awaitable<std::string> read_end();
  void close();
  void reset();

 private:
  std::shared_ptr<state> state_;
};

/// What a raw server does with a connection; the connection is closed when it returns.
using raw_script = std::function<awaitable<>(raw_connection)>;

/// Accepts connections on loopback until it is destroyed, and runs the same script with each.
class raw_server {
 public:
  raw_server(asio::io_context& io, raw_script script);
  raw_server(raw_server const&) = delete;
  raw_server& operator=(raw_server const&) = delete;
  ~raw_server();

  unsigned short port() const;
  /// "127.0.0.1:port"
  std::string place() const { return "127.0.0.1:" + std::to_string(port()); }
  /// How many connections were accepted.
  int connections() const;

 private:
  struct state;
  std::shared_ptr<state> state_;
};

/// A WebSocket frame as a server sends it: the first byte, the length, the payload.
std::string frame(unsigned char first, std::string const& payload);
/// The same as a client sends it, masked (with zeros, which leave the payload as it is).
std::string masked_frame(unsigned char first, std::string const& payload);

/// A connection to a port on loopback.
awaitable<raw_connection> raw_connect(unsigned short port);

/// A port on loopback on which nobody listens.
unsigned short unused_port();

}  // namespace huzzah::test
