#include "bot/service/engine.hpp"

#include "features/digests/feature.hpp"
#include "features/kudos/catch_up_notice.hpp"
#include "features/kudos/direct_help.hpp"
#include "features/kudos/feature.hpp"
#include "features/standups/feature.hpp"
#include "features/standups/rounds.hpp"
#include "features/wins/feature.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace huzzah::bot {

namespace {

/// Longer than a call takes to have its effect.
constexpr auto late_arrival = std::chrono::seconds{6};

using all_features = std::vector<std::unique_ptr<app::feature>>;

/// In the order in which they see an event. `wake` says that chat has changed what is due.
all_features make_features(store::store& store, chat::workspace& workspace, base::clock& clock,
                           people::audience& audience, feature_options const& options,
                           std::function<void()> wake, schedule::hold_until_caught_up const& past) {
  auto standups = std::make_unique<standups::feature>(store, workspace, clock, audience,
                                                      options.rituals.of_standups(), std::move(wake), past);
  wins::options wins(options.kudos, standups->questions());
  auto digests = options.rituals.of_digests();
  digests.workdays = [known = standups.get()] { return known->house_days(); };
  all_features all;
  all.push_back(std::make_unique<kudos::feature>(store, workspace, clock, audience, options.kudos));
  all.push_back(std::make_unique<wins::feature>(store, workspace, clock, audience, std::move(wins)));
  all.push_back(std::move(standups));
  all.push_back(std::make_unique<kudos::direct_help>(store, workspace, clock, options.kudos));
  all.push_back(std::make_unique<digests::feature>(store, workspace, clock, audience, digests, past));
  return all;
}

std::vector<schedule::ritual*> rituals_among(all_features const& all) {
  std::vector<schedule::ritual*> rituals;
  for (auto const& one : all)
    if (auto* const also = dynamic_cast<schedule::ritual*>(one.get())) rituals.push_back(also);
  return rituals;
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

/// Stand-ups that are open wait for answers, and receivers learn at the end of kudos that were found late.
history::catch_up_hooks hooks_into(chat::workspace const& workspace, std::string const& emoji) {
  history::catch_up_hooks hooks;
  hooks.asked = [&workspace](store::unit_of_work& work) {
    return standups::rounds(work).where_awaited(workspace.id());
  };
  hooks.ended = [&workspace, emoji](store::unit_of_work& work, base::time_point now) {
    kudos::tell_of_late_kudos(work, workspace.id(), emoji, now);
  };
  return hooks;
}

}  // namespace

engine::engine(asio::any_io_executor executor, store::store& store, chat::workspace& workspace,
               base::clock& clock, feature_options const& options)
    : store_(store),
      kudos_(options.kudos),
      audience_(workspace, clock),
      features_(make_features(
          store, workspace, clock, audience_, options, [this] { runner_.wake(); },
          schedule::hold_until_caught_up(
              clock, [this](std::string const& channel) { return catch_up_.keeps(channel); }))),
      courier_(executor, store, workspace, clock, audience_, late_arrival),
      runner_(executor, clock, rituals_among(features_)),
      catch_up_(
          executor, store, workspace, clock, options.catch_up,
          hooks_into(workspace, options.kudos.emoji.front()),
          [this](chat::event past) { return settle(std::move(past)); }, [this] { runner_.wake(); }),
      places_(store, workspace, clock),
      pending_(store, workspace, clock, kudos_) {
  store_.when_announced([this] { courier_.wake(); });
}

engine::~engine() {
  store_.when_announced({});
}

bool engine::is_only_about_facts(chat::event const& happened) {
  if (std::holds_alternative<chat::events_dropped>(happened)) audience_.forget_all();
  auto const* changed = std::get_if<chat::facts_changed>(&happened);
  if (changed != nullptr) audience_.forget(*changed);
  return changed != nullptr;
}

bool engine::lets_pass(chat::event const& happened) {
  if (is_only_about_facts(happened)) return true;
  auto const concerned = [&](auto const& one) { return one->concerns(happened); };
  if (std::any_of(features_.begin(), features_.end(), concerned)) return false;
  if (std::holds_alternative<chat::events_dropped>(happened)) {
    spdlog::warn("the platform left out events, for there were too many: what was said is read afterwards");
    catch_up_.missed();
  }
  catch_up_.noticed(happened);
  return true;
}

awaitable<result<chat::reply>> engine::handle(chat::event happened) {
  if (is_only_about_facts(happened)) co_return chat::reply();
  catch_up_.noticed(happened);
  auto const is_in_history = !is_a_wish(happened);
  auto done = co_await dispatch(std::move(happened));
  if (!done && is_in_history) catch_up_.missed();
  co_return done;
}

awaitable<result<>> engine::settle(chat::event past) {
  auto const done = co_await dispatch(std::move(past));
  if (!done) co_return done.error();
  co_return result<>();
}

awaitable<result<chat::reply>> engine::dispatch(chat::event happened) {
  chat::reply answer;
  for (auto const& one : features_) {
    if (!one->concerns(happened)) continue;
    auto done = co_await one->handle(happened);
    if (!done) co_return std::move(done).error();
    if (*done) answer = std::move(**done);
  }
  if (is_a_wish(happened)) runner_.wake();
  co_return answer;
}

awaitable<> engine::work_behind() {
  using namespace asio::experimental::awaitable_operators;
  co_await (places_.run() && pending_.run());
}

awaitable<> engine::run() {
  using namespace asio::experimental::awaitable_operators;
  co_await ((courier_.run() && runner_.run() && catch_up_.run()) || work_behind());
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
  courier_.stop();
}

}  // namespace huzzah::bot
