// Taking turns in the order of arrival. Internal to net.
#pragma once

#include "base/async.hpp"

#include <list>

namespace huzzah::net {

/// A queue in which coroutines wait for their turn. I/O thread only; must outlive its places.
class turns {
 public:
  /// One coroutine's place, given up when it is destroyed, be it during its turn or before it.
  class place {
   public:
    place(turns& queue, asio::any_io_executor const& executor)
        : queue_(queue), changed_(executor), self_(queue.waiting_.insert(queue.waiting_.end(), this)) {}
    place(place const&) = delete;
    place& operator=(place const&) = delete;
    ~place() {
      auto const had_turn = has_turn();
      queue_.waiting_.erase(self_);
      if (had_turn && !queue_.waiting_.empty()) queue_.waiting_.front()->changed_.notify_all();
    }

    /// Returns when it is this place's turn.
    awaitable<> wait() {
      while (!has_turn())
        co_await changed_.wait();
    }

   private:
    bool has_turn() const { return queue_.waiting_.front() == this; }

    turns& queue_;
    base::wake_up changed_;
    std::list<place*>::iterator self_;
  };

 private:
  std::list<place*> waiting_;
};

}  // namespace huzzah::net
