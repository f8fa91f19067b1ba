// Numbers of rows as buttons and forms carry them. They are sealed: a plain number tells how much was
// recorded since the one before, also of what is private. Internal to storage.
#pragma once

#include <cstdint>
#include <string>

namespace huzzah::store {

class connection;

enum class reference_kind : unsigned char { win = 1, round = 2, kudos = 3, goal = 4, step = 5, habit = 6 };

/// 26 letters and digits that stand for a number in this ledger.
std::string reference(connection& on, reference_kind kind, std::int64_t number);

/// The number behind a reference of that kind, or 0. Buttons from before references were sealed carry the
/// number itself.
std::int64_t referenced(connection& on, reference_kind kind, std::string const& written);

}  // namespace huzzah::store
