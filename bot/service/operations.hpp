// Serves the state of the process over HTTP: /healthz, /readyz and /metrics.
#pragma once

#include "base/clock.hpp"
#include "bot/config/config.hpp"
#include "bot/service/health_probe.hpp"
#include "bot/service/metrics.hpp"
#include "net/http_server.hpp"
#include "store/store.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace huzzah::bot::service {

/// A small HTTP server for scripts and Prometheus. I/O thread only; store and clock must outlive the
/// executor's last run.
class operations final : public net::http_handler {
 public:
  /// `look` tells how the bot is; the database's signs of life are added to it.
  operations(asio::any_io_executor executor, store::store& store, base::clock& clock,
             std::function<observations()> look);

  /// Begins to listen; fails as net::http_server::listen() does.
  result<> listen(config::metrics_config const& where);
  /// The port that it listens on.
  unsigned short port() const { return server_->port(); }
  /// Answers no more.
  awaitable<> stop();

  awaitable<std::optional<net::http_response>> respond(net::http_request request) override;
  std::optional<net::http_response> refuse_websocket(net::http_request const& request) override;
  awaitable<> serve(net::http_request request, std::unique_ptr<net::websocket> socket) override;

 private:
  awaitable<net::http_response> health();
  net::http_response readiness() const;
  awaitable<net::http_response> metrics();

  asio::any_io_executor executor_;
  health_probe probe_;
  std::function<observations()> look_;
  bool for_this_machine_ = true;
  std::unique_ptr<net::http_server> server_;
};

}  // namespace huzzah::bot::service
