// Receivers who could not be looked up when they were thanked: looked up later, and notified then.
#pragma once

#include "app/ledger/kudos.hpp"
#include "base/async.hpp"
#include "base/clock.hpp"
#include "chat/workspace.hpp"
#include "features/kudos/options.hpp"
#include "store/store.hpp"

namespace huzzah::kudos {

/// Works in the background. I/O thread only; what is passed in must outlive it.
class pending_receivers {
 public:
  pending_receivers(store::store& store, chat::workspace& workspace, base::clock& clock,
                    options const& options)
      : store_(store), workspace_(workspace), clock_(clock), options_(options) {}

  /// Looks every few seconds. Ends when it is cancelled.
  awaitable<> run();

  /// One look: asks the platform for those who wait, and decides. One who can't be looked up for a day is
  /// refused. Returns false if there are none.
  awaitable<bool> look();

 private:
  awaitable<> decide(ledger::pending_receiver who);

  store::store& store_;
  chat::workspace& workspace_;
  base::clock& clock_;
  options const& options_;
};

}  // namespace huzzah::kudos
