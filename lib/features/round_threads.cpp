#include "features/round_threads.hpp"

namespace huzzah::features {

namespace {

constexpr std::size_t most_known = 10'000;

}  // namespace

std::optional<std::int64_t> round_threads::known(chat::message_ref const& first) const {
  auto const found = known_.find(first);
  if (found == known_.end()) return std::nullopt;
  return found->second;
}

awaitable<result<std::int64_t>> round_threads::round_of(chat::message_ref first) {
  if (auto const before = known(first)) co_return *before;
  auto unit = [&first](storage::unit_of_work& work) -> result<std::int64_t> {
    auto const round = work.rituals.round_of_thread(first.workspace, first.channel, first.timestamp);
    if (round) return round->id;
    if (work.rituals.is_being_sent(first.workspace, first.channel))
      return error(errc::timed_out, "a stand-up's words are still on their way to " + first.channel);
    return std::int64_t{0};
  };
  auto found = co_await store_.write(std::move(unit));
  // What a thread is never changes once it can be told.
  if (found) remember(first, *found);
  co_return found;
}

void round_threads::remember(chat::message_ref const& first, std::int64_t round) {
  if (!known_.emplace(first, round).second) return;
  oldest_.push_back(first);
  if (oldest_.size() <= most_known) return;
  known_.erase(oldest_.front());
  oldest_.pop_front();
}

}  // namespace huzzah::features
