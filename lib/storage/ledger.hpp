// Who gave what to whom: a function of what was said, whatever the order in which it becomes known.
#pragma once

#include "base/clock.hpp"
#include "calendar/local_date.hpp"
#include "chat/event.hpp"
#include "recognition/house_rules.hpp"
#include "recognition/kudos.hpp"

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::storage {

class connection;

/// Where kudos were given: their identity. Redelivery and reading history again meet the same one.
class source {
 public:
  source() = default;
  source(recognition::source_kind kind_, chat::message_ref where_, std::string actor_ = {},
         std::string mark_ = {})
      : kind(kind_), where(std::move(where_)), actor(std::move(actor_)), mark(std::move(mark_)) {}
  friend bool operator==(source const&, source const&) = default;

  /// A message that gives kudos by what it says.
  static source message(chat::message_ref where);
  /// Somebody's emoji on a message.
  static source reaction(chat::message_ref where, std::string reactor, std::string emoji);
  /// A slash command, known by its trigger; it has no message.
  static source command(std::string workspace, std::string channel, std::string trigger);

  recognition::source_kind kind = recognition::source_kind::message;
  chat::message_ref where;  ///< without a timestamp for a command
  std::string actor;        ///< who reacted; else empty
  std::string mark;         ///< the emoji of a reaction, the trigger of a command; else empty
};

/// All that a source says as of one revision.
class statement {
 public:
  statement(source said_, std::string giver_, base::time_point revision_, base::time_point given_at_,
            calendar::local_date given_on_, std::vector<recognition::candidate> gives_)
      : said(std::move(said_)),
        giver(std::move(giver_)),
        revision(revision_),
        given_at(given_at_),
        given_on(given_on_),
        gives(std::move(gives_)) {}

  source said;
  std::string giver;
  base::time_point revision;  ///< orders the versions of one source; the epoch is fine for the first
  /// When it was first said. A later version doesn't move it, but for a reaction that was off meanwhile.
  base::time_point given_at;
  calendar::local_date given_on;              ///< that moment's date where the giver lives
  std::vector<recognition::candidate> gives;  ///< accepted ones only; each receiver once; may be empty
};

/// One kudos for one receiver.
class entry {
 public:
  friend bool operator==(entry const&, entry const&) = default;

  std::int64_t id = 0;
  std::string giver;
  std::string receiver;
  int amount = 0;
  std::string reason;  ///< as chat::to_markup() writes it
  std::vector<std::string> values;
};

/// What a unit of work did to the ledger.
class change {
 public:
  /// Whether the ledger's kudos are as they were.
  bool empty() const { return added.empty() && changed.empty() && removed.empty(); }

  bool stale = false;  ///< nothing was done: the ledger knows this revision, a newer one, or a deletion
  std::vector<entry> added;
  std::vector<entry> changed;  ///< as they are now
  std::vector<entry> removed;
  std::optional<source> undone;  ///< by undo_last(): where those were given
};

/// Writes the ledger within a unit of work. Failures of storage end the unit (see store::write).
class ledger {
 public:
  explicit ledger(connection& on) : on_(&on) {}

  /// Makes the ledger hold exactly what the statement says of its source. A revision that isn't newer than
  /// the one known, and anything about a deleted message, does nothing and is `stale`.
  change settle(statement const& said);

  /// Whether settle() would find that revision stale.
  bool is_stale(source const& said, base::time_point revision);

  /// Whether what a source is known to say has been dealt with: it gives something that stands, or that its
  /// giver took back since. That it still says so is no news.
  bool has_dealt_with(source const& said);

  /// What a source gives that stands, if it is known as of that very second.
  std::vector<entry> standing_as_of(source const& said, std::chrono::sys_seconds second);

  /// How many receivers somebody's kudos had on one of their days, leaving out what `except` gives; no more
  /// than `most` are counted.
  int receivers_given_on(std::string const& workspace, std::string const& giver, calendar::local_date day,
                         source const& except, int most = std::numeric_limits<int>::max());

  /// The message is gone: takes back what it and all reactions to it gave, for ever.
  change retract_message(chat::message_ref const& where, base::time_point at);

  /// Takes back what the giver's newest source that still gives something gave, if that was not before
  /// `not_before`; else the change is empty. The same statement delivered again stays taken back; an edit
  /// after `now` speaks afresh.
  change undo_last(std::string const& workspace, std::string const& giver, base::time_point not_before,
                   base::time_point now);

 private:
  connection* on_;
};

}  // namespace huzzah::storage
