// Writes to the members of a stand-up who have not answered, once a round.
#pragma once

#include "app/delivery/calm.hpp"
#include "app/people/audience.hpp"
#include "base/clock.hpp"
#include "chat/workspace.hpp"
#include "features/standups/book.hpp"
#include "features/standups/people.hpp"
#include "features/standups/rounds.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace huzzah::standups {

/// Reminds members, unless they are away. I/O thread only; what is passed in must outlive it.
class reminding {
 public:
  /// `rules` bound how many messages a person gets a day, and when.
  reminding(store::store& store, chat::workspace& workspace, base::clock& clock, people::audience& readers,
            delivery::calm rules);

  /// Reminds those who have not answered. Where a channel's stand-up names no members, only those who have
  /// answered one of its last rounds. A member whose presence is not known is not
  /// reminded. False: to be tried again.
  awaitable<bool> remind(book::entry one, standup_round round);

  /// What is under way ends with the part that it is at.
  void stop() { stopping_ = true; }

 private:
  awaitable<result<std::vector<std::string>>> who_may_be_reminded(book::entry const& one,
                                                                  standup_round const& round);
  awaitable<bool> remind_some(standup_round const& round, std::vector<chat::person> people);

  store::store& store_;
  chat::workspace& workspace_;
  base::clock& clock_;
  people::audience& readers_;
  delivery::calm rules_;
  participants people_;
  bool stopping_ = false;
};

}  // namespace huzzah::standups
