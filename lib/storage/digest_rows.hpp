// What a digest is composed from, read by time.
#pragma once

#include "recognition/digest.hpp"

#include <string>

namespace huzzah::storage {

class connection;

/// See reader::digest().
recognition::digest_facts read_digest(connection& on, std::string const& workspace,
                                      recognition::digest_window const& window,
                                      base::time_point previous_from, bool with_board);

}  // namespace huzzah::storage
