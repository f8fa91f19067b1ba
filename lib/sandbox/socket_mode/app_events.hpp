// Which happenings the app hears of, and the payloads that tell it.
#pragma once

#include "sandbox/workspace/workspace.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace huzzah::sandbox {

/// The inner events that the app's subscriptions and memberships entitle it to; usually none or one.
std::vector<nlohmann::json> app_events(workspace const& place, happening const& what);

/// {"type":"event_callback", …} around an inner event.
nlohmann::json event_callback(workspace& place, nlohmann::json inner);

/// What payloads call a channel: a direct conversation and a private channel keep their names to themselves.
std::string channel_word(channel const& where);

/// The payload of a slash command.
nlohmann::json command_payload(workspace& place, slash_command const& command, std::string const& text,
                               std::string const& user, channel const& where, std::string const& response_id);

/// What every payload of type "interactive" has in common.
nlohmann::json interaction_payload(workspace& place, std::string const& type, std::string const& user);

/// `text` with mentions as plain words ("@ada", "#wins"), as for commands that do not escape.
std::string plain_mentions(workspace_state const& state, std::string_view text);

}  // namespace huzzah::sandbox
