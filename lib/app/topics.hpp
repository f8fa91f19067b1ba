// The kinds of messages that people did not ask for.
#pragma once

#include <vector>

namespace huzzah::app {

/// One kind, with a switch in everybody's settings.
class topic {
 public:
  char const* name;   ///< of delivery::outgoing
  char const* label;  ///< of the switch, translated where it is shown
};

/// Those of all features but notes on kudos. Each adds its own when it starts.
using topics = std::vector<topic>;

}  // namespace huzzah::app
