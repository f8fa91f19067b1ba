// A WebSocket with a queue of outgoing frames.
#pragma once

#include "base/async.hpp"
#include "net/websocket.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace huzzah::sandbox {

/// Sends what is queued while it reads. I/O thread only; held by shared pointers.
class socket_line : public std::enable_shared_from_this<socket_line> {
 public:
  socket_line(asio::any_io_executor const& executor, std::unique_ptr<net::websocket> socket);

  /// Queues a text frame; a reader that lets ten thousand pile up is dropped.
  void send(std::string text);
  /// Queues a ping frame.
  void ping();
  /// Closes with a handshake once the queue is sent.
  void close();
  /// Drops the connection.
  void abort();
  /// Goes deaf and dumb without closing: nothing is read, answered or sent any more.
  void freeze();
  bool frozen() const { return frozen_; }
  bool closing() const { return closing_ || ended_; }

  /// Reads until the connection ends, giving each text to `on_text`. Returns when nothing of it is left.
  awaitable<> run(std::function<void(std::string_view)> on_text);

 private:
  awaitable<> write_queue();

  asio::any_io_executor executor_;
  std::unique_ptr<net::websocket> socket_;
  std::deque<std::optional<std::string>> queue_;  ///< nothing: a ping
  base::wake_up more_;
  base::wake_up written_;
  bool writing_ = false;
  bool closing_ = false;
  bool frozen_ = false;
  bool ended_ = false;
};

}  // namespace huzzah::sandbox
