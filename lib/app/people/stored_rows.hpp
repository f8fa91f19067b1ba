// What features store about a person, by the ledger's own catalogue: one way to export and to erase it.
#pragma once

#include "store/feature_tables.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace huzzah::people {

/// One row about a person.
class stored_row {
 public:
  using value = std::variant<std::monostate, std::int64_t, double, std::string>;

  std::string table;
  std::vector<std::pair<std::string, value>> columns;  ///< without numbers of workspaces and people
};

/// All rows about a person, the number of a row of `person`, in one workspace.
std::vector<stored_row> stored_rows(store::connection& on, std::int64_t person);

/// Does with the rows about a person what their table says. Those that stay belong to `erased` afterwards.
/// How many rows of each kind it was, by stored::what.
std::vector<std::pair<std::string, std::int64_t>> erase_stored(store::connection& on, std::int64_t person,
                                                               std::int64_t erased);

/// Empties the columns of words that name a person, in rows of others too.
void erase_stored_words(store::connection& on, std::function<bool(std::string const& words)> const& names);

}  // namespace huzzah::people
