// How a tally is printed.
#pragma once

#include "app/ledger/standings.hpp"
#include "store/reader.hpp"

#include <iosfwd>
#include <vector>

namespace huzzah::bot::commands {

/// Most received first, then by name; who has no name is called by their id.
void sort_for_reading(std::vector<ledger::standing>& rows);

/// A table whose columns line up on a terminal.
void print_table(std::vector<ledger::standing> const& rows, std::ostream& out);

/// {"people":[{"id","name","received","given"}]}
void print_json(std::vector<ledger::standing> const& rows, std::ostream& out);

}  // namespace huzzah::bot::commands
