// Writes to the members of a stand-up one by one: the question in dm mode, and the reminder.
#pragma once

#include "base/clock.hpp"
#include "features/ritual_book.hpp"
#include "features/standup_people.hpp"
#include "storage/store.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::features {

/// Asks and reminds members, each once, and nobody who is away. I/O thread only; what is passed in must
/// outlive it.
class standup_asking {
 public:
  standup_asking(storage::store& store, chat::workspace& workspace, base::clock& clock);

  /// In dm mode: asks everybody whose time has come since `since`, and returns when to look again. Members
  /// are asked for as long as their own time allows (two hours), also when the round has closed meanwhile:
  /// whoever lives far to the west still has a day, and their answer joins the summary. Whoever doesn't want
  /// to be disturbed is asked when that is over, within the same two hours.
  awaitable<base::time_point> ask(standup_book::entry one, base::time_point since);

  /// Reminds those who have not answered. Where a channel's stand-up names no members, only those who have
  /// answered one of its last rounds. Who can't be told to be here is left alone. False: to be tried again.
  awaitable<bool> remind(standup_book::entry one, storage::standup_round round);

 private:
  class verdict;

  awaitable<result<people_found>> members_of(standup_book::entry const& one,
                                             storage::standup_round const& round);
  awaitable<base::time_point> ask_in(standup_book::entry const& one, storage::standup_round const& round,
                                     base::time_point since);
  awaitable<result<std::vector<std::string>>> who_may_be_reminded(standup_book::entry const& one,
                                                                  storage::standup_round const& round);

  /// A round's members, all of them, as they were some minutes ago.
  class roll {
   public:
    std::vector<chat::person> people;
    base::time_point called_at;
  };

  storage::store& store_;
  chat::workspace& workspace_;
  base::clock& clock_;
  standup_people people_;
  std::map<std::int64_t, roll> rolls_;  ///< by round
};

}  // namespace huzzah::features
