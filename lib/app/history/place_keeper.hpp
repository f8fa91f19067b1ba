// Finds out who can read the places of the ledger, and moves what was said there to the audience that
// follows.
#pragma once

#include "base/async.hpp"
#include "base/clock.hpp"
#include "chat/directory.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace huzzah::history {

/// Works in the background. I/O thread only; what is passed in must outlive it.
class place_keeper {
 public:
  place_keeper(store::store& store, chat::directory& directory, base::clock& clock)
      : store_(store), directory_(directory), clock_(clock) {}

  /// Looks every few seconds whether there is something to find out or to move. Ends when it is cancelled.
  awaitable<> run();

  /// One look: asks the platform for places that are not known, and moves entries. False if there was nothing
  /// to do. A failure of storage or of the platform is left for the next look.
  awaitable<bool> look();

 private:
  awaitable<std::vector<std::string>> unknown();
  awaitable<> ask(std::string channel);
  awaitable<bool> move();

  store::store& store_;
  chat::directory& directory_;
  base::clock& clock_;
};

}  // namespace huzzah::history
