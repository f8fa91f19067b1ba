#include "bot/engine.hpp"

#include "features/digest_feature.hpp"
#include "features/kudos_feature.hpp"
#include "features/standup_feature.hpp"
#include "features/win_feature.hpp"

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

using all_features = std::vector<std::unique_ptr<features::feature>>;

/// In the order in which they see an event. `wake` says that chat has changed what is due.
all_features make_features(storage::store& store, chat::workspace& workspace, base::clock& clock,
                           features::feature_options const& options, std::function<void()> wake,
                           features::past_first const& past) {
  auto standups = std::make_unique<features::standup_feature>(store, workspace, clock, options.rituals,
                                                              std::move(wake), past);
  features::win_options wins(options.kudos);
  wins.round_changed = [summary = standups->summary(), &clock](storage::unit_of_work& work,
                                                               std::int64_t round) {
    summary.revise(work, round, clock.now());
  };
  wins.workdays = [summary = standups->summary()](storage::unit_of_work& work, std::string const& place,
                                                  std::string const& standup) {
    return summary.workdays(work, place, standup);
  };
  all_features all;
  all.push_back(std::make_unique<features::kudos_feature>(store, workspace, clock, options.kudos));
  all.push_back(std::make_unique<features::win_feature>(store, workspace, clock, std::move(wins)));
  all.push_back(std::move(standups));
  all.push_back(std::make_unique<features::digest_feature>(store, workspace, clock, options, past));
  return all;
}

std::vector<features::ritual*> rituals_among(all_features const& all) {
  std::vector<features::ritual*> rituals;
  for (auto const& one : all)
    if (auto* const also = dynamic_cast<features::ritual*>(one.get())) rituals.push_back(also);
  return rituals;
}

/// Whether somebody wants something of us: they may have changed when rituals happen.
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

engine::engine(asio::any_io_executor executor, storage::store& store, chat::workspace& workspace,
               base::clock& clock, features::feature_options const& options)
    : store_(store),
      features_(make_features(
          store, workspace, clock, options, [this] { runner_.wake(); },
          features::past_first(clock, [this] { return catch_up_.is_behind(); }))),
      courier_(executor, store, workspace, clock, late_arrival),
      runner_(executor, clock, rituals_among(features_), [this] { courier_.wake(); }),
      catch_up_(
          executor, store, workspace, clock, options.catch_up, options.kudos.emoji.front(),
          [this](chat::event past) { return settle(std::move(past)); },
          [this] {
            courier_.wake();
            runner_.wake();
          }) {}

bool engine::lets_pass(chat::event const& happened) {
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
  auto const errands = store_.stats().errands;
  chat::reply answer;
  for (auto const& one : features_) {
    if (!one->concerns(happened)) continue;
    auto done = co_await one->handle(happened);
    if (!done) co_return std::move(done).error();
    if (*done) answer = std::move(**done);
  }
  if (store_.stats().errands != errands) courier_.wake();
  if (is_a_wish(happened)) runner_.wake();
  co_return answer;
}

awaitable<> engine::run() {
  using namespace asio::experimental::awaitable_operators;
  co_await (courier_.run() && runner_.run() && catch_up_.run());
}

void engine::connection(bool is_up) {
  if (is_up)
    catch_up_.connected();
  else
    catch_up_.disconnected();
}

void engine::stop() {
  catch_up_.stop();
  runner_.stop();
  courier_.stop();
}

}  // namespace huzzah::bot
