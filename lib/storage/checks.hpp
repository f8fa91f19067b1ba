// Whether the ledger still adds up.
#pragma once

#include <string>
#include <vector>

namespace huzzah::storage {

class connection;

/// The tallies that differ from the ledger, a line each.
std::vector<std::string> wrong_tallies(connection& on);
/// What SQLite finds damaged, a line each.
std::vector<std::string> wrong_pages(connection& on);

}  // namespace huzzah::storage
