#include "sandbox/socket_mode/redelivery.hpp"

#include <array>
#include <chrono>

namespace huzzah::sandbox {

namespace {

using namespace std::chrono_literals;

constexpr base::duration patience = 3s;
constexpr std::array<base::duration, 3> rests{0s, 1min, 5min};

}  // namespace

void redelivery_schedule::sent(delivery first, base::duration now) {
  auto const id = first.envelope_id;
  auto const turn = turns_.emplace(now + patience, id);
  waiting_.insert_or_assign(id, entry{std::move(first), now, now, false, turn});
}

std::optional<base::duration> redelivery_schedule::acknowledge(std::string const& envelope_id,
                                                               base::duration now) {
  auto const found = waiting_.find(envelope_id);
  if (found == waiting_.end()) return std::nullopt;
  auto const latency = now - found->second.sent;
  turns_.erase(found->second.turn);
  waiting_.erase(found);
  return latency;
}

std::optional<base::duration> redelivery_schedule::age(std::string const& envelope_id,
                                                       base::duration now) const {
  auto const found = waiting_.find(envelope_id);
  if (found == waiting_.end()) return std::nullopt;
  return now - found->second.first_sent;
}

std::vector<delivery> redelivery_schedule::due(base::duration now) {
  std::vector<delivery> again;
  while (!turns_.empty() && turns_.begin()->first <= now) {
    auto const [moment, id] = *turns_.begin();
    turns_.erase(turns_.begin());
    auto const found = waiting_.find(id);
    auto& waiting = found->second;
    auto const attempt = static_cast<std::size_t>(waiting.what.attempt);
    if (!waiting.resting && attempt == rests.size()) {
      waiting_.erase(found);
      continue;
    }
    if (!waiting.resting && rests[attempt] > 0s) {
      waiting.resting = true;
      waiting.turn = turns_.emplace(moment + rests[attempt], id);
      continue;
    }
    ++waiting.what.attempt;
    waiting.resting = false;
    waiting.sent = now;
    waiting.turn = turns_.emplace(now + patience, id);
    again.push_back(waiting.what);
  }
  return again;
}

void redelivery_schedule::hurry(base::duration now) {
  for (auto& [id, waiting] : waiting_) {
    if (!waiting.resting) continue;
    turns_.erase(waiting.turn);
    waiting.turn = turns_.emplace(now, id);
  }
}

void redelivery_schedule::give_up() {
  turns_.clear();
  waiting_.clear();
}

std::optional<base::duration> redelivery_schedule::next() const {
  if (turns_.empty()) return std::nullopt;
  return turns_.begin()->first;
}

}  // namespace huzzah::sandbox
