// Whether the ledger still adds up.
#pragma once

#include <string>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::ledger {

/// The tallies that differ from the ledger, a line each.
std::vector<std::string> wrong_tallies(store::connection& on);

}  // namespace huzzah::ledger
