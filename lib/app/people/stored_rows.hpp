// What is stored about a person, by the ledger's own catalogue: one way to export and to erase it.
#pragma once

#include "app/people/person_names.hpp"
#include "store/feature_tables.hpp"

#include <cstdint>
#include <optional>
#include <set>
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

/// A table's rows about a person or their words, and what an erasure changed: stored::what and how many rows.
using erased_rows = std::vector<std::pair<std::string, std::int64_t>>;

/// All rows about a person in one workspace, who is a number there (0: none) and an id, without those of the
/// tables in `others`, which are exported in another way.
std::vector<stored_row> stored_rows(store::connection& on, std::int64_t person, std::string const& workspace,
                                    std::string const& id, std::set<std::string> const& others);

/// What the catalogue says of a table, and how many of its rows are about one person; none where it can't be
/// known which person a row is about, and for the name, which may come from what they can't read.
class stored_count {
 public:
  store::stored kind;
  std::optional<std::int64_t> rows;
};
/// Of all tables, for a person in one workspace.
std::vector<stored_count> count_stored(store::connection& on, std::string const& workspace,
                                       std::string const& id);

/// The people in tables that know people by ids, and the workspaces in which such a table has rows of `id`.
std::set<std::string> ids_in_stored(store::connection& on);
std::set<std::string> workspaces_of(store::connection& on, std::string const& id);

/// Does with the rows about a person what their table says: by the number of a row of `person`, whose rows
/// that stay belong to `erased` afterwards, and by the id, in all workspaces.
erased_rows erase_stored(store::connection& on, std::int64_t person, std::int64_t erased);
erased_rows erase_stored(store::connection& on, std::string const& id);

/// How many rows both would change, and what erase_stored_words() would.
erased_rows count_to_erase(store::connection& on, std::int64_t person);
erased_rows count_to_erase(store::connection& on, person_names const& who);

/// The tables with what others wrote; each once.
std::vector<std::string> worded_tables(store::connection& on);
/// Takes a person out of what others wrote in one of them: in the rows after `from`, by the first column of
/// its key, about `most` at once. Returns the last key that it has looked at, nothing at the end. A table
/// whose key is no number is looked at as a whole.
std::optional<std::int64_t> erase_stored_words(store::connection& on, std::string const& table,
                                               person_names const& who, std::int64_t from, std::int64_t most,
                                               erased_rows& counts);

}  // namespace huzzah::people
