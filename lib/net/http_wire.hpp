// HTTP/1.1 messages on a stream. Internal to net.
#pragma once

#include "net/http.hpp"
#include "net/stream.hpp"

namespace huzzah::net {

/// A message as it was read, and whether the connection can be used for another one.
template <class Message>
class incoming {
 public:
  incoming(Message message_, bool keep_alive_) : message(std::move(message_)), keep_alive(keep_alive_) {}

  Message message;
  bool keep_alive;
};

/// Reads one message after another from a stream. Fails with closed, bad_message or too_large (tls_failed
/// where TLS itself breaks).
class http_reader {
 public:
  explicit http_reader(stream from) : from_(std::move(from)) {}

  /// A response with its body, unless `without_body` (to HEAD and CONNECT). Interim ones are skipped.
  awaitable<result<incoming<http_response>>> response(bool without_body, std::size_t body_limit);
  /// A request with its body; answers "100 Continue" where the client waits for it. Aborts the connection
  /// where the header takes longer than `header_time`: from now on for the first request, else from its first
  /// byte.
  awaitable<result<incoming<http_request>>> request(std::size_t body_limit, base::duration header_time);
  /// Bytes that came after the last message.
  bool has_more() const { return !pending_.empty(); }
  /// Whether any byte of the message that failed had come.
  bool started() const { return started_; }

 private:
  template <class Parser>
  awaitable<error_code> fill(Parser& parser, base::duration header_time = {});

  stream from_;
  std::string pending_;
  bool is_first_ = true;
  bool started_ = false;
};

/// The head of a request: request line, Host unless `fields` has one, Content-Length where there is a body.
/// Fails with invalid_input where a field could be read as more than one.
result<std::string> request_head(http_request const& request, std::string_view target, std::string_view host);
/// The head of a response.
result<std::string> response_head(http_response const& response, bool keep_alive);

}  // namespace huzzah::net
