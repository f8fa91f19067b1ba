// The one path by which every kudos is recorded, however it was given: judge, settle, and say what follows,
// as one unit of work.
#pragma once

#include "app/context.hpp"
#include "app/ledger/earned_kudos.hpp"
#include "app/people/directory.hpp"
#include "app/people/look_up.hpp"
#include "app/phrases.hpp"
#include "features/kudos/options.hpp"

#include <functional>
#include <string>
#include <vector>

namespace huzzah::kudos {

/// What a message, reaction or command gives now, before it is checked whether it may.
class submission {
 public:
  submission(ledger::kudos_source said_, std::string giver_, base::time_point revision_, base::time_point at_)
      : said(std::move(said_)), giver(std::move(giver_)), revision(revision_), at(at_), earliest(at_) {}

  ledger::kudos_source said;  ///< where: the identity
  std::string giver;
  base::time_point revision;  ///< orders the versions of what was said
  base::time_point at;        ///< when it was given
  base::time_point earliest;  ///< it may be as old as that, and about a person who was forgotten since
  std::vector<intent> intents;
  std::string thread;                               ///< the thread that the message is in, or empty
  bool in_direct = false;                           ///< said to the bot only
  bool is_announced = false;                        ///< by a form: Huzzah says it in the channel
  people::reach heard_by = people::reach::unknown;  ///< who can read it, where the event says so
  bool late = false;      ///< so long ago that an answer is no longer expected; see is_late()
  bool confirms = false;  ///< it was read afterwards: no news where it was dealt with before
};

/// What became of it.
class outcome {
 public:
  ledger::kudos_change change;
  kudos::verdict verdict;
  std::string reference;  ///< of what a command gave in a channel, as buttons carry it
  app::names_by_id
      names;  ///< by id, of those who are refused, or mentioned in reasons; unknown ones left out
  /// The people or groups of a command that the platform did not name in time; nothing was recorded then.
  std::vector<target> undecided;
};

/// Records kudos. I/O thread only; what is passed in must outlive it.
class recorder {
 public:
  recorder(app::context const& with, options const& options);

  /// Part of a unit of work; may run twice.
  using unit = std::function<outcome(store::unit_of_work&)>;

  /// Looks up the people. The unit makes the ledger say what `said` gives (nothing, where there are no
  /// intents), and puts the answers into the outbox. Recording the same revision again changes nothing. A
  /// command gives all or nothing: see outcome::undecided.
  awaitable<result<unit>> prepare(submission given);
  /// The same, committed as a unit of work of its own.
  awaitable<result<outcome>> record(submission given);

  /// The message is gone, and with it all that was given by it and by reactions to it.
  void forget_message(store::unit_of_work& work, chat::message_ref const& where, base::time_point at) const;

  /// Takes back the newest kudos of a person that is not older than `not_before`.
  awaitable<result<ledger::kudos_change>> undo(std::string workspace, std::string giver,
                                               base::time_point not_before);

 private:
  /// Who is in the groups that are thanked; timed_out when a command can't wait longer.
  awaitable<result<ledger::members_by_group>> members_of(submission const& given, base::duration until);
  /// What is known of the giver and of each who is thanked.
  awaitable<people::people_by_id> look_up(submission const& given, std::vector<candidate> const& thanked,
                                          base::duration until);

  app::context with_;
  people::directory people_;
  options const& options_;
};

}  // namespace huzzah::kudos
