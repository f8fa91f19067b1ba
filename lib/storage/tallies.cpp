#include "storage/tallies.hpp"

#include "storage/connection.hpp"

#include <array>
#include <utility>

namespace huzzah::storage {

void add_to_tallies(connection& on, std::int64_t workspace, std::int64_t giver, std::int64_t receiver,
                    calendar::local_date day, std::int64_t amount) {
  auto const periods = std::array<std::pair<int, std::int64_t>, 3>{{
      {all_time, 0},
      {by_month, to_integer(calendar::month_start(day))},
      {by_week, to_integer(calendar::week_start(day))},
  }};
  for (auto const& [period, start] : periods) {
    on.run(
        "INSERT INTO tally (workspace, period, start, person, received, given) VALUES (?, ?, ?, ?, 0, ?)"
        " ON CONFLICT DO UPDATE SET given = given + excluded.given",
        workspace, period, start, giver, amount);
    on.run(
        "INSERT INTO tally (workspace, period, start, person, received, given) VALUES (?, ?, ?, ?, ?, 0)"
        " ON CONFLICT DO UPDATE SET received = received + excluded.received",
        workspace, period, start, receiver, amount);
  }
}

}  // namespace huzzah::storage
