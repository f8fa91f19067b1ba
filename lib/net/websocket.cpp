// A WebSocket: the shell that moves the bytes of websocket_frames.
#include "net/websocket.hpp"

#include "net/connect.hpp"
#include "net/http_wire.hpp"
#include "net/turns.hpp"
#include "net/websocket_accept.hpp"
#include "net/websocket_frames.hpp"
#include "net/websocket_handshake.hpp"

#include <boost/asio/this_coro.hpp>

namespace huzzah::net {

namespace {

constexpr base::duration last_words = std::chrono::seconds{1};
constexpr std::size_t most_kept = 256u << 10;  // of the buffer for what goes out

/// Frames over a stream. Frames are put together where they are sent and taken apart where they were read, so
/// that what arrives together costs one read, and what goes out together one write.
class framed_websocket final : public websocket {
 public:
  framed_websocket(stream connection, std::string who, websocket_role us, std::size_t message_limit)
      : connection_(std::move(connection)),
        ended_(connection_.get_executor()),
        who_(std::move(who)),
        writer_(us),
        reader_(us == websocket_role::client ? websocket_role::server : websocket_role::client,
                message_limit) {}

  /// Bytes that came with the handshake.
  void arrived(std::string_view bytes) {
    while (!bytes.empty()) {
      auto const size = asio::buffer_copy(reader_.room(), asio::buffer(bytes));
      reader_.filled(size);
      bytes.remove_prefix(size);
    }
  }

  awaitable<result<std::string_view>> read() override {
    while (closing_ && !over_ && drains_)
      co_await ended_.wait();
    reading_ = true;
    auto read = co_await next_message();
    reading_ = false;
    if (closing_) ended_.notify_all();
    co_return read;
  }

  awaitable<result<>> write(std::string text) override {
    std::vector<std::string> const one{std::move(text)};
    co_return co_await write_all(one);
  }

  awaitable<result<>> write_all(std::vector<std::string> const& texts) override {
    turns::place turn(writers_, connection_.get_executor());
    co_await turn.wait();
    if (over_ || said_goodbye_) co_return closed();
    out_.clear();
    for (auto const& text : texts)
      writer_.append(out_, frame_kind::text, text);
    co_return co_await send();
  }

  awaitable<result<>> ping() override { co_return co_await send_control(frame_kind::ping, {}); }

  awaitable<> close(base::duration limit) override {
    while (closing_ && !over_)
      co_await ended_.wait();
    if (over_) co_return;
    closing_ = true;
    watchdog deadline(connection_.get_executor(), limit);
    deadline.guard([this] { drop(false); });
    co_await say_goodbye(close_code::normal);  // what was queued goes out first
    // Whoever reads meets the answer; where nobody does, it is done here.
    while (!over_ && reading_)
      co_await ended_.wait();
    drains_ = true;
    for (auto more = !over_; more && !over_ && !heard_goodbye_;) {
      auto const message = co_await next_message();
      more = message.has_value();
    }
    drop(false);
  }

  void abort() override { drop(true); }

  void freeze() override { connection_.freeze(); }

  void on_activity(std::function<void()> callback) override { on_activity_ = std::move(callback); }

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

  awaitable<result<std::string_view>> next_message() {
    using what = frame_reader::what;
    for (;;) {
      if (over_ || heard_goodbye_) co_return closed();
      auto const found = reader_.next();
      if (found != what::nothing && found != what::violation) heard();
      switch (found) {
        case what::message:
          co_return reader_.payload();
        case what::ping: {
          std::string payload(reader_.payload());
          co_await send_control(frame_kind::pong, std::move(payload));
          break;
        }
        case what::close:
          co_return co_await answer_goodbye();
        case what::violation:
          co_return co_await complain();
        case what::pong:
        case what::fragment:
          break;
        case what::nothing: {
          auto const failed = co_await fill();
          if (!failed) break;
          auto const meaning = over_ ? closed() : io_error(failed, who_);
          if (!closing_) drop(false);
          co_return meaning;
        }
      }
    }
  }

  /// Reads what there is.
  awaitable<error_code> fill() {
    auto const room = reader_.room();
    auto const [failed, size] = co_await connection_.read_some(room);
    auto all = size;
    for (auto more = failed ? 0 : size; more > 0; all += more)
      more = connection_.read_more(room + all);
    reader_.filled(all);
    co_return failed;
  }

