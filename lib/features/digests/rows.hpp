// What the ledger knows of a digest's window.
#pragma once

#include "app/people/viewer.hpp"
#include "features/digests/digest.hpp"

#include <string>

namespace huzzah::store {
class connection;
}

namespace huzzah::digests {

/// See reader::digest().
facts read_digest(store::connection& on, std::string const& workspace, window const& window,
                  base::time_point previous_from, bool with_board, people::viewer const& to);

}  // namespace huzzah::digests
