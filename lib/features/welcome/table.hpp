// Whose first kudos was met, and up to where the ledger was looked through for first ones.
#pragma once

#include "app/ledger/first_kudos.hpp"
#include "base/clock.hpp"
#include "store/feature_tables.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::welcome {

/// Reads and writes within a unit of work.
class table {
 public:
  explicit table(store::connection& on) : on_(&on) {}

  static store::feature_tables tables();

  /// The people of a workspace whose first kudos was recorded since the last call, and said after
  /// `not_before`. The first call only says from where on. At most so many entries are looked through;
  /// `is_all` says whether these were all.
  class news {
   public:
    std::vector<ledger::first_kudos> people;
    bool is_all = true;
  };
  news next(std::string const& workspace, base::time_point not_before, int most);

 private:
  store::connection* on_;
};

}  // namespace huzzah::welcome
