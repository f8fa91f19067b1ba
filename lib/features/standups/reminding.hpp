// Writes to the members of a stand-up who have not answered, once a round.
#pragma once

#include "app/context.hpp"
#include "features/standups/book.hpp"
#include "features/standups/people.hpp"
#include "features/standups/rounds.hpp"

#include <string>
#include <vector>

namespace huzzah::standups {

/// Reminds members, unless they are away. I/O thread only; what is passed in must outlive it.
class reminding {
 public:
  explicit reminding(app::context const& with) : with_(with), people_(with.workspace) {}

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

  app::context with_;
  participants people_;
  bool stopping_ = false;
};

}  // namespace huzzah::standups
