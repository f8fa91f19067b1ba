// What was found late: kudos until their receivers get one note about all of them, and all of it until the
// next digests have reported it.
#pragma once

#include "app/ledger/kudos.hpp"

#include <set>
#include <string>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::ledger {

/// What a person is to be notified of.
class late_note {
 public:
  std::string receiver;
  std::vector<kudos_entry> given;  ///< in the order recorded
  std::set<std::string> channels;  ///< where those were said that come with words
};

/// Writes what is yet to be reported within a unit of work.
class late_kudos {
 public:
  explicit late_kudos(store::connection& on) : on_(&on) {}

  /// The receiver of that kudos is to be notified later.
  void remember(std::string const& workspace, kudos_entry const& given);
  /// A kudos or win that was said at `said_at` is recorded now. Where that is more than a minute later, the
  /// digest that it belongs to may have been posted, and the next one tells it.
  void found(std::int64_t entry, base::time_point said_at, base::time_point now);
  /// Those who are to be notified and want to be, each with what is still valid; all is forgotten. What not
  /// every full member can read comes without words.
  std::vector<late_note> take(std::string const& workspace);

 private:
  store::connection* on_;
};

}  // namespace huzzah::ledger
