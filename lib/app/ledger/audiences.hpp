// Moves entries to the audience that follows from what is known of the places where they are heard.
#pragma once

#include <string>

namespace huzzah::store {
class connection;
}

namespace huzzah::ledger {

/// Writes audiences within a unit of work.
class audiences {
 public:
  explicit audiences(store::connection& on) : on_(&on) {}

  /// Whether entries may have another audience than the reach of their place demands.
  bool has_unsettled(std::string const& workspace);
  /// Moves entries to the audience that the reach of their place demands, at most about `most`, with their
  /// sums. False once there is nothing left to move.
  bool settle(std::string const& workspace, int most);

 private:
  store::connection* on_;
};

}  // namespace huzzah::ledger
