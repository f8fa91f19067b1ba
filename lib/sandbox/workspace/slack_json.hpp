// People, channels and messages in the shapes in which Slack's API shows them.
#pragma once

#include "sandbox/workspace/workspace_state.hpp"

namespace huzzah::sandbox {

/// Who the installed app is.
class app_identity {
 public:
  std::string app_id;
  std::string bot_id;
  std::string bot_user;
  std::string name;
  std::string verification_token;
};

/// What a message shows beside its text.
class message_view {
 public:
  bool metadata = false;
  bool reactions = true;
  bool thread = true;  ///< counts of replies
};

/// As in users.info.
nlohmann::json person_json(workspace_state const& state, person const& whom, bool with_email);
/// As in conversations.info, seen by `viewer`.
nlohmann::json channel_json(workspace_state const& state, channel const& which, std::string_view viewer);
/// As in usergroups.list.
nlohmann::json usergroup_json(workspace_state const& state, usergroup const& which, bool with_users);
/// As in bots.info.
nlohmann::json bot_json(workspace_state const& state, app_identity const& app);
/// As in conversations.history.
nlohmann::json message_json(workspace_state const& state, app_identity const& app, message const& which,
                            message_view const& view = {});
/// As the inner event of the Events API: "message", "reaction_added", … With `view` for what messages
/// show.
nlohmann::json event_json(workspace_state const& state, app_identity const& app, happening const& what,
                          message_view const& view);

}  // namespace huzzah::sandbox
