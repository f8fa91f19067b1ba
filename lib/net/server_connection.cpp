#include "net/server_connection.hpp"

#include "base/text.hpp"
#include "net/http_wire.hpp"
#include "net/watchdog.hpp"
#include "net/websocket_accept.hpp"

namespace huzzah::net {

namespace {

/// How long a client may take over a request, the pause before it included, or over reading the answer.
constexpr auto patience = std::chrono::seconds{60};

/// The answer to a malformed request; none if the client does not wait for one.
std::optional<http_response> complaint(error const& failure) {
  if (failure.code == errc::bad_message) return http_response(400, "bad request\n", "text/plain");
  if (failure.code != errc::too_large) return std::nullopt;
  if (failure.detail.find("header") != std::string::npos)
    return http_response(431, "header too large\n", "text/plain");
  return http_response(413, "body too large\n", "text/plain");
}

class conversation {
 public:
  conversation(stream connection, listen_options options, http_handler& handler, bool& is_idle)
      : connection_(std::move(connection)),
        options_(std::move(options)),
        handler_(handler),
        is_idle_(is_idle),
        reader_(connection_) {}

  awaitable<> run() {
    if (options_.tls) {
      watchdog limit(connection_.get_executor(), patience);
      limit.guard([this] { connection_.abort(); });
      auto const secured = co_await connection_.start_tls_server(*options_.tls);
      if (!secured) co_return;
    }
    while (co_await exchange()) {
    }
  }

 private:
  /// One request and its answer; false at the end of the connection.
  awaitable<bool> exchange() {
    auto request = co_await next_request();
    if (!request) {
      auto answer = complaint(request.error());
      if (answer) {
        co_await respond(*answer, false, false);
        co_await connection_.finish(std::chrono::seconds{1});
      }
      co_return false;
    }
    auto const keep_alive = request->keep_alive;
    auto message = std::move(request->message);
    auto const without_body = message.method == "HEAD";
    if (wants_websocket(message)) {
      auto refusal = handler_.refuse_websocket(message);
      if (!refusal) {
        co_await upgrade(std::move(message));
        co_return false;
      }
      co_return co_await respond(*refusal, keep_alive, false);
    }
    auto answer = co_await ask(std::move(message));
    if (!answer) {
      connection_.abort();
      co_return false;
    }
    auto const goes_on = co_await respond(*answer, keep_alive, without_body);
    if (!goes_on) co_await connection_.finish(std::chrono::seconds{1});
    co_return goes_on;
  }

  awaitable<result<incoming<http_request>>> next_request() {
    watchdog limit(connection_.get_executor(), patience);
    limit.guard([this] { connection_.abort(); });
    is_idle_ = true;
    auto request = co_await reader_.request(options_.body_limit, options_.header_time);
    is_idle_ = false;
    co_return request;
  }

  /// What the handler says, and 500 where it throws.
  awaitable<std::optional<http_response>> ask(http_request request) {
    try {
      co_return co_await handler_.respond(std::move(request));
    } catch (...) {  // a bug there is to cost one answer, not the server
    }
    co_return http_response(500, "internal error\n", "text/plain");
  }

  /// Whether the connection can be used for another request.
  awaitable<bool> respond(http_response const& answer, bool keep_alive, bool without_body) {
    if (base::to_lower(answer.fields.get("connection")) == "close") keep_alive = false;
    auto head = response_head(answer, keep_alive);
    if (!head) co_return false;
    watchdog limit(connection_.get_executor(), patience);
    limit.guard([this] { connection_.abort(); });
    auto const body = without_body || answer.status == 204 || answer.status == 304
                          ? std::string_view{}
                          : std::string_view(answer.body);
    auto const sent = co_await connection_.write(*head, body);
    co_return keep_alive && !std::get<0>(sent);
  }

  awaitable<> upgrade(http_request request) {
    if (reader_.has_more()) co_return;  // a client must wait for our answer before it goes on
    auto copy = request;
    std::unique_ptr<websocket> socket;
    {
      watchdog limit(connection_.get_executor(), patience);
      limit.guard([this] { connection_.abort(); });
      auto accepted = co_await accept_websocket(connection_, std::move(copy), options_.message_limit);
      if (accepted) socket = std::move(*accepted);
    }
    if (!socket) {
      co_await connection_.finish(std::chrono::seconds{1});
      co_return;
    }
    co_await handler_.serve(std::move(request), std::move(socket));
  }

  stream connection_;
  listen_options options_;
  http_handler& handler_;
  bool& is_idle_;
  http_reader reader_;
};

}  // namespace

awaitable<> serve_connection(stream connection, listen_options options, http_handler& handler,
                             bool& is_idle) {
  conversation talk(std::move(connection), std::move(options), handler, is_idle);
  co_await talk.run();
}

}  // namespace huzzah::net
