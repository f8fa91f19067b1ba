// One type for plain and TLS connections, with its operations compiled once. Internal to net.
#pragma once

#include "base/async.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "net/tls.hpp"

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>

namespace huzzah::net {

class watchdog;

using boost::system::error_code;

/// How an operation ended, and how many bytes it moved.
using io_result = std::tuple<error_code, std::size_t>;

/// The handler that waits for an operation, type-erased.
using io_handler = asio::any_completion_handler<void(error_code, std::size_t)>;

/// A few buffers to be written as one; what does not fit is left for the next write.
class buffer_list {
 public:
  using value_type = asio::const_buffer;
  using const_iterator = asio::const_buffer const*;

  void add(asio::const_buffer buffer) {
    if (size_ < buffers_.size() && buffer.size() > 0) buffers_[size_++] = buffer;
  }
  const_iterator begin() const { return buffers_.data(); }
  const_iterator end() const { return buffers_.data() + size_; }

 private:
  std::array<asio::const_buffer, 6> buffers_;
  std::size_t size_ = 0;
};

/// A connection, plain or TLS: a handle, cheap to copy. One read and one write may be under way at a time,
/// and the connection lives until they have ended.
class stream {
 public:
  using executor_type = asio::any_io_executor;

  explicit stream(asio::ip::tcp::socket socket);

  executor_type get_executor() const;

  /// Asio's AsyncReadStream, for Beast.
  template <class Buffers, class Token>
  auto async_read_some(Buffers const& buffers, Token&& token) {
    asio::mutable_buffer into;
    for (auto it = asio::buffer_sequence_begin(buffers); it != asio::buffer_sequence_end(buffers); ++it)
      if (into.size() == 0) into = *it;
    return asio::async_initiate<Token, void(error_code, std::size_t)>(start_read{*this}, token, into);
  }

  /// Asio's AsyncWriteStream, for Beast.
  template <class Buffers, class Token>
  auto async_write_some(Buffers const& buffers, Token&& token) {
    buffer_list from;
    for (auto it = asio::buffer_sequence_begin(buffers); it != asio::buffer_sequence_end(buffers); ++it)
      from.add(*it);
    return asio::async_initiate<Token, void(error_code, std::size_t)>(start_write{*this}, token, from);
  }

  /// From here on reads are buffered, for callers that read little at a time. `on_idle` runs when the buffer
  /// is empty and a read waits for more.
  void read_ahead(std::function<void()> on_idle);
  /// From here on writes are collected, until uncork() sends them as one.
  void cork();
  awaitable<io_result> uncork();

  /// Some bytes, at least one unless it fails.
  awaitable<io_result> read_some(asio::mutable_buffer into);
  /// Writes all of both, in as few packets as possible.
  awaitable<io_result> write(std::string_view head, std::string_view body = {});

  /// Speaks TLS from here on: as a client that expects `host`'s certificate.
  awaitable<result<>> start_tls_client(tls_context context, std::string host, watchdog const& limit);
  /// Speaks TLS from here on, as a server.
  awaitable<result<>> start_tls_server(tls_context context);

  /// Whether the connection is idle: nothing has arrived, and the other side has not closed it.
  bool at_rest() const;

  /// Ends the connection; what waits for it fails.
  void close();
  /// The same by a TCP reset.
  void abort();
  /// Sends nothing any more: writes wait until the connection is closed or aborted.
  void freeze();
  /// Says that nothing more will be sent, waits for the other side to close for at most `limit`, so that
  /// it can read what we sent last (closing on unread bytes would reset the connection), then closes.
  awaitable<> finish(base::duration limit);

 private:
  struct impl;
  class start_read {
   public:
    explicit start_read(stream const& self) : impl_(self.impl_) {}
    void operator()(io_handler handler, asio::mutable_buffer into) const;

   private:
    std::shared_ptr<impl> impl_;
  };
  class start_write {
   public:
    explicit start_write(stream const& self) : impl_(self.impl_) {}
    void operator()(io_handler handler, buffer_list from) const;

   private:
    std::shared_ptr<impl> impl_;
  };
  friend class start_read;
  friend class start_write;

  std::shared_ptr<impl> impl_;
};

/// What an operation's failure means: timed_out if the deadline has passed, else closed or tls_failed.
/// `who` is the other side, as in "api.slack.com".
error io_error(error_code failed, std::string_view who, watchdog const& limit);
/// The same where no deadline is.
error io_error(error_code failed, std::string_view who);
/// "api.slack.com did not answer within 10 s"
error timed_out_error(std::string_view who, watchdog const& limit);

}  // namespace huzzah::net
