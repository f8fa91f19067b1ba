// The tables, and how an older database is brought up to date.
#pragma once

#include <span>

namespace huzzah::store {

class connection;

/// "HUZZ", in the header of every database of ours.
inline constexpr int application_id = 0x48555A5A;

/// The migrations in order; the n-th brings a database of version n to version n + 1. Never change one that
/// was released: append.
std::span<char const* const> migrations();

/// The version that this program writes.
int current_version();

/// Brings the database up to the version that has all of `steps`, in one transaction.
void migrate(connection& on, std::span<char const* const> steps = migrations());

}  // namespace huzzah::store
