// The description of Huzzah as a Slack app.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace huzzah::bot {

/// config/slack-manifest.json, as it was when the program was built.
std::string_view slack_manifest();

/// The bot scopes that the manifest asks for.
std::vector<std::string> wanted_scopes();
/// The events that it subscribes to.
std::vector<std::string> wanted_events();

}  // namespace huzzah::bot
