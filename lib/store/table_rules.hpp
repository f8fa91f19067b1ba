// What only the rooms that keep tables know of them, for files that are copied or put in place of another.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace huzzah::store {

class connection;

/// Handed in with each copy and restore. What is empty is left out.
class table_rules {
 public:
  /// What does not add up in tables of the newest version, a line each.
  std::function<std::vector<std::string>(connection& on)> wrong;
  /// How many kudos stand, in tables of that version.
  std::function<std::int64_t(connection& on, int version)> count;
  /// Prepares a copy, open for writing and of the newest version, to take a database's place at `now`. Each
  /// of them runs in a transaction of its own.
  std::function<void(connection& copy, base::time_point now)> before_restore;
  /// The same with the database that it is going to replace, if there is one: what people have chosen to have
  /// less of since stays so.
  std::function<void(connection& copy, std::filesystem::path const& replaced)> carry_over;
};

}  // namespace huzzah::store
