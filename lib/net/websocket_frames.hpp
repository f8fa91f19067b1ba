// WebSocket frames (RFC 6455): what is sent as bytes, and bytes as what was sent. Pure. Internal to net.
#pragma once

#include "base/error.hpp"

#include <boost/asio/buffer.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::net {

/// Who sends: a client masks its frames, a server does not.
enum class websocket_role { client, server };

/// What a frame is.
enum class frame_kind : std::uint8_t {
  continuation = 0,
  text = 1,
  binary = 2,
  close = 8,
  ping = 9,
  pong = 10
};

/// Why the connection is closed, as it is said to the other side.
enum class close_code : std::uint16_t {
  none = 0,  ///< nothing is said
  normal = 1000,
  protocol_error = 1002,
  not_text = 1007,
  too_large = 1009,
};

/// Makes frames of what `role` sends.
class frame_writer {
 public:
  explicit frame_writer(websocket_role role) : role_(role) {}

  /// Appends one whole frame to `out`.
  void append(std::string& out, frame_kind kind, std::string_view payload);
  /// Appends a close frame.
  void append_close(std::string& out, close_code why);

 private:
  std::uint32_t next_mask();

  websocket_role role_;
  std::vector<std::uint32_t> masks_;  ///< random, not used yet
};

/// Cuts what arrives into messages and control frames. Bytes are put into room(), and counted by filled();
/// next() gives what is whole by then.
class frame_reader {
 public:
  /// `from` is who sends.
  frame_reader(websocket_role from, std::size_t message_limit) : from_(from), limit_(message_limit) {}

  /// Where the next bytes go; never empty. Ends what next() gave.
  boost::asio::mutable_buffer room();
  void filled(std::size_t size) { end_ += size; }

  enum class what { nothing, fragment, message, ping, pong, close, violation };
  /// The next whole thing; nothing when more bytes are needed. `fragment` is a part of a message, kept until
  /// the rest has come.
  what next();

  /// Of what next() gave: a message's text, a ping's payload. Valid until the next call to room() or next().
  std::string_view payload() const { return payload_; }
  /// Of close: what is to be answered. Of a violation: what is to be said.
  close_code answer() const { return answer_; }
  /// Of a violation: what was wrong.
  error const& wrong() const { return wrong_; }

 private:
  class header {
   public:
    bool is_final = false;
    frame_kind kind = frame_kind::continuation;
    std::size_t size = 0;    ///< of the header itself
    std::uint64_t body = 0;  ///< how many bytes follow
    char mask[4] = {};
    bool is_masked = false;
  };

  enum class parsed { incomplete, whole, wrong };
  parsed parse(header& head);
  what violation(close_code answer, char const* why);
  what take_control(header const& head, std::string_view body);
  what take_data(header const& head, std::string_view body);

  websocket_role from_;
  std::size_t limit_;
  std::string buffer_;
  std::size_t begin_ = 0;  ///< of what was not taken yet
  std::size_t end_ = 0;
  std::uint64_t missing_ = 0;  ///< of the frame that has begun
  std::string gathered_;       ///< of a message in fragments
  bool in_message_ = false;
  std::string_view payload_;
  close_code answer_ = close_code::none;
  error wrong_{errc::bad_message, ""};
};

}  // namespace huzzah::net
