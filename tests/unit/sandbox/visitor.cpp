#include "unit/sandbox/visitor.hpp"

#include <boost/asio/co_spawn.hpp>

#include <chrono>
#include <exception>

namespace huzzah::sandbox::testing {

namespace {

constexpr auto patience = std::chrono::seconds{60};

}  // namespace

net::connect_options visitor::options() const {
  return net::connect_options(net::tls_context::client().value());
}

visitor::visitor() : clock(some_morning()), client_(options()) {
  sandbox_options wanted;
  wanted.manifest = test_manifest();
  wanted.seed = 7;
  wanted.rate_limits = false;
  wanted.turn_forward = [this](base::duration length) { clock.turn(length); };
  wanted.moments = [this] { return moments; };
  served = sandbox::start(io.get_executor(), clock, std::move(wanted)).value();
}

awaitable<> visitor::tell(awaitable<> (*story)(visitor& v)) {
  std::exception_ptr failed;
  try {
    co_await story(*this);
  } catch (...) {
    failed = std::current_exception();
  }
  co_await served->stop();
  if (failed) std::rethrow_exception(failed);
}

void visitor::run(awaitable<> (*story)(visitor& v)) {
  std::exception_ptr failed;
  asio::co_spawn(io, tell(story), [&](std::exception_ptr why) { failed = why; });
  io.run();
  if (failed) std::rethrow_exception(failed);
}

awaitable<result<net::http_response>> visitor::send(net::http_request request) {
  if (request.target.starts_with('/')) request.target = served->url() + request.target;
  co_return co_await client_.send(std::move(request), patience);
}

awaitable<json> visitor::api(std::string method, json args, std::string token) {
  net::http_request request("POST", "/api/" + method);
  request.fields.set("Content-Type", "application/json");
  request.fields.set("Authorization", "Bearer " + token);
  request.body = args.dump();
  auto const answer = co_await send(std::move(request));
  co_return json::parse(answer.value().body);
}

awaitable<json> visitor::post(std::string path, json body) {
  net::http_request request("POST", "/sandbox/" + path);
  request.fields.set("Content-Type", "application/json");
  request.body = body.dump();
  auto const answer = co_await send(std::move(request));
  co_return json::parse(answer.value().body);
}

awaitable<json> visitor::get(std::string path) {
  net::http_request request("GET", "/sandbox/" + path);
  auto const answer = co_await send(std::move(request));
  co_return json::parse(answer.value().body);
}

awaitable<result<std::unique_ptr<net::websocket>>> visitor::open(std::string url) {
  auto how = options();
  co_return co_await net::open_websocket(std::move(url), std::move(how), patience);
}

awaitable<std::unique_ptr<net::websocket>> visitor::connect() {
  auto const none = json::object();
  auto const opened = co_await api("apps.connections.open", none, served->app_token());
  auto socket = co_await open(opened["url"].get<std::string>());
  auto const hello = co_await next(**socket);
  if (hello.value("type", "") != "hello") throw std::runtime_error("no hello but " + hello.dump());
  co_return std::move(*socket);
}

awaitable<json> visitor::next(net::websocket& socket) {
  auto const text = co_await socket.read();
  co_return text ? json::parse(*text) : json();
}

awaitable<> visitor::acknowledge(net::websocket& socket, json envelope, json payload) {
  json ack = {{"envelope_id", envelope["envelope_id"]}};
  if (!payload.is_null()) ack["payload"] = payload;
  auto text = ack.dump();
  co_await socket.write(std::move(text));
}

awaitable<> visitor::say(std::string user, std::string channel, std::string text) {
  json const args = {{"channel", channel}, {"text", text}};
  auto const answer = co_await as(user, "chat.postMessage", args);
  if (answer["ok"] != true) throw std::runtime_error(answer.dump());
}

}  // namespace huzzah::sandbox::testing
