#include "bot/service/operations.hpp"

#include "bot/config/fields.hpp"
#include "net/url.hpp"

#include <utility>

namespace huzzah::bot::service {

namespace {

constexpr auto plain_text = "text/plain; charset=utf-8";

net::http_response says(unsigned status, std::string text) {
  return net::http_response(status, std::move(text) + "\n", plain_text);
}

}  // namespace

operations::operations(asio::any_io_executor executor, store::store& store, base::clock& clock,
                       std::function<observations()> look)
    : executor_(executor), probe_(std::move(executor), store, clock), look_(std::move(look)) {}

result<> operations::listen(config::metrics_config const& where) {
  for_this_machine_ = net::is_loopback(where.address);
  net::listen_options options;
  options.address = where.address;
  options.port = where.port;
  options.body_limit = 1u << 10;
  options.most_connections = 64;
  auto opened = net::http_server::listen(executor_, std::move(options), *this);
  if (!opened) return std::move(opened).error();
  server_ = std::move(opened).value();
  return {};
}

awaitable<> operations::stop() {
  if (server_) co_await server_->stop();
}

awaitable<std::optional<net::http_response>> operations::respond(net::http_request request) {
  auto const path = request.target.substr(0, request.target.find('?'));
  auto answer = says(404, "there are /healthz, /readyz and /metrics");
  // A web page must not find out what runs here by a name of its own that leads to this machine.
  if (for_this_machine_ && !config::is_this_machine(request.fields.get("Host")))
    answer = says(403, "this port answers to localhost alone");
  else if (request.method != "GET" && request.method != "HEAD")
    answer = says(405, "only GET");
  else if (path == "/healthz")
    answer = co_await health();
  else if (path == "/readyz")
    answer = readiness();
  else if (path == "/metrics")
    answer = co_await metrics();
  answer.fields.set("Cache-Control", "no-store");
  answer.fields.set("X-Content-Type-Options", "nosniff");
  co_return answer;
}

/// That it answers at all shows that the I/O loop turns.
awaitable<net::http_response> operations::health() {
  auto const database = co_await probe_.take();
  co_return database ? says(200, "ok") : says(503, "the database does not answer");
}

net::http_response operations::readiness() const {
  auto const seen = look_();
  if (seen.ready) return says(200, "ready");
  return says(503,
              seen.connection.open > 0 ? "catching up with what was said before" : "not connected to Slack");
}

awaitable<net::http_response> operations::metrics() {
  auto const database = co_await probe_.take();
  auto seen = look_();
  seen.database = database;
  co_return net::http_response(200, metrics_text(seen), "text/plain; version=0.0.4; charset=utf-8");
}

std::optional<net::http_response> operations::refuse_websocket(net::http_request const&) {
  return says(404, "no WebSockets here");
}

awaitable<> operations::serve(net::http_request /*request*/, std::unique_ptr<net::websocket> /*socket*/) {
  co_return;
}

}  // namespace huzzah::bot::service
