// Which version of each source is known, and which messages are gone.
#pragma once

#include "chat/event.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace huzzah::storage {

class connection;

/// The revision of a deleted message: newer than any that can come.
inline constexpr auto deleted = std::numeric_limits<std::int64_t>::max();

/// The revision of what is settled for ever, as somebody in it was erased: nothing newer comes but a
/// deletion.
inline constexpr auto closed = deleted - 1;

/// A source as the tables know it.
struct source_row {
  std::int64_t id;
  std::int64_t revision;
};

/// The row of a source; places and people by their numbers, 0 for no actor.
std::optional<source_row> find_source(connection& on, std::int64_t place, std::string const& ts, int kind,
                                      std::int64_t actor, std::string const& mark);
/// The row of a message itself: the newest version of it that is known, or that it was deleted.
std::optional<source_row> find_message(connection& on, std::int64_t place, std::string const& ts);

/// Whether nobody new counts with that emoji on that message: somebody who did was erased, and it can't be
/// told any more who that was.
bool is_closed_to_newcomers(connection& on, std::int64_t place, std::string const& ts,
                            std::string const& emoji);
/// From now on.
void close_to_newcomers(connection& on, std::int64_t place, std::string const& ts, std::string const& emoji);

/// Adds a row that isn't there; its number.
std::int64_t insert_source(connection& on, std::int64_t place, std::string const& ts, int kind,
                           std::int64_t actor, std::string const& mark, std::int64_t revision);
void set_revision(connection& on, std::int64_t source, std::int64_t revision);

/// A message that is gone for ever.
struct buried_message {
  std::int64_t place;
  bool was_known;  ///< that it is gone
};

/// Remembers that a message is gone.
buried_message bury_message(connection& on, chat::message_ref const& where);

}  // namespace huzzah::storage
