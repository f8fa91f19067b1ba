// Wires features, storage, a workspace and a clock: events go in, what follows from them is committed, words
// leave through the courier. Knows no platform.
#pragma once

#include "base/clock.hpp"
#include "chat/workspace.hpp"
#include "features/courier.hpp"
#include "features/feature.hpp"
#include "features/kudos_options.hpp"
#include "storage/store.hpp"

#include <memory>
#include <vector>

namespace huzzah::bot {

/// Huzzah, once it has a workspace to work in. I/O thread only; what is passed in must outlive it.
class engine {
 public:
  engine(asio::any_io_executor executor, storage::store& store, chat::workspace& workspace,
         base::clock& clock, features::kudos_options const& kudos);

  /// Lets every feature look at an event. When it returns a value, all that follows is committed.
  awaitable<result<chat::reply>> handle(chat::event happened);

  /// Delivers what is in the outbox until stop(), then ends the calls under way.
  awaitable<> run() { return courier_.run(); }
  void stop() { courier_.stop(); }

 private:
  storage::store& store_;
  std::vector<std::unique_ptr<features::feature>> features_;
  features::courier courier_;
};

}  // namespace huzzah::bot
