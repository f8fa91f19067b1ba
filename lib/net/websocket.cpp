// The only unit that instantiates Beast's WebSocket.
#include "net/websocket.hpp"

#include "base/text.hpp"
#include "net/connect.hpp"
#include "net/turns.hpp"
#include "net/websocket_accept.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/error.hpp>
#include <boost/beast/websocket/stream.hpp>

namespace huzzah::net {

namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace ws = boost::beast::websocket;
using base::use_tuple;

// What Beast asks of a stream that it does not know (found by argument-dependent lookup).

/// The transport is closed by the owner of the WebSocket.
template <class Handler>
void async_teardown(beast::role_type, stream& connection, Handler&& handler) {
  auto bound = beast::bind_front_handler(std::forward<Handler>(handler), error_code{});
  asio::post(connection.get_executor(), std::move(bound));
}

void beast_close_socket(stream& connection) {
  connection.close();
}

namespace {

using beast_stream = ws::stream<stream, false>;  // false: no permessage-deflate

/// What a failure of an open WebSocket means.
error frame_error(error_code failed, std::string const& who) {
  if (failed == ws::error::closed) return error(errc::closed, who + " closed the WebSocket");
  if (failed == ws::error::message_too_big || failed == ws::error::buffer_overflow)
    return error(errc::too_large, who + " sent a message over our limit");
  if (failed == ws::condition::protocol_violation || failed == ws::error::bad_frame_payload)
    return error(errc::bad_message, who + " broke the WebSocket protocol: " + failed.message());
  return io_error(failed, who);
}

class beast_websocket final : public websocket {
 public:
  beast_websocket(stream connection, std::string who, std::size_t message_limit)
      : ws_(connection),
        connection_(std::move(connection)),
        ended_(connection_.get_executor()),
        who_(std::move(who)) {
    auto never = ws::stream_base::timeout{ws::stream_base::none(), ws::stream_base::none(), false};
    ws_.set_option(never);  // the owner decides
    ws_.read_message_max(message_limit);
    ws_.auto_fragment(false);
    connection_.read_ahead([this] {
      if (on_idle_) on_idle_();
    });
    ws_.text(true);
    ws_.control_callback([this](ws::frame_type, beast::string_view) { heard(); });
  }

  beast_stream& raw() { return ws_; }

  awaitable<result<std::string_view>> read() override {
    buffer_.consume(buffer_.size());
    auto const [failed, size] = co_await ws_.async_read(buffer_, use_tuple);
    if (failed) co_return co_await read_failed(failed);
    heard();
    auto const* const text = static_cast<char const*>(buffer_.data().data());
    if (ws_.got_binary() && !base::is_utf8(std::string_view(text, size))) {
      co_return co_await read_failed(ws::error::bad_frame_payload);
    }
    co_return std::string_view(text, size);
  }

  awaitable<result<>> write(std::string text) override {
    turns::place turn(writers_, connection_.get_executor());
    co_await turn.wait();
    if (over_) co_return closed();
    auto const [failed, size] = co_await ws_.async_write(asio::buffer(text), use_tuple);
    if (failed) co_return frame_error(failed, who_);
    co_return result<>();
  }

  awaitable<result<>> write_all(std::vector<std::string> const& texts) override {
    turns::place turn(writers_, connection_.get_executor());
    co_await turn.wait();
    if (over_) co_return closed();
    connection_.cork();
    error_code failed;
    for (auto text = texts.begin(); !failed && text != texts.end(); ++text) {
      auto const framed = co_await ws_.async_write(asio::buffer(*text), use_tuple);
      failed = std::get<0>(framed);
    }
    auto const sent = co_await connection_.uncork();
    if (!failed) failed = std::get<0>(sent);
    if (failed) co_return frame_error(failed, who_);
    co_return result<>();
  }

  awaitable<result<>> ping() override {
    turns::place turn(pingers_, connection_.get_executor());
    co_await turn.wait();
    if (over_) co_return closed();
    auto const payload = ws::ping_data();
    auto const [failed] = co_await ws_.async_ping(payload, use_tuple);
    if (failed) co_return frame_error(failed, who_);
    co_return result<>();
  }

