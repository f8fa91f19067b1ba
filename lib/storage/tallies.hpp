// The sums that boards are read from.
#pragma once

#include "calendar/local_date.hpp"

#include <cstdint>

namespace huzzah::storage {

class connection;

/// The periods of the tally table, as numbers.
inline constexpr int all_time = 0;
inline constexpr int by_month = 1;
inline constexpr int by_week = 2;

/// Adds to (or, negative, takes from) what two people gave and received on a day: in every period that
/// contains it. People and workspace are numbers of the tables.
void add_to_tallies(connection& on, std::int64_t workspace, std::int64_t giver, std::int64_t receiver,
                    calendar::local_date day, std::int64_t amount);

}  // namespace huzzah::storage
