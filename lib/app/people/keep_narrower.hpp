// What people have chosen to have less of stays so when a backup takes the ledger's place.
#pragma once

#include <filesystem>

namespace huzzah::store {
class connection;
}

namespace huzzah::people {

/// Takes over from a newer ledger into an older one, open for writing: who is muted, who has opted out of a
/// stand-up, and what the rituals have been removed, turned off or paused by. Nothing is widened by it. A
/// newer one that can't be read has nothing to say.
void keep_narrower(store::connection& older, std::filesystem::path const& newer);

}  // namespace huzzah::people
