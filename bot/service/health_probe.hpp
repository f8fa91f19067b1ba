// Whether the database still answers, and what it says of itself.
#pragma once

#include "app/delivery/metrics.hpp"
#include "base/clock.hpp"
#include "store/store.hpp"

#include <memory>
#include <optional>

namespace huzzah::bot::service {

/// Probes the database: a unit of work that changes nothing, then a look at the outbox. One at a time,
/// however many ask. I/O thread only; store and clock must outlive the executor's last run.
class health_probe {
 public:
  health_probe(asio::any_io_executor executor, store::store& store, base::clock& clock);

  /// What the database says of itself; nothing when the database fails, or takes longer than a few seconds.
  awaitable<std::optional<delivery::metrics>> take();

 private:
  class look;
  static awaitable<> run(store::store& store, std::shared_ptr<look> into, base::time_point now);

  asio::any_io_executor executor_;
  store::store& store_;
  base::clock& clock_;
  std::shared_ptr<look> under_way_;
};

}  // namespace huzzah::bot::service
