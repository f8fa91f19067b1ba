#include "slack/event_answers.hpp"

#include <utility>

namespace huzzah::slack {

bool event_answers::add(std::string frame, base::duration arrived) {
  if (over_) return false;
  frames_.push_back(std::move(frame));
  arrivals_.push_back(arrived);
  if (!held_) moved_.notify_all();
  return true;
}

void event_answers::release() {
  held_ = false;
  if (!frames_.empty()) moved_.notify_all();
}

void event_answers::end() {
  over_ = true;
  moved_.notify_all();
}

awaitable<> event_answers::run(net::websocket& on, listener on_sent) {
  while (!over_ || !frames_.empty()) {
    if (frames_.empty() || (held_ && !over_)) {
      co_await moved_.wait();
      continue;
    }
    auto const frames = std::exchange(frames_, {});
    auto const arrivals = std::exchange(arrivals_, {});
    auto const sent = co_await on.write_all(frames);
    on_sent(arrivals, sent);
  }
}

}  // namespace huzzah::slack
