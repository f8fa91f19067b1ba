// The one path by which every win is recorded, however it was said: settle, and say what follows, as one unit
// of work.
#pragma once

#include "base/clock.hpp"
#include "chat/workspace.hpp"
#include "features/early_cheers.hpp"
#include "features/roster.hpp"
#include "features/win_answers.hpp"
#include "features/win_options.hpp"
#include "storage/store.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::features {

/// What somebody's message, command or form says now, before anybody asked whether that is a win.
class win_telling {
 public:
  win_telling(storage::win_source said_, win_way way_, std::string author_, base::time_point revision_,
              base::time_point at_)
      : said(std::move(said_)), way(way_), author(std::move(author_)), revision(revision_), at(at_) {}

  storage::win_source said;  ///< where: the identity
  win_way way;
  std::string author;
  base::time_point revision;         ///< orders the versions of what was said
  base::time_point at;               ///< when it was said first
  chat::rich_text labelled;          ///< the win that it states by its own words; empty if none
  chat::rich_text answer;            ///< the win that it states if it answers a stand-up; empty if none
  bool declines = false;             ///< it says to the bot alone that there is none
  std::int64_t round = 0;            ///< the round in whose thread or form it is said; 0: none
  std::string thread;                ///< the thread that a message is in, or empty
  bool shared = true;                ///< what answers no round
  std::string copy_to;               ///< the channel that is shown what was said elsewhere; else empty
  bool late = false;                 ///< so long ago that nobody waits for an answer; see is_late()
  std::vector<std::string> thanked;  ///< who gets kudos by the same words
};

/// What became of it.
class win_recorded {
 public:
  storage::win_change change;
  std::optional<storage::win_entry> win;  ///< as it stands now; nothing if there is none
  std::vector<recognition::impact> impacts;
  win_shown shown = win_shown::to_nobody;
  win_milestone reached;
};

/// Records wins. I/O thread only; what is passed in must outlive it.
class win_recorder {
 public:
  win_recorder(storage::store& store, chat::workspace& workspace, base::clock& clock,
               win_options const& options);

  /// Makes the record say what was told (nothing, where that is no win), and puts the answers into the outbox
  /// in the same transaction. Recording the same revision again changes nothing.
  awaitable<result<win_recorded>> record(win_telling told);

  /// The message is gone, and with it the win that it stated.
  awaitable<result<>> forget_message(chat::message_ref where, base::time_point at);

  /// Takes back a win of the author's that has no message to delete; false if it is none of theirs.
  awaitable<result<bool>> take_back(std::int64_t win, std::string author);

  /// Counts a reaction as a cheer if it is on a win, also on one that is yet to be recorded.
  awaitable<result<>> cheer(chat::reaction_changed reaction);

  /// Makes a private win a shared one and shows it in the channel, which may be empty. Nothing if it is no
  /// private win of the author's.
  awaitable<result<std::optional<win_shown>>> share(std::int64_t win, std::string author,
                                                    std::string channel);

 private:
  /// Who is mentioned, as far as the platform can say, and the author.
  awaitable<std::map<std::string, chat::person>> look_up(win_telling const& told);
  /// Counts the reactions that came before the win.
  awaitable<result<>> catch_up_on_cheers(chat::message_ref where);

  storage::store& store_;
  base::clock& clock_;
  roster roster_;
  win_options const& options_;
  early_cheers early_;
};

}  // namespace huzzah::features
