// Root may look after the ledger of another user, such as a service's, and does so with that user's rights:
// what that user put into the folder must not move root to open anything else.
#pragma once

#include "base/descriptor.hpp"
#include "base/error.hpp"

#include <sys/types.h>

#include <filesystem>
#include <optional>

namespace huzzah::store {

/// Where root runs this process and the ledger lies with another user, takes that user's identity for good.
/// The first folder, link or file on the way that is not root's decides whose it is; nothing in it was opened
/// before. It stays reachable by its name, in a mount namespace of this thread where folders above it are
/// closed to that user. Does nothing for other users than root, and in a folder of root's own. What only root
/// may read has to be open before; no other thread may go on working with names.
result<> become_owner(std::filesystem::path const& ledger);

/// The user whose identity become_owner() would take; none if it would take none.
result<std::optional<uid_t>> other_owner(std::filesystem::path const& path);

/// Whether become_owner() has done so.
bool acts_for_owner();

/// Opens a ledger or a file beside one: never through a link, and only a plain file that has no second name.
result<base::descriptor> open_own(std::filesystem::path const& file, int flags);

}  // namespace huzzah::store
