// The one path by which every win is recorded, however it was said: settle, and say what follows, as one unit
// of work.
#pragma once

#include "app/context.hpp"
#include "app/people/directory.hpp"
#include "features/wins/options.hpp"
#include "features/wins/pending_cheers.hpp"
#include "features/wins/replies.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::wins {

/// What a message, command or form says now, before it is checked whether that is a win.
class submission {
 public:
  submission(ledger::win_source said_, win_way way_, std::string author_, base::time_point revision_,
             base::time_point at_)
      : said(std::move(said_)), way(way_), author(std::move(author_)), revision(revision_), at(at_) {}

  ledger::win_source said;  ///< where: the identity
  win_way way;
  std::string author;
  base::time_point revision;  ///< orders the versions of what was said
  base::time_point at;        ///< when it was said first
  chat::rich_text labelled;   ///< the win that it states by its own words; empty if none
  chat::rich_text answer;     ///< the win that it states if it answers a question; empty if none
  bool declines = false;      ///< it says to the bot only that there is none
  std::int64_t about = 0;     ///< the question in whose thread or form it is said; 0: none
  std::string thread;         ///< the thread that a message is in, or empty
  bool shared = true;         ///< what answers no question
  people::reach heard_by = people::reach::unknown;  ///< who can read it, where the event says so
  std::string copy_to;               ///< the channel that is shown what was said elsewhere; else empty
  bool late = false;                 ///< so long ago that an answer is no longer expected; see is_late()
  std::vector<std::string> thanked;  ///< who gets kudos by the same words
};

/// What became of it.
class outcome {
 public:
  ledger::win_change change;
  std::optional<ledger::win_entry> win;  ///< its current state; nothing if there is none
  std::vector<impact> impacts;
  win_shown shown = win_shown::to_nobody;
  win_milestone reached;
  std::optional<win_refusal> refused;  ///< why it is none, though it states one
};

/// Records wins. I/O thread only; what is passed in must outlive it.
class recorder {
 public:
  recorder(app::context const& with, options const& options);

  /// Part of a unit of work; may run twice.
  using unit = std::function<outcome(store::unit_of_work&)>;

  /// Looks up the people. The unit updates the record to what is said now (nothing, if that is no win), and
  /// puts the answers into the outbox. Recording the same revision again changes nothing.
  awaitable<result<unit>> prepare(submission told);
  /// The same, committed as a unit of work of its own.
  awaitable<result<outcome>> record(submission told);
  /// After the commit of a message's win: counts the reactions that came before it.
  awaitable<result<>> catch_up_on_cheers(chat::message_ref where);

  /// The message is gone, and with it the win that it stated.
  void forget_message(store::unit_of_work& work, chat::message_ref const& where, base::time_point at) const;

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
  awaitable<std::map<std::string, chat::person>> look_up(submission const& told);

  app::context with_;
  people::directory people_;
  options const& options_;
  pending_cheers early_;
};

}  // namespace huzzah::wins
