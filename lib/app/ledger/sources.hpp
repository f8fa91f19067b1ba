// Which version of each source is known, and which messages are gone.
#pragma once

#include "chat/event.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace huzzah::store {
class connection;
}

namespace huzzah::ledger {

/// The revision of a deleted message: newer than any that can come.
inline constexpr auto deleted = std::numeric_limits<std::int64_t>::max();

/// The revision of what is settled for ever, as a person in it was erased: nothing newer comes but a
/// deletion.
inline constexpr auto closed = deleted - 1;

/// The way of a win in the table of messages; those before it are the kinds of sources of kudos.
inline constexpr int way_of_wins = 3;

/// The actor of what is no reaction.
inline constexpr std::int64_t no_actor = 0;

/// A source as the tables know it.
struct source_row {
  std::int64_t id;
  std::int64_t revision;
};

/// The row of a source; places and people by their numbers.
std::optional<source_row> find_source(store::connection& on, std::int64_t place, std::string const& ts,
                                      int kind, std::int64_t actor, std::string const& mark);
/// The row of a message itself: the newest version of it that is known, or that it was deleted.
std::optional<source_row> find_message(store::connection& on, std::int64_t place, std::string const& ts);

/// Whether no further person counts with that emoji on that message: a person who did was erased, and it is
/// no longer known which one.
bool is_closed_to_newcomers(store::connection& on, std::int64_t place, std::string const& ts,
                            std::string const& emoji);
/// From now on.
void close_to_newcomers(store::connection& on, std::int64_t place, std::string const& ts,
                        std::string const& emoji);

/// Adds a row that isn't there; its number.
std::int64_t insert_source(store::connection& on, std::int64_t place, std::string const& ts, int kind,
                           std::int64_t actor, std::string const& mark, std::int64_t revision);
void set_revision(store::connection& on, std::int64_t source, std::int64_t revision);

/// A message that is gone for ever.
struct buried_message {
  std::int64_t place;
  bool was_known;  ///< that it is gone
};

/// Remembers that a message is gone.
buried_message bury_message(store::connection& on, chat::message_ref const& where);

}  // namespace huzzah::ledger
