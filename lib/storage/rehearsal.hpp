// A ledger to try something on.
#pragma once

#include "base/error.hpp"

#include <filesystem>

namespace huzzah::storage {

/// Copies a ledger as it is at one moment to a file that is not there yet; also while another process writes
/// it.
result<> copy_for_rehearsal(std::filesystem::path const& ledger, std::filesystem::path const& to);

}  // namespace huzzah::storage
