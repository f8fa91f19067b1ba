// The one path by which every kudos is recorded, however it was given: judge, settle, and say what follows,
// as one unit of work.
#pragma once

#include "base/clock.hpp"
#include "chat/workspace.hpp"
#include "features/kudos_options.hpp"
#include "features/lines.hpp"
#include "features/roster.hpp"
#include "storage/store.hpp"

#include <string>
#include <vector>

namespace huzzah::features {

/// What somebody's message, reaction or command gives now, before anybody asked whether it may.
class giving {
 public:
  giving(storage::source said_, std::string giver_, base::time_point revision_, base::time_point at_)
      : said(std::move(said_)), giver(std::move(giver_)), revision(revision_), at(at_), earliest(at_) {}

  storage::source said;  ///< where: the identity
  std::string giver;
  base::time_point revision;  ///< orders the versions of what was said
  base::time_point at;        ///< when it was given
  base::time_point earliest;  ///< it may be as old as that, and about somebody who was forgotten since
  std::vector<recognition::kudos_intent> intents;
  std::string thread;      ///< the thread that the message is in, or empty
  bool in_direct = false;  ///< said to the bot alone
  bool late = false;       ///< so long ago that nobody waits for an answer; see is_late()
  bool confirms = false;   ///< it was read afterwards: no news where it was dealt with before
};

/// What became of it.
class recorded {
 public:
  storage::change change;
  recognition::verdict verdict;
  names_by_id names;  ///< by id, of those whom the reasons mention; unknown ones left out
};

/// Records kudos. I/O thread only; what is passed in must outlive it.
class kudos_recorder {
 public:
  kudos_recorder(storage::store& store, chat::workspace& workspace, base::clock& clock,
                 kudos_options const& options);

  /// Makes the ledger say what `said` gives (nothing, where there are no intents), and puts the answers into
  /// the outbox in the same transaction. Recording the same revision again changes nothing.
  awaitable<result<recorded>> record(giving given);

  /// The message is gone, and with it all that was given by it and by reactions to it.
  awaitable<result<>> forget_message(chat::message_ref where, base::time_point at);

  /// Takes back the newest kudos of a person that is not older than `not_before`.
  awaitable<result<storage::change>> undo(std::string workspace, std::string giver,
                                          base::time_point not_before);

 private:
  /// Who is thanked, groups expanded and everybody once.
  awaitable<result<std::vector<recognition::candidate>>> candidates(giving const& given);
  /// What is known of each of them, and of those whom their reasons mention.
  awaitable<std::map<std::string, chat::person>> look_up(std::vector<recognition::candidate> const& thanked,
                                                         std::string const& giver);

  storage::store& store_;
  chat::workspace& workspace_;
  base::clock& clock_;
  roster roster_;
  kudos_options const& options_;
};

}  // namespace huzzah::features
