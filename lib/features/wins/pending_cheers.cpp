#include "features/wins/pending_cheers.hpp"

#include <algorithm>
#include <chrono>

namespace huzzah::wins {

namespace {

constexpr std::size_t most_early = 1'000;
constexpr auto longest_lead = std::chrono::minutes{10};

}  // namespace

void pending_cheers::remember(chat::reaction_changed const& reaction) {
  drop_old();
  if (waiting_.size() == most_early) waiting_.pop_front();
  auto& added = waiting_.emplace_back();
  added.reaction = reaction;
  added.since = clock_.uptime();
}

std::vector<chat::reaction_changed> pending_cheers::take(chat::message_ref const& where) {
  drop_old();
  std::vector<chat::reaction_changed> found;
  for (auto const& one : waiting_)
    if (one.reaction.where == where) found.push_back(one.reaction);
  std::erase_if(waiting_, [&](waiting const& one) { return one.reaction.where == where; });
  return found;
}

void pending_cheers::drop_old() {
  while (!waiting_.empty() && clock_.uptime() - waiting_.front().since > longest_lead)
    waiting_.pop_front();
}

}  // namespace huzzah::wins
