// How an envelope is answered once its event was handled: pure.
#pragma once

#include "base/error.hpp"
#include "slack/event_decoder.hpp"

#include <optional>
#include <string>

namespace huzzah::slack {

/// What goes back over the envelope's connection, and what is to be said afterwards.
class acknowledgement {
 public:
  std::string frame;    ///< one text message, below the size at which Slack closes the socket
  std::string later;    ///< JSON for the envelope's response_url; empty if there is nothing more to say
  std::string if_lost;  ///< the same, only where the frame can't be sent: what the frame says
};

/// The answer to an envelope. None for an event that could not be saved: Slack sends it again. Commands
/// and interactions are never sent again, so the person is asked privately to try again. `too_late`: Slack
/// no longer waits and ignores what the frame says.
std::optional<acknowledgement> acknowledge(envelope const& received, result<chat::reply> const& outcome,
                                           bool too_late = false);

}  // namespace huzzah::slack
