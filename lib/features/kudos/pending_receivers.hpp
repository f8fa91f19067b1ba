// Receivers who could not be looked up when they were thanked: looked up later, and notified then.
#pragma once

#include "app/context.hpp"
#include "app/ledger/kudos.hpp"
#include "base/async.hpp"
#include "features/kudos/options.hpp"

namespace huzzah::kudos {

/// Works in the background. I/O thread only; what is passed in must outlive it.
class pending_receivers {
 public:
  pending_receivers(app::context const& with, options const& options) : with_(with), options_(options) {}

  /// Looks every few seconds. Ends when it is cancelled.
  awaitable<> run();

  /// One look: asks the platform for those who wait, and decides. One who can't be looked up for a day is
  /// refused. Returns false if there are none.
  awaitable<bool> look();

 private:
  awaitable<> decide(ledger::pending_receiver who);

  app::context with_;
  options const& options_;
};

}  // namespace huzzah::kudos
