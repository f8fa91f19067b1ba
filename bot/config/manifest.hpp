// The description of Huzzah as a Slack app.
#pragma once

#include <string>
#include <vector>

namespace huzzah::bot::config {

/// config/slack-manifest.json, with the commands of the program's features.
std::string slack_manifest();

/// The bot scopes that the manifest asks for.
std::vector<std::string> wanted_scopes();
/// The events that it subscribes to.
std::vector<std::string> wanted_events();

}  // namespace huzzah::bot::config
