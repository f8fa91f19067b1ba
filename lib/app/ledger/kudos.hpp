// Who gave what to which person: a function of what was said, whatever the order in which it becomes known.
#pragma once

#include "app/ledger/candidate.hpp"
#include "app/ledger/source_kind.hpp"
#include "app/people/places.hpp"
#include "base/clock.hpp"
#include "calendar/local_date.hpp"
#include "chat/event.hpp"

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::ledger {

/// Where kudos were given: their identity. Redelivery and reading history again meet the same one.
class kudos_source {
 public:
  kudos_source() = default;
  kudos_source(source_kind kind_, chat::message_ref where_, std::string actor_ = {}, std::string mark_ = {})
      : kind(kind_), where(std::move(where_)), actor(std::move(actor_)), mark(std::move(mark_)) {}
  friend bool operator==(kudos_source const&, kudos_source const&) = default;

  /// A message that gives kudos by what it says.
  static kudos_source message(chat::message_ref where);
  /// A person's emoji on a message.
  static kudos_source reaction(chat::message_ref where, std::string reactor, std::string emoji);
  /// A slash command, known by its trigger; it has no message.
  static kudos_source command(std::string workspace, std::string channel, std::string trigger);

  source_kind kind = source_kind::message;
  chat::message_ref where;  ///< without an id for a command
  std::string actor;        ///< who reacted; else empty
  std::string mark;         ///< the emoji of a reaction, the trigger of a command; else empty
};

/// All that a source says as of one revision.
class kudos_statement {
 public:
  kudos_statement(kudos_source said_, std::string giver_, base::time_point revision_,
                  base::time_point given_at_, calendar::local_date given_on_, std::vector<candidate> gives_)
      : said(std::move(said_)),
        giver(std::move(giver_)),
        revision(revision_),
        given_at(given_at_),
        given_on(given_on_),
        gives(std::move(gives_)) {}

  kudos_source said;
  std::string giver;
  base::time_point revision;  ///< orders the versions of one source; the epoch is fine for the first
  /// When it was first said. A later version doesn't move it, except for a reaction that was off in between.
  base::time_point given_at;
  calendar::local_date given_on;  ///< that moment's date where the giver lives
  std::vector<candidate> gives;   ///< accepted ones only; each receiver once; may be empty
  /// Who can read it where it was said, as the event tells; `unknown`: as is known of the place.
  people::reach heard_by = people::reach::unknown;
};

/// One kudos for one receiver.
class kudos_entry {
 public:
  friend bool operator==(kudos_entry const&, kudos_entry const&) = default;

  std::int64_t id = 0;  ///< of the ledger's entry: the same for all receivers of one message
  std::string giver;
  std::string receiver;
  int amount = 0;
  std::string reason;  ///< as chat::to_markup() writes it
  std::vector<std::string> values;
};

/// What a unit of work did to the ledger.
class kudos_change {
 public:
  /// Whether the ledger's kudos are as they were.
  bool empty() const { return added.empty() && changed.empty() && removed.empty(); }

  bool stale = false;  ///< nothing was done: the ledger knows this revision, a newer one, or a deletion
  std::vector<kudos_entry> added;
  std::vector<kudos_entry> changed;  ///< as they are now
  std::vector<kudos_entry> removed;
  std::optional<kudos_source> undone;  ///< by undo_last() and decide(): where those were given
};

/// A person who was thanked and could not be looked up: it counts nowhere until that is decided.
class pending_receiver {
 public:
  std::int64_t entry = 0;
  std::string receiver;
  std::string giver;
  base::time_point said_at;
};

/// Writes the ledger within a unit of work. Failures of storage end the unit (see store::write).
class kudos_ledger {
 public:
  explicit kudos_ledger(store::connection& on) : on_(&on) {}

  /// Makes the ledger hold exactly what the statement says of its source. A revision that isn't newer than
  /// the one known, what was undone and is said by a newer revision in the same words, and anything about a
  /// deleted message, change no kudos and are `stale`.
  kudos_change settle(kudos_statement const& said);

  /// Whether settle() would find that revision stale.
  bool is_stale(kudos_source const& said, base::time_point revision);

  /// Whether what a source is known to say has been dealt with: it gives something that is valid, or that its
  /// giver took back since. That it still says so is no news.
  bool has_dealt_with(kudos_source const& said);

  /// What a source gives that is valid, if it is known as of that very second.
  std::vector<kudos_entry> standing_as_of(kudos_source const& said, std::chrono::sys_seconds second);

  /// How many receivers a person's kudos had on one of their days, leaving out what `except` gives; no more
  /// than `most` are counted.
  int receivers_given_on(std::string const& workspace, std::string const& giver, calendar::local_date day,
                         kudos_source const& except, int most = std::numeric_limits<int>::max());

  /// The message is gone: takes back what it and all reactions to it gave, for ever.
  kudos_change retract_message(chat::message_ref const& where, base::time_point at);

  /// Takes back what the giver's newest source that still gives something gave, if that was not before
  /// `not_before`; else the change is empty. It stays taken back until a newer version says something else,
  /// or a reaction is put on again; `now` is kept as the time of it and decides nothing.
  kudos_change undo_last(std::string const& workspace, std::string const& giver, base::time_point not_before,
                         base::time_point now);

  /// Receivers who are waiting to be looked up; at most so many.
  std::vector<pending_receiver> pending(std::string const& workspace, int most);
  /// What became of one of them: `added` holds the kudos if it counts from now on, `undone` where it was
  /// given; `removed` is not empty if nothing of it counts or waits any more.
  kudos_change decide(pending_receiver const& who, bool accepted, base::time_point at);

 private:
  store::connection* on_;
};

}  // namespace huzzah::ledger
