#include "sandbox/workspace/app_manifest.hpp"

#include "base/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace huzzah::sandbox {

namespace {

using nlohmann::json;

json at(json const& root, char const* pointer) {
  auto const path = json::json_pointer(pointer);
  return root.contains(path) ? root.at(path) : json();
}

std::string text(json const& root, char const* pointer) {
  auto const value = at(root, pointer);
  return value.is_string() ? value.get<std::string>() : std::string();
}

bool flag(json const& root, char const* pointer) {
  auto const value = at(root, pointer);
  return value.is_boolean() && value.get<bool>();
}

std::set<std::string, std::less<>> words(json const& root, char const* pointer) {
  std::set<std::string, std::less<>> found;
  auto const list = at(root, pointer);
  if (!list.is_array()) return found;
  for (auto const& word : list)
    if (word.is_string()) found.insert(word.get<std::string>());
  return found;
}

constexpr std::size_t most_shortcuts = 10;

/// Reads one shortcut; empty without all that it needs, or with more words than Slack takes.
std::optional<shortcut> read_shortcut(json const& entry) {
  shortcut read;
  read.callback_id = text(entry, "/callback_id");
  read.name = text(entry, "/name");
  read.description = text(entry, "/description");
  auto const type = text(entry, "/type");
  read.on_message = type == "message";
  bool const whole = !read.callback_id.empty() && !read.name.empty() && !read.description.empty() &&
                     (read.on_message || type == "global");
  if (!whole || base::length(read.callback_id) > 255 || base::length(read.name) > 24 ||
      base::length(read.description) > 150)
    return std::nullopt;
  return read;
}

}  // namespace

slash_command const* app_manifest::find_command(std::string_view wanted) const {
  auto const found =
      std::find_if(commands.begin(), commands.end(), [&](auto const& c) { return c.command == wanted; });
  return found == commands.end() ? nullptr : &*found;
}

shortcut const* app_manifest::find_shortcut(std::string_view callback_id) const {
  auto const found = std::find_if(shortcuts.begin(), shortcuts.end(),
                                  [&](auto const& one) { return one.callback_id == callback_id; });
  return found == shortcuts.end() ? nullptr : &*found;
}

std::string app_manifest::scope_list() const {
  std::string list;
  for (auto const& scope : scopes)
    list += (list.empty() ? "" : ",") + scope;
  return list;
}

result<app_manifest> read_manifest(std::string_view source) {
  auto const root = json::parse(source, nullptr, false, true);
  if (!root.is_object()) return error(errc::invalid_input, "the app manifest is no JSON object");
  app_manifest read;
  read.name = text(root, "/display_information/name");
  if (read.name.empty())
    return error(errc::invalid_input, "the app manifest has no /display_information/name");
  read.bot_name = text(root, "/features/bot_user/display_name");
  if (read.bot_name.empty()) read.bot_name = read.name;
  if (!flag(root, "/settings/socket_mode_enabled"))
    return error(errc::invalid_input, "the app manifest does not set /settings/socket_mode_enabled");
  read.scopes = words(root, "/oauth_config/scopes/bot");
  read.events = words(root, "/settings/event_subscriptions/bot_events");
  read.interactivity = flag(root, "/settings/interactivity/is_enabled");
  read.home_tab = flag(root, "/features/app_home/home_tab_enabled");
  auto const commands = at(root, "/features/slash_commands");
  for (auto const& entry : commands.is_array() ? commands : json::array()) {
    slash_command command;
    command.command = text(entry, "/command");
    if (command.command.size() < 2 || command.command.front() != '/')
      return error(errc::invalid_input, "a slash command of the app manifest has no name such as /hello");
    command.description = text(entry, "/description");
    command.usage_hint = text(entry, "/usage_hint");
    command.should_escape = flag(entry, "/should_escape");
    read.commands.push_back(std::move(command));
  }
  auto const shortcuts = at(root, "/features/shortcuts");
  for (auto const& entry : shortcuts.is_array() ? shortcuts : json::array()) {
    auto one = read_shortcut(entry);
    if (!one || read.find_shortcut(one->callback_id) != nullptr || read.shortcuts.size() >= most_shortcuts)
      return error(
          errc::invalid_input,
          "a shortcut of the app manifest needs a type (message or global), a callback_id of its own, "
          "a name of at most 24 and a description of at most 150 characters; there are at most 10");
    read.shortcuts.push_back(std::move(*one));
  }
  return read;
}

}  // namespace huzzah::sandbox
