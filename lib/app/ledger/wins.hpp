// The wins that people have noticed, with what they are worth and who cheered: a function of what was said,
// whatever the order in which it becomes known.
#pragma once

#include "app/ledger/impact.hpp"
#include "app/people/places.hpp"
#include "app/people/viewer.hpp"
#include "base/clock.hpp"
#include "calendar/local_date.hpp"
#include "chat/event.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::ledger {

/// A message that a person kept as a private win of theirs has a mark that begins with this; it holds the
/// words of others who are mentioned in it.
inline constexpr auto kept_mark = "keep:";

/// Where a win was stated: its identity.
class win_source {
 public:
  win_source() = default;
  explicit win_source(chat::message_ref where_, std::string mark_ = {})
      : where(std::move(where_)), mark(std::move(mark_)) {}
  friend bool operator==(win_source const&, win_source const&) = default;

  chat::message_ref where;  ///< without an id for a command or a form; a form may have no channel
  std::string mark;         ///< the trigger of a command, the view of a form; else empty
};

/// All that a source says of a win as of one revision.
class win_statement {
 public:
  win_statement(win_source said_, std::string author_, base::time_point revision_, base::time_point said_at_,
                calendar::local_date said_on_)
      : said(std::move(said_)),
        author(std::move(author_)),
        revision(revision_),
        said_at(said_at_),
        said_on(said_on_) {}

  win_source said;
  std::string author;
  base::time_point revision;  ///< orders the versions of one source; the epoch is fine for the first
  base::time_point said_at;
  calendar::local_date said_on;  ///< that moment's date where the author lives
  std::string text;              ///< as chat::to_markup() writes it; empty: it states no win (any more)
  std::vector<impact> impacts;
  /// Of a first revision; later share() changes it. A win that is not shared is its author's own.
  bool shared = true;
  /// Of a first revision: said in a message that others can't read. Implied for a win that isn't shared, and
  /// for an answer from elsewhere than the round's channel.
  bool privately = false;
  /// Who can read it where it was said, as the event tells; `unknown`: as is known of the place.
  people::reach heard_by = people::reach::unknown;
  std::int64_t round = 0;  ///< of the stand-up that it answers; 0: none. Of a first revision.
};

/// A win as the database has it.
class win_entry {
 public:
  std::int64_t id = 0;
  std::string reference;  ///< the number as buttons carry it
  std::string workspace;
  std::string author;
  win_source said;
  std::string text;
  base::time_point said_at;
  calendar::local_date said_on;
  bool shared = true;  ///< others hear of it: it has a place whose members do
  std::int64_t round = 0;
  int cheers = 0;
};

/// What a unit of work did to a win; at most one of the three is there.
class win_change {
 public:
  bool stale = false;  ///< nothing was done: this revision, a newer one, or a deletion is known
  std::optional<win_entry> added;
  std::optional<win_entry> changed;  ///< as it is now
  std::optional<win_entry> removed;
  bool empty() const { return !added && !changed && !removed; }
};

/// The key of the outbox's post that shows a win which was not said in a channel (by form, in private);
/// reactions to that message cheer the win.
std::string copy_key(std::int64_t win);

/// Writes wins within a unit of work. Failures of storage end the unit (see store::write).
class win_ledger {
 public:
  explicit win_ledger(store::connection& on) : on_(&on) {}

  /// Makes the ledger hold what the statement says. A revision older than what is known of the message (also
  /// as a source of kudos), the same one of a win that is known, and anything about a deleted message, do
  /// nothing and are `stale`. A statement of no win about an unknown source changes nothing.
  win_change settle(win_statement const& said);

  /// The message is gone: takes back the win that it stated, for ever. Also keeps a late original out.
  win_change retract_message(chat::message_ref const& where, base::time_point at);
  /// Takes a win back by its author's wish (a form's or a command's has no message to delete). Empty for
  /// another person's.
  win_change retract(std::int64_t win, std::string const& author, base::time_point at);

  /// The standing win that a message states, or that a message of ours shows (see copy_key).
  std::optional<win_entry> find(chat::message_ref const& where);
  /// The same by number; numbers that were given before wins were entries are understood.
  std::optional<win_entry> find(std::int64_t win);
  /// The same by what a button carries.
  std::optional<win_entry> find_referenced(std::string const& reference);
  /// Whether a standing win of that person answers a round.
  bool has_answered(std::int64_t round, std::string const& workspace, std::string const& author);

  /// Shares a private win: its round's channel hears it, else `channel`, and without one every full member.
  /// False if it is none of the author's, or shared already.
  bool share(std::int64_t win, std::string const& author, std::string const& channel);

  /// A person's emoji on a win is on or off as of `revision`, whichever order they become known in; their own
  /// don't count. Nothing if that message states and shows no shared win; else the win as it is now.
  std::optional<win_entry> cheer(chat::message_ref const& where, std::string const& person,
                                 std::string const& emoji, bool on, base::time_point revision);

  /// How many standing wins of a person are visible to `to`; the days (theirs) since `since` on which they
  /// had one.
  int count(std::string const& workspace, std::string const& author, people::viewer const& to);
  std::set<calendar::local_date> days(std::string const& workspace, std::string const& author,
                                      calendar::local_date since, people::viewer const& to);
  /// How many standing wins a person has on one of their days.
  int count_on(std::string const& workspace, std::string const& author, calendar::local_date day);

 private:
  store::connection* on_;
};

}  // namespace huzzah::ledger
