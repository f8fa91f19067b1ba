// The server's half of a WebSocket on a connection.
#pragma once

#include "bench/load/connection.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace huzzah::bench {

/// What answers the handshake with this Sec-WebSocket-Key.
std::string accept_key(std::string_view key);

/// Appends a text message as the server's frame, which no mask changes.
void append_frame(std::string& to, std::string_view text);

class websocket {
 public:
  /// It is over when nothing comes for that long.
  websocket(std::unique_ptr<connection> line, int silent_seconds);

  /// Sends frames as they are; false when the connection is over.
  bool send(std::string_view frames) { return line_->write(frames); }
  bool ping();

  /// Waits up to so many nanoseconds for something to read.
  bool wait(std::int64_t nanoseconds) const;
  /// Reads what is there, or waits for it, and calls `heard` for each text message that is complete. Pings
  /// are answered. False when the connection is over.
  bool read(std::function<void(std::string_view)> const& heard);

  int handle() const { return line_->handle(); }

 private:
  /// Takes one whole frame off the buffer's front, from `at` on; 0 when there is none, else its size.
  std::size_t take(std::size_t at, std::function<void(std::string_view)> const& heard);

  std::unique_ptr<connection> line_;
  std::string buffer_;
  bool closed_ = false;
};

}  // namespace huzzah::bench
