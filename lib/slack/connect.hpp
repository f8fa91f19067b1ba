// What the program needs of this room: a workspace, the socket that its events come through, and a look at
// whether both would work.
#pragma once

#include "slack/slack_workspace.hpp"
#include "slack/socket_mode.hpp"

#include <optional>

namespace huzzah::slack {

/// What `huzzah check` wants to know.
class probe {
 public:
  result<account> bot{error(errc::cancelled, "not asked")};  ///< whose bot token it is
  result<> app;                                              ///< whether the app token opens connections
  std::optional<base::duration> clock_skew;  ///< our wall clock minus Slack's, to a second or two
};

/// Tries both tokens. The ticket that the app token gets is not used.
awaitable<probe> look_at(slack_options options, base::clock& clock);

}  // namespace huzzah::slack
