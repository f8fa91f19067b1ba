// What root lets a process of its own do with the rights of a ledger's owner, while it keeps its own.
#pragma once

#include "store/backup.hpp"

#include <filesystem>

namespace huzzah::store {

/// As copy_ledger(), where `into` lies in a place of the caller's and the ledger is another user's: a child
/// process takes that user's identity, makes and verifies the copy beside the ledger, and hands over its
/// bytes. No other thread may be running.
result<backup_facts> copy_as_owner(table_rules const& rules, std::filesystem::path const& ledger,
                                   unfinished_file const& into);

}  // namespace huzzah::store
