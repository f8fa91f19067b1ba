#include "bot/service/engine.hpp"

#include "app/calm_fields.hpp"
#include "app/keeping.hpp"
#include "app/schedule/working_days.hpp"
#include "bot/features.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace huzzah::bot::service {

namespace {

/// Longer than a call takes to have its effect.
constexpr auto late_arrival = std::chrono::seconds{6};

std::vector<schedule::ritual*> rituals_among(std::vector<std::unique_ptr<app::feature>> const& all) {
  std::vector<schedule::ritual*> rituals;
  for (auto const& one : all)
    if (auto* const ritual = one->ritual()) rituals.push_back(ritual);
  return rituals;
}

std::vector<app::feature*> all_of(std::vector<std::unique_ptr<app::feature>> const& features) {
  std::vector<app::feature*> all;
  all.reserve(features.size());
  for (auto const& one : features)
    all.push_back(one.get());
  return all;
}

/// Whether a person asked for something, which may change when rituals happen.
bool is_a_wish(chat::event const& happened) {
  return std::visit(
      [](auto const& event) {
        using kind = std::decay_t<decltype(event)>;
        return std::is_same_v<kind, chat::command_invoked> || std::is_same_v<kind, chat::form_submitted> ||
               std::is_same_v<kind, chat::button_pressed>;
      },
      happened);
}

}  // namespace

engine::engine(asio::any_io_executor executor, store::store& store, chat::workspace& workspace,
               base::clock& clock, app::chosen_settings const& chosen,
               history::catch_up_options const& catching_up)
    : store_(store),
      workspace_(workspace),
      audience_(workspace, clock),
      eraser_(store, clock),
      with_(context_of(store, workspace, clock, chosen)),
      features_(app::start(contributions(), with_, chosen)),
      dispatcher_(store, clock, all_of(features_)),
      courier_(executor, store, workspace, clock, audience_, late_arrival),
      gate_(gate_for(executor)),
      runner_(executor, clock, rituals_among(features_)),
      catch_up_(
          executor, store, workspace, clock, catching_up, hooks(),
          [this](chat::event past) { return settle(std::move(past)); }, [this] { runner_.wake(); }),
      places_(store, workspace, clock),
      files_(store, workspace, clock, recipes_) {
  if (auto const kept = chosen.of<app::keeping>("keeping"); kept.words)
    eraser_.withdraw_after(kept.words->length);
  store_.when_announced([this] {
    courier_.wake();
    gate_.wake();
  });
}

app::context engine::context_of(store::store& store, chat::workspace& workspace, base::clock& clock,
                                app::chosen_settings const& chosen) {
  app::context with(store, workspace, clock, audience_);
  with.calm = chosen.of<delivery::calm>(app::calm_key);
  with.files = recipes_;
  with.eraser = &eraser_;
  with.files_changed = [this] { files_.wake(); };
  with.rituals_changed = [this] { runner_.wake(); };
  with.delivered = [this] { return courier_.next_change(); };
  with.past = schedule::hold_until_caught_up(
      clock, [this](std::string const& channel) { return catch_up_.keeps(channel); });
  return with;
}

delivery::gate engine::gate_for(asio::any_io_executor executor) const {
  delivery::gate::house_days days;
  if (auto* known = with_.offered->find<schedule::working_days>())
    days = [known] { return known->house_days(); };
  return {executor,
          with_.store,
          with_.workspace,
          with_.clock,
          with_.calm,
          std::move(days),
          with_.offered->find<delivery::asker>()};
}

history::catch_up_hooks engine::hooks() {
  history::catch_up_hooks made;
  made.asked = [this](store::unit_of_work& work) {
    std::vector<chat::message_ref> all;
    for (auto const& one : features_)
      for (auto& where : one->awaits_answers(work))
        all.push_back(std::move(where));
    return all;
  };
  made.ended = [this](store::unit_of_work& work, base::time_point now) {
    for (auto const& one : features_)
      one->caught_up(work, now);
  };
  return made;
}

engine::~engine() {
  store_.when_announced({});
}

bool engine::is_only_about_facts(chat::event const& happened) {
  if (std::holds_alternative<chat::events_dropped>(happened)) audience_.forget_all();
  auto const* changed = std::get_if<chat::facts_changed>(&happened);
  if (changed != nullptr) audience_.forget(*changed);
  // Where we are ourselves is news for features, too.
  return changed != nullptr && changed->person != workspace_.self();
}

std::optional<awaitable<result<chat::reply>>> engine::take(chat::event happened) {
  if (is_only_about_facts(happened)) return std::nullopt;
  auto const by = dispatcher_.who_wants(happened);
  if (std::holds_alternative<chat::events_dropped>(happened)) {
    spdlog::warn("the platform dropped events because there were too many: reading them from the history");
    catch_up_.missed();
  }
  catch_up_.noticed(happened);
  if (by.none()) return std::nullopt;
  return handle(std::move(happened), by);
}

awaitable<result<chat::reply>> engine::handle(chat::event happened, app::wanted by) {
  auto const is_in_history = !is_a_wish(happened);
  auto done = co_await dispatch(std::move(happened), by);
  if (!done && is_in_history) catch_up_.missed();
  co_return done;
}

awaitable<result<>> engine::settle(chat::event past) {
  auto const by = dispatcher_.who_wants(past);
  auto const done = co_await dispatch(std::move(past), by);
  if (!done) co_return done.error();
  co_return result<>();
}

awaitable<result<chat::reply>> engine::dispatch(chat::event happened, app::wanted by) {
  auto done = co_await dispatcher_.dispatch(happened, by);
  if (!done) co_return std::move(done).error();
  if (is_a_wish(happened)) runner_.wake();
  co_return std::move(*done).value_or(chat::reply());
}

awaitable<> engine::work_behind() {
  using namespace asio::experimental::awaitable_operators;
  auto all = places_.run() && files_.run() && eraser_.run();
  for (auto const& one : features_)
    all = std::move(all) && one->work_behind();
  co_await std::move(all);
}

awaitable<> engine::run() {
  using namespace asio::experimental::awaitable_operators;
  co_await ((courier_.run() && gate_.run() && runner_.run() && catch_up_.run()) || work_behind());
}

void engine::connection(bool is_up) {
  // Without a connection changes are missed.
  audience_.forget_all();
  if (is_up)
    catch_up_.connected();
  else
    catch_up_.disconnected();
}

void engine::rituals_changed() {
  for (auto* const one : rituals_among(features_))
    one->reread();
  runner_.wake();
}

void engine::stop() {
  catch_up_.stop();
  runner_.stop();
  gate_.stop();
  courier_.stop();
}

}  // namespace huzzah::bot::service
