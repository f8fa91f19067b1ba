// What catching up needs of features, without knowing them.
#pragma once

#include "base/clock.hpp"
#include "chat/event.hpp"
#include "store/unit_of_work.hpp"

#include <functional>
#include <vector>

namespace huzzah::history {

/// Handed in by who wires the features. Both are called within a unit of work, which may be tried again.
class catch_up_hooks {
 public:
  /// Where rituals wait for answers: of each one its channel, as a place without a message, and after it
  /// the messages that ask, there or in direct channels.
  std::function<std::vector<chat::message_ref>(store::unit_of_work& work)> asked;
  /// Something was read, and for now there is nothing more: receivers can learn what was found late.
  std::function<void(store::unit_of_work& work, base::time_point now)> ended;
};

}  // namespace huzzah::history
