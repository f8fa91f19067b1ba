// The workspace as it is at the start: "Small Wins Inc."
#pragma once

#include "sandbox/workspace/slack_json.hpp"

namespace huzzah::sandbox {

/// Fills an empty workspace with six people, two groups, four channels, a few words, and the app under the
/// bot name `bot_name`.
void furnish(workspace_state& state, app_identity const& app, std::string const& bot_name);

}  // namespace huzzah::sandbox
