// The rows of wins, and what is kept with them: their impacts, their cheers, and how many somebody has.
#pragma once

#include "storage/wins.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::storage {

/// A win with what only the tables need to know of it.
class win_row {
 public:
  win_entry what;
  std::int64_t author = 0;  ///< the person's number
  std::int64_t revision = 0;
  bool retracted = false;
};

/// The win of a source, retracted or not; of a place's number.
std::optional<win_row> find_win(connection& on, std::int64_t place, std::string const& ts,
                                std::string const& mark);
std::optional<win_row> find_win(connection& on, std::int64_t id);
/// The win that a message of ours shows (see copy_key).
std::optional<win_row> find_win_shown(connection& on, chat::message_ref const& where);

/// Adds what a statement says of an unknown source; the win's number.
std::int64_t insert_win(connection& on, win_statement const& said);
/// Makes a win say what a newer statement says; one that was retracted stands again.
void restate_win(connection& on, win_row const& row, win_statement const& said);
/// Remembers the newest version of which nothing else is to be kept.
void set_win_revision(connection& on, std::int64_t win, std::int64_t revision);
/// Takes a standing win back.
void retract_win(connection& on, win_row const& row, base::time_point at);
/// Makes a standing private win a shared one.
void share_win(connection& on, win_row const& row);

/// Somebody's emoji is on or off as of that revision, unless a newer one is known.
void set_cheer(connection& on, std::int64_t win, std::int64_t person, std::string const& emoji, bool is_on,
               base::time_point revision);
/// Whether that emoji of theirs was ever on it.
bool has_cheered(connection& on, std::int64_t win, std::int64_t person, std::string const& emoji);
/// Counts the cheers of a win afresh.
void count_cheers(connection& on, std::int64_t win);

/// The amounts that a win names, in the order written.
std::vector<recognition::impact> impacts_of(connection& on, std::int64_t win);

}  // namespace huzzah::storage
