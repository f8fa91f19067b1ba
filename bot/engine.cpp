#include "bot/engine.hpp"

#include "features/digest_feature.hpp"
#include "features/kudos_feature.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <type_traits>
#include <variant>

namespace huzzah::bot {

namespace {

using all_features = std::vector<std::unique_ptr<features::feature>>;

/// In the order in which they see an event.
all_features make_features(storage::store& store, chat::workspace& workspace, base::clock& clock,
                           features::feature_options const& options) {
  all_features all;
  all.push_back(std::make_unique<features::kudos_feature>(store, workspace, clock, options.kudos));
  all.push_back(std::make_unique<features::digest_feature>(store, workspace, clock, options));
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
      features_(make_features(store, workspace, clock, options)),
      courier_(executor, store, workspace, clock),
      runner_(executor, clock, rituals_among(features_), [this] { courier_.wake(); }) {}

awaitable<result<chat::reply>> engine::handle(chat::event happened) {
  auto const units = store_.stats().units;
  chat::reply answer;
  for (auto const& one : features_) {
    auto done = co_await one->handle(happened);
    if (!done) co_return std::move(done).error();
    if (*done) answer = std::move(**done);
  }
  // Talk writes nothing, and must cost nothing.
  if (store_.stats().units != units) courier_.wake();
  if (is_a_wish(happened)) runner_.wake();
  co_return answer;
}

awaitable<> engine::run() {
  using namespace asio::experimental::awaitable_operators;
  co_await (courier_.run() && runner_.run());
}

void engine::stop() {
  runner_.stop();
  courier_.stop();
}

}  // namespace huzzah::bot
