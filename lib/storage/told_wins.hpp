// Wins as they are told to others: with names, cheers, impacts, and where they can be read.
#pragma once

#include "storage/reader.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace huzzah::storage {

class connection;

/// The standing shared wins that answer a round, in the order said.
std::vector<told_win_of> wins_of_round(connection& on, std::int64_t round);
/// The standing shared wins said after `from` and up to `until`, in that order; a workspace by its number.
std::vector<told_win_of> wins_between(connection& on, std::int64_t workspace, base::time_point from,
                                      base::time_point until);
/// A person's standing wins, private ones too; newest first. By number.
std::vector<told_win_of> last_wins_of(connection& on, std::int64_t person, int most);
/// The standing shared wins from a day (of their authors') on, newest first.
std::vector<told_win_of> last_shared_wins(connection& on, std::int64_t workspace, calendar::local_date since,
                                          int most);
/// Every standing win in the order recorded, or every one that ever was, until `take` returns false.
void each_win(connection& on, std::function<bool(told_win_of const&)> const& take);
void each_win_ever(connection& on, std::function<bool(told_win_of const&)> const& take);

}  // namespace huzzah::storage
