// How much Slack takes in a message.
#pragma once

#include "chat/limits.hpp"

namespace huzzah::slack {

/// What chat.postMessage takes. & < > are measured as entities, marks that could format as parted by joiners,
/// a mention as its id and a link as its address.
chat::limits const& message_limits();

/// The same of a Home view: 100 blocks, and 250 KB as JSON, in which a character may take six bytes.
chat::limits const& home_limits();

}  // namespace huzzah::slack
