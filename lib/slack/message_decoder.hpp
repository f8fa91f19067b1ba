// Decodes a message, as simdjson has read it, into an event. Only for this room's .cpp files.
#pragma once

#include "slack/dom.hpp"
#include "slack/event_decoder.hpp"

namespace huzzah::slack {

/// decode_message() of what comes over the socket.
std::optional<chat::event> decode_message(dom_value const& message, identity const& us);

}  // namespace huzzah::slack
