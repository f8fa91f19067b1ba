// Decodes what Slack keeps of a channel's past into the same form as the events that reported it.
#pragma once

#include "chat/history.hpp"
#include "slack/event_decoder.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace huzzah::slack {

/// A message of a history, in the channel that was asked for; without an id if it is none. `as_of` is
/// when it surely was so, or later.
chat::past_message decode_past(nlohmann::json const& message, std::string const& channel,
                               chat::channel_kind kind, identity const& us, base::time_point as_of);

/// The reactions to a message, by emoji; `is_complete` becomes false where people are left out.
std::vector<chat::past_reaction> decode_reactions(nlohmann::json const& message, identity const& us,
                                                  bool& is_complete);

}  // namespace huzzah::slack
