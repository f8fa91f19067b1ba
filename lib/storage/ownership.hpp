// Root may look after the ledger of another user, such as a service's: what root makes beside it is that
// user's.
#pragma once

#include "base/error.hpp"

#include <filesystem>

namespace huzzah::storage {

/// Gives an open file that root has just made to whom `model` belongs to, or to whom its folder does where
/// that isn't there. Does nothing for any other user. `name` stands in the error.
result<> give_to_owner(int descriptor, std::filesystem::path const& model, std::filesystem::path const& name);

}  // namespace huzzah::storage
