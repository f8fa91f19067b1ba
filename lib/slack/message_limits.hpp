// How much Slack takes in a message.
#pragma once

#include "chat/limits.hpp"

namespace huzzah::slack {

/// What chat.postMessage takes. & < > are measured as entities, marks that could format as parted by joiners,
/// a mention as its id and a link as its address.
chat::limits const& message_limits();

}  // namespace huzzah::slack
