#include "bot/config/manifest.hpp"

#include "bot/features.hpp"
#include "embedded/config.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::bot::config {

namespace {

using ordered = nlohmann::ordered_json;

ordered manifest() {
  auto all = ordered::parse(embedded::config::find("slack-manifest.json"));
  std::string words;
  for (auto const& one : contributions())
    for (auto const& word : one.words)
      words += (words.empty() ? "" : " | ") + word;
  auto const with_words = [&](std::string usage) {
    if (auto const at = usage.find("{words}"); at != std::string::npos) usage.replace(at, 7, words);
    return usage;
  };
  auto commands = ordered::array();
  for (auto const& one : contributions())
    for (auto const& command : one.commands)
      commands.push_back({{"command", command.name},
                          {"description", command.about},
                          {"usage_hint", with_words(command.usage)},
                          {"should_escape", true}});
  all["features"]["slash_commands"] = std::move(commands);
  auto shortcuts = ordered::array();
  for (auto const& one : contributions())
    for (auto const& shortcut : one.shortcuts)
      shortcuts.push_back({{"name", shortcut.label},
                           {"type", shortcut.on_message ? "message" : "global"},
                           {"callback_id", shortcut.name},
                           {"description", shortcut.about}});
  all["features"]["shortcuts"] = std::move(shortcuts);
  return all;
}

}  // namespace

std::string slack_manifest() {
  return manifest().dump(2) + "\n";
}

std::vector<std::string> wanted_scopes() {
  return manifest().at("oauth_config").at("scopes").at("bot");
}

std::vector<std::string> wanted_events() {
  return manifest().at("settings").at("event_subscriptions").at("bot_events");
}

}  // namespace huzzah::bot::config
