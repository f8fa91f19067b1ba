#include "bot/config/manifest.hpp"

#include "embedded/config.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::bot {

std::string_view slack_manifest() {
  return embedded::config::find("slack-manifest.json");
}

std::vector<std::string> wanted_scopes() {
  return nlohmann::json::parse(slack_manifest()).at("oauth_config").at("scopes").at("bot");
}

std::vector<std::string> wanted_events() {
  return nlohmann::json::parse(slack_manifest()).at("settings").at("event_subscriptions").at("bot_events");
}

}  // namespace huzzah::bot
