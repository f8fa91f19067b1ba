#include "bot/engine.hpp"

#include "features/kudos_feature.hpp"

namespace huzzah::bot {

engine::engine(asio::any_io_executor executor, storage::store& store, chat::workspace& workspace,
               base::clock& clock, features::kudos_options const& kudos)
    : store_(store), courier_(executor, store, workspace, clock) {
  features_.push_back(std::make_unique<features::kudos_feature>(store, workspace, clock, kudos));
}

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
  co_return answer;
}

}  // namespace huzzah::bot
