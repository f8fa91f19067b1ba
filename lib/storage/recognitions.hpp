// The rows of the ledger, and the tallies and values that belong to them.
#pragma once

#include "storage/connection.hpp"
#include "storage/ledger.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::storage {

/// A row of the ledger.
class recognition_row {
 public:
  entry what;
  std::int64_t source = 0;
  std::int64_t workspace = 0;
  base::time_point given_at;
  calendar::local_date given_on;
  std::optional<base::time_point> retracted;
  bool spoken_for = false;  ///< of settle(): the statement still holds it
};

/// What a source gave, retracted or not.
std::vector<recognition_row> recognitions_of(connection& on, std::int64_t source);
/// What a message and the reactions to it gave.
std::vector<recognition_row> recognitions_at(connection& on, std::int64_t place, std::string const& ts);
/// The source of a person's newest standing kudos that were given at `not_before` or later.
std::optional<std::int64_t> newest_source_of(connection& on, std::int64_t giver, base::time_point not_before);
source source_of(connection& on, std::int64_t id);

/// Adds a row and gives it its id.
void insert_recognition(connection& on, recognition_row& row);
/// Makes a row say `next` (same giver and receiver), given when `row` says; one that was retracted stands
/// again.
void replace_recognition(connection& on, recognition_row const& row, entry const& next);
/// Takes a standing row back.
void retract_recognition(connection& on, recognition_row const& row, base::time_point at);

/// The names of a recognition's values, in alphabetical order.
std::vector<std::string> values_of(connection& on, std::int64_t recognition);

}  // namespace huzzah::storage
