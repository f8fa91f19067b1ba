// What whoever runs Huzzah can see of it.
#include "town.hpp"

#include "support/run.hpp"

#include <doctest/doctest.h>
#include <boost/asio/ip/tcp.hpp>

using namespace huzzah;
using namespace huzzah::test;
using namespace std::chrono_literals;

namespace {

class nobody final : public net::http_handler {
 public:
  awaitable<std::optional<net::http_response>> respond(net::http_request /*request*/) override {
    co_return std::nullopt;
  }
  std::optional<net::http_response> refuse_websocket(net::http_request const&) override { return {}; }
  awaitable<> serve(net::http_request /*request*/, std::unique_ptr<net::websocket> /*socket*/) override {
    co_return;
  }
};

unsigned short free_port(town& t) {
  nobody handler;
  auto const once = net::http_server::listen(t.io.get_executor(), {}, handler).value();
  auto const port = once->port();
  run(t.io, once->stop());
  return port;
}

net::http_response ask(town& t, net::http_request request) {
  net::https_client client{net::connect_options(net::tls_context::client().value())};
  return run(t.io, client.send(std::move(request), 10s)).value();
}

net::http_response ask(town& t, std::string const& path) {
  return ask(t, net::http_request("GET", "http://127.0.0.1:" + std::to_string(t.metrics.port) + path));
}

/// The value of a metric, as it is written.
std::string value_of(std::string const& text, std::string const& metric) {
  auto const at = ("\n" + text).find("\n" + metric + " ");
  if (at == std::string::npos) return "absent";
  auto const from = at + metric.size() + 1;
  return text.substr(from, text.find('\n', from) - from);
}

}  // namespace

TEST_CASE("how the bot is can be asked before, while and after it is connected") {
  town t;
  t.metrics.port = free_port(t);
  t.web_api_fault("auth.test", {{"times", 1'000}, {"status", 503}});
  t.open_bot();
  t.eventually([&] { return t.log.count("Slack can't be reached") > 0; });
  CHECK(ask(t, "/healthz").status == 200);
  CHECK(ask(t, "/readyz").status == 503);
  CHECK(value_of(ask(t, "/metrics").body, "huzzah_connected") == "0");

  t.post("faults", {{"reset", true}});
  t.eventually([&] { return t.stats()["hellos"] == 1; });
  t.eventually([&] { return ask(t, "/readyz").status == 200; });
  CHECK(ask(t, "/readyz").body == "ready\n");

  t.faults({{"max_connections", 0}});
  t.post("disconnect", {{"reason", "refresh_requested"}, {"close_after_ms", 0}});
  t.eventually([&] { return ask(t, "/readyz").status == 503; });
  CHECK(ask(t, "/healthz").status == 200);
}

TEST_CASE("what the bot did shows in its metrics") {
  town t;
  t.metrics.port = free_port(t);
  t.start_bot();
  t.say(ada, general, at(bruno) + " ++ for the metrics");
  t.command(ada, "me");
  t.quiet();
  auto const text = ask(t, "/metrics").body;
  INFO(text);
  CHECK(value_of(text, "huzzah_connected") == "1");
  CHECK(value_of(text, "huzzah_ready") == "1");
  CHECK(value_of(text, "huzzah_connections_total") == "1");
  CHECK(value_of(text, R"(huzzah_envelopes_total{type="slash_commands"})") == "1");
  CHECK(std::stoi(value_of(text, R"(huzzah_envelopes_total{type="events_api"})")) >= 1);
  CHECK(std::stoi(value_of(text, R"(huzzah_acks_total{outcome="sent"})")) == t.stats()["acks"].get<int>());
  CHECK(value_of(text, "huzzah_ack_seconds_count") == value_of(text, R"(huzzah_acks_total{outcome="sent"})"));
  CHECK(std::stoi(value_of(text, R"(huzzah_units_total{outcome="done"})")) >= 1);
  CHECK(value_of(text, "huzzah_database_up") == "1");
  CHECK(value_of(text, R"(huzzah_outbox_errands{state="pending"})") == "0");
  CHECK(std::stoi(value_of(text, R"(huzzah_api_calls_total{outcome="ok"})")) >= 3);
  CHECK(std::stoll(value_of(text, "process_resident_memory_bytes")) > 1'000'000);
  for (auto const& token : {t.slack->app_token(), t.slack->bot_token()})
    CHECK(text.find(token) == std::string::npos);
}

TEST_CASE("the port for metrics answers to this machine's names, to reading, and to what it has") {
  town t;
  t.metrics.port = free_port(t);
  auto base = "http://127.0.0.1:" + std::to_string(t.metrics.port);
  SUBCASE("by the old addresses") {}
  SUBCASE("by the new addresses") {
    using asio::ip::tcp;
    boost::system::error_code failed;
    tcp::acceptor other(t.io);
    other.open(tcp::v6(), failed);
    if (!failed) other.bind({asio::ip::address_v6::loopback(), 0}, failed);
    if (failed) {
      MESSAGE("there is no IPv6 here");
      return;
    }
    t.metrics.address = "::1";
    base = "http://[::1]:" + std::to_string(t.metrics.port);
  }
  t.start_bot();
  net::http_request rebound("GET", base + "/metrics");
  rebound.fields.set("Host", "evil.example");
  CHECK(ask(t, std::move(rebound)).status == 403);
  CHECK(ask(t, net::http_request("POST", base + "/metrics")).status == 405);
  CHECK(ask(t, net::http_request("GET", base + "/")).status == 404);
  CHECK(ask(t, net::http_request("GET", base + "/metrics?x=1")).status == 200);
}

TEST_CASE("where the port is taken, the bot says so and ends") {
  town t;
  nobody handler;
  auto const other = net::http_server::listen(t.io.get_executor(), {}, handler).value();
  t.metrics.port = other->port();
  t.open_bot();
  CHECK(t.end_of_bot() == bot::cli::exit_code::failed);  // it may become free
  CHECK(t.log.count("is already in use") == 1);
  run(t.io, other->stop());
}
