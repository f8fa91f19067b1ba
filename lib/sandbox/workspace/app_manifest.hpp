// The Slack app manifest of the app that is installed in the sandbox.
#pragma once

#include "base/error.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::sandbox {

/// A slash command as the manifest declares it.
class slash_command {
 public:
  std::string command;  ///< with its "/"
  std::string description;
  std::string usage_hint;
  bool should_escape = false;  ///< whether mentions in its text arrive as <@U…>
};

/// A shortcut as the manifest declares it.
class shortcut {
 public:
  std::string callback_id;
  std::string name;
  std::string description;
  bool on_message = false;  ///< in the menu of a message; else in that of the composer
};

/// What of a manifest matters here.
class app_manifest {
 public:
  std::string name;
  std::string bot_name;
  std::vector<slash_command> commands;
  std::vector<shortcut> shortcuts;
  std::set<std::string, std::less<>> scopes;  ///< of the bot token
  std::set<std::string, std::less<>> events;  ///< that the bot subscribed to
  bool interactivity = false;
  bool home_tab = false;

  bool subscribes(std::string_view event) const { return events.contains(event); }
  slash_command const* find_command(std::string_view wanted) const;
  shortcut const* find_shortcut(std::string_view callback_id) const;
  /// "chat:write,commands,…", as in the header X-OAuth-Scopes.
  std::string scope_list() const;
};

/// Reads a manifest (JSON). Fails with invalid_input, naming the key.
result<app_manifest> read_manifest(std::string_view source);

}  // namespace huzzah::sandbox