  awaitable<> close(base::duration limit) override {
    while (closing_ && !over_)
      co_await ended_.wait();
    if (over_) co_return;
    closing_ = true;
    watchdog deadline(connection_.get_executor(), limit);
    deadline.guard([this] { drop(false); });
    {
      turns::place turn(writers_, connection_.get_executor());  // what was queued goes out first
      co_await turn.wait();
      auto const reason = ws::close_reason(ws::close_code::normal);
      if (!over_) co_await ws_.async_close(reason, use_tuple);
    }
    drop(false);
  }

  void abort() override { drop(true); }

  void freeze() override { connection_.freeze(); }

  void on_activity(std::function<void()> callback) override { on_activity_ = std::move(callback); }

  void on_idle(std::function<void()> callback) override { on_idle_ = std::move(callback); }

 private:
  void heard() {
    if (on_activity_) on_activity_();
  }

  error closed() const { return error(errc::closed, "the WebSocket to " + who_ + " is closed"); }

  void drop(bool reset) {
    if (over_) return;
    over_ = true;
    if (reset)
      connection_.abort();
    else
      connection_.close();
    ended_.notify_all();
  }

  awaitable<result<std::string_view>> read_failed(error_code failed) {
    auto const meaning = over_ ? closed() : frame_error(failed, who_);
    // Beast has sent a close frame that says what was wrong: let it arrive.
    if (!over_ && (meaning.code == errc::bad_message || meaning.code == errc::too_large)) {
      over_ = true;
      ended_.notify_all();
      co_await connection_.finish(std::chrono::seconds{1});
    }
    if (!closing_) drop(false);
    co_return meaning;
  }

  beast_stream ws_;
  stream connection_;
  base::wake_up ended_;
  std::string who_;
  beast::flat_buffer buffer_;
  turns writers_;
  turns pingers_;
  std::function<void()> on_activity_;
  std::function<void()> on_idle_;
  bool closing_ = false;
  bool over_ = false;
};

error handshake_error(error_code failed, ws::response_type const& answer, std::string const& host) {
  if (failed == ws::error::upgrade_declined)
    return error(errc::rejected, host + " answered the WebSocket handshake with HTTP status " +
                                     std::to_string(answer.result_int()));
  if (failed == http::error::end_of_stream || failed == http::error::partial_message)
    return error(errc::closed, host + " closed the connection during the WebSocket handshake");
  if (failed == ws::condition::handshake_failed ||
      failed.category() == http::make_error_code(http::error::bad_version).category())
    return error(errc::bad_message,
                 host + ": the WebSocket handshake was answered wrongly: " + failed.message());
  return io_error(failed, host);
}

}  // namespace

awaitable<result<std::unique_ptr<websocket>>> open_websocket(std::string address, connect_options options,
                                                             base::duration deadline,
                                                             std::size_t message_limit) {
  auto const target = parse_url(address);
  if (!target) co_return target.error();
  if (!target->scheme.starts_with("ws"))
    co_return error(errc::invalid_input, "a WebSocket's URL begins with wss://");
  watchdog limit(co_await asio::this_coro::executor, deadline);
  auto connected = co_await connect(*target, std::move(options), limit);
  if (!connected) co_return connected.error();
  auto connection = *connected;
  limit.guard([connection]() mutable { connection.abort(); });
  auto socket = std::make_unique<beast_websocket>(connection, target->host, message_limit);
  ws::response_type answer;
  auto const [failed] =
      co_await socket->raw().async_handshake(answer, target->authority(), target->target, use_tuple);
  limit.guard([] {});
  if (failed) {
    connection.close();
    if (limit.expired()) co_return timed_out_error(target->host, limit);
    co_return handshake_error(failed, answer, target->host);
  }
  co_return std::unique_ptr<websocket>(std::move(socket));
}

bool wants_websocket(http_request const& request) {
  return base::to_lower(request.fields.get("upgrade")) == "websocket";
}

awaitable<result<std::unique_ptr<websocket>>> accept_websocket(stream connection, http_request request,
                                                               std::size_t message_limit) {
  http::request<http::empty_body> handshake(http::string_to_verb(request.method), request.target, 11);
  for (auto const& [name, value] : request.fields)
    handshake.insert(name, value);
  auto socket = std::make_unique<beast_websocket>(connection, "the client", message_limit);
  auto const [failed] = co_await socket->raw().async_accept(handshake, use_tuple);
  if (!failed) co_return std::unique_ptr<websocket>(std::move(socket));
  if (failed == ws::condition::handshake_failed)
    co_return error(errc::bad_message, "not a valid WebSocket handshake: " + failed.message());
  co_return io_error(failed, "the client");
}

}  // namespace huzzah::net
