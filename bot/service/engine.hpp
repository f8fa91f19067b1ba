// Wires features, storage, a workspace and a clock: events go in, what follows from them is committed,
// messages leave through the courier; rituals run on schedule. Knows no platform.
#pragma once

#include "app/context.hpp"
#include "app/contribution.hpp"
#include "app/delivery/courier.hpp"
#include "app/delivery/file_giver.hpp"
#include "app/delivery/gate.hpp"
#include "app/dispatcher.hpp"
#include "app/feature.hpp"
#include "app/history/catch_up.hpp"
#include "app/history/place_keeper.hpp"
#include "app/people/audience.hpp"
#include "app/schedule/runner.hpp"
#include "base/clock.hpp"
#include "chat/workspace.hpp"
#include "store/store.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace huzzah::bot::service {

/// Huzzah, once it has a workspace to work in. I/O thread only; what is passed in must outlive it.
class engine {
 public:
  engine(asio::any_io_executor executor, store::store& store, chat::workspace& workspace, base::clock& clock,
         app::chosen_settings const& chosen, history::catch_up_options const& catching_up = {});
  engine(engine const&) = delete;
  engine& operator=(engine const&) = delete;
  ~engine();

  /// Notes a live event, and lets the features that want it handle it: when that returns a value, all that
  /// follows is committed. nullopt if no feature wants it, as with most messages.
  std::optional<awaitable<result<chat::reply>>> take(chat::event happened);

  /// Delivers what is in the outbox, lets rituals happen and reads what was missed, until stop(); then ends
  /// what is under way.
  awaitable<> run();
  void stop();
  /// Events come from now on, or do so no longer: what is said without a connection is read afterwards.
  void connection(bool is_up);

  /// How far reading what was missed has come.
  history::catch_up_stats catching_up() const { return catch_up_.stats(); }
  /// Whether live events arrive and none of the earlier ones is missing.
  bool is_caught_up() const { return catch_up_.is_caught_up(); }

  /// The operator has put something into the outbox, or changed the rituals in the database.
  void wake_courier() { courier_.wake(); }
  void rituals_changed();

  ledger::eraser& eraser() { return eraser_; }

  /// What the rituals are going to do, soonest first; empty until run() has looked.
  std::vector<schedule::upcoming> coming_up() const { return runner_.coming_up(); }

 private:
  awaitable<result<chat::reply>> handle(chat::event happened, app::wanted by);
  awaitable<result<chat::reply>> dispatch(chat::event happened, app::wanted by);
  awaitable<result<>> settle(chat::event past);
  history::catch_up_hooks hooks();
  app::context context_of(store::store& store, chat::workspace& workspace, base::clock& clock,
                          app::chosen_settings const& chosen);
  delivery::gate gate_for(asio::any_io_executor executor) const;
  /// What is found out and put right beside everything else; until it is cancelled.
  awaitable<> work_behind();

  /// False where an event says something to features; else what it says is taken note of.
  bool is_only_about_facts(chat::event const& happened);

  store::store& store_;
  chat::workspace& workspace_;
  people::audience audience_;
  std::shared_ptr<delivery::file_recipes> recipes_ = std::make_shared<delivery::file_recipes>();
  ledger::eraser eraser_;
  app::context with_;
  std::vector<std::unique_ptr<app::feature>> features_;
  app::dispatcher dispatcher_;
  delivery::courier courier_;
  delivery::gate gate_;
  schedule::runner runner_;
  history::catch_up catch_up_;
  history::place_keeper places_;
  delivery::file_giver files_;
};

}  // namespace huzzah::bot::service
