#include "bot/engine.hpp"

#include "features/kudos_feature.hpp"

namespace huzzah::bot {

engine::engine(asio::any_io_executor executor, storage::store& store, chat::workspace& workspace,
               base::clock& clock, features::kudos_options const& kudos)
    : courier_(executor, store, workspace, clock) {
  features_.push_back(std::make_unique<features::kudos_feature>(store, workspace, clock, kudos));
}

awaitable<result<chat::reply>> engine::handle(chat::event happened) {
  chat::reply answer;
  for (auto const& one : features_) {
    auto done = co_await one->handle(happened);
    if (!done) co_return std::move(done).error();
    if (*done) answer = std::move(**done);
  }
  courier_.wake();
  co_return answer;
}

}  // namespace huzzah::bot
