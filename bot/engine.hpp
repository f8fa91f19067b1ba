// Wires features, storage, a workspace and a clock: events go in, what follows from them is committed, words
// leave through the courier; rituals happen by themselves. Knows no platform.
#pragma once

#include "base/clock.hpp"
#include "chat/workspace.hpp"
#include "features/catch_up.hpp"
#include "features/courier.hpp"
#include "features/feature.hpp"
#include "features/feature_options.hpp"
#include "features/ritual_runner.hpp"
#include "storage/store.hpp"

#include <memory>
#include <vector>

namespace huzzah::bot {

/// Huzzah, once it has a workspace to work in. I/O thread only; what is passed in must outlive it.
class engine {
 public:
  engine(asio::any_io_executor executor, storage::store& store, chat::workspace& workspace,
         base::clock& clock, features::feature_options const& options);

  /// Whether a live event is anything to nobody, as most talk: it has then been taken note of, and need not
  /// be handled.
  bool lets_pass(chat::event const& happened);
  /// Lets every feature that a live event concerns handle it. When it returns a value, all that follows is
  /// committed.
  awaitable<result<chat::reply>> handle(chat::event happened);

  /// Delivers what is in the outbox, lets rituals happen and reads what was missed, until stop(); then ends
  /// what is under way.
  awaitable<> run();
  void stop();
  /// Events come from now on, or do so no longer: what is said without a connection is read afterwards.
  void connection(bool is_up);

  /// How far reading what was missed has come.
  features::catch_up_stats catching_up() const { return catch_up_.stats(); }
  /// Whether events come by themselves and nothing of before is missing.
  bool is_caught_up() const { return catch_up_.is_caught_up(); }

  /// What the rituals are going to do, soonest first; empty until run() has looked.
  std::vector<features::upcoming> coming_up() const { return runner_.coming_up(); }

 private:
  awaitable<result<chat::reply>> dispatch(chat::event happened);
  awaitable<result<>> settle(chat::event past);

  storage::store& store_;
  std::vector<std::unique_ptr<features::feature>> features_;
  features::courier courier_;
  features::ritual_runner runner_;
  features::catch_up catch_up_;
};

}  // namespace huzzah::bot
