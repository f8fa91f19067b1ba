// Reactions that overtook the win they are for: what comes over two connections comes in any order.
#pragma once

#include "base/clock.hpp"
#include "chat/event.hpp"

#include <deque>
#include <vector>

namespace huzzah::wins {

/// Remembers, for a while and up to a bound, the reactions to messages that state no win yet. I/O thread
/// only.
class pending_cheers {
 public:
  explicit pending_cheers(base::clock const& clock) : clock_(clock) {}

  void remember(chat::reaction_changed const& reaction);
  /// Those on one message, in the order in which they came; they are forgotten.
  std::vector<chat::reaction_changed> take(chat::message_ref const& where);

 private:
  class waiting {
   public:
    chat::reaction_changed reaction;
    base::duration since;
  };
  void drop_old();

  base::clock const& clock_;
  std::deque<waiting> waiting_;
};

}  // namespace huzzah::wins
