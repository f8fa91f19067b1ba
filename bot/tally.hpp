// How a tally is printed.
#pragma once

#include "storage/reader.hpp"

#include <iosfwd>
#include <vector>

namespace huzzah::bot {

/// Most received first, then by name; who has no name is called by their id.
void sort_for_reading(std::vector<storage::standing>& rows);

/// A table whose columns line up on a terminal.
void print_table(std::vector<storage::standing> const& rows, std::ostream& out);

/// {"people":[{"id","name","received","given"}]}
void print_json(std::vector<storage::standing> const& rows, std::ostream& out);

}  // namespace huzzah::bot