  /// Sends what is in out_. To be called in one's turn.
  awaitable<result<>> send() {
    auto const [failed, size] = co_await connection_.write(out_);
    if (out_.capacity() > most_kept) out_ = std::string();
    if (failed && over_) co_return closed();
    if (failed) co_return io_error(failed, who_);
    co_return result<>();
  }

  awaitable<result<>> send_control(frame_kind kind, std::string payload) {
    turns::place turn(writers_, connection_.get_executor());
    co_await turn.wait();
    if (over_ || said_goodbye_) co_return closed();
    out_.clear();
    writer_.append(out_, kind, payload);
    co_return co_await send();
  }

  awaitable<> say_goodbye(close_code why) {
    turns::place turn(writers_, connection_.get_executor());
    co_await turn.wait();
    if (over_ || said_goodbye_) co_return;
    said_goodbye_ = true;
    out_.clear();
    writer_.append_close(out_, why);
    co_await send();
  }

  awaitable<result<std::string_view>> answer_goodbye() {
    heard_goodbye_ = true;
    co_await say_goodbye(reader_.answer());
    auto const first = !over_ && !closing_;
    if (first) drop(false);
    co_return error(errc::closed, who_ + " closed the WebSocket");
  }

  /// Tells the other side what it did wrong, and lets that arrive.
  awaitable<result<std::string_view>> complain() {
    auto const wrong =
        reader_.wrong().code == errc::too_large
            ? error(errc::too_large, who_ + " sent a message over our limit")
            : error(errc::bad_message, who_ + " broke the WebSocket protocol: " + reader_.wrong().detail);
    co_await say_goodbye(reader_.answer());
    if (over_) co_return closed();
    over_ = true;
    ended_.notify_all();
    co_await connection_.finish(last_words);
    co_return wrong;
  }

  stream connection_;
  base::wake_up ended_;
  std::string who_;
  frame_writer writer_;
  frame_reader reader_;
  turns writers_;
  std::string out_;
  std::function<void()> on_activity_;
  bool reading_ = false;
  bool drains_ = false;         ///< close() reads for the other side's last words
  bool said_goodbye_ = false;   ///< nothing more is sent
  bool heard_goodbye_ = false;  ///< nothing more comes
  bool closing_ = false;
  bool over_ = false;
};

/// What a failure within the handshake means.
error handshake_error(error failure, std::string const& host) {
  if (failure.code == errc::closed)
    failure.detail = host + " closed the connection during the WebSocket handshake";
  if (failure.code == errc::bad_message)
    failure.detail = host + ": the WebSocket handshake was answered wrongly: " + failure.detail;
  return failure;
}

/// Asks for a WebSocket and reads the answer.
awaitable<result<std::unique_ptr<websocket>>> shake_hands(stream connection, url const& target,
                                                          std::size_t message_limit) {
  auto const key = websocket_key();
  auto const request = ask_for_websocket(target.target, key);
  auto const head = request_head(request, target.target, target.authority());
  if (!head) co_return head.error();
  auto const sent = co_await connection.write(*head);
  if (std::get<0>(sent)) co_return handshake_error(io_error(std::get<0>(sent), target.host), target.host);
  http_reader reader(connection);
  auto const answer = co_await reader.response(true, 0);
  if (!answer) co_return handshake_error(answer.error(), target.host);
  auto const granted = check_grant(answer->message, key, target.host);
  if (!granted) co_return granted.error();
  auto socket =
      std::make_unique<framed_websocket>(connection, target.host, websocket_role::client, message_limit);
  socket->arrived(reader.rest());
  co_return std::unique_ptr<websocket>(std::move(socket));
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
  auto opened = co_await shake_hands(connection, *target, message_limit);
  limit.guard([] {});
  if (opened) co_return opened;
  connection.close();
  if (limit.expired()) co_return timed_out_error(target->host, limit);
  co_return opened;
}

awaitable<result<std::unique_ptr<websocket>>> accept_websocket(stream connection, http_request request,
                                                               std::size_t message_limit) {
  auto const grant = grant_websocket(request);
  auto const answer = grant ? *grant : http_response(400, grant.error().detail + "\n", "text/plain");
  auto const head = response_head(answer, grant.has_value());
  if (!head) co_return head.error();
  auto const sent = co_await connection.write(*head, answer.body);
  if (!grant) co_return grant.error();
  if (std::get<0>(sent)) co_return io_error(std::get<0>(sent), "the client");
  co_return std::make_unique<framed_websocket>(connection, "the client", websocket_role::server,
                                               message_limit);
}

}  // namespace huzzah::net
