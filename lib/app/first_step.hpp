// What sets a workspace up, one step after the other: shown to its admins until it is done.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::app {

/// One step, handed in by the feature that it is for.
class first_step {
 public:
  char const* words;  ///< "Ask for the win of the day: `/standup setup` in a channel"; translated where shown
  std::function<bool(store::connection& on, std::string const& workspace)> is_done;
};

/// Those of all features, in the order in which they are shown.
using first_steps = std::vector<first_step>;

}  // namespace huzzah::app
