// What tests do to people and channels that no method of the Web API does. Each function takes the body of a
// request to /sandbox/<name> and returns the answer.
#pragma once

#include "sandbox/workspace/workspace.hpp"

#include <nlohmann/json_fwd.hpp>

namespace huzzah::sandbox {

/// Changes the person that "id" names, or adds one: "name", "real_name", "tz", "team" (another
/// organisation's), and the flags "is_admin", "is_owner", "is_restricted", "is_ultra_restricted", "is_bot",
/// "deleted". With "quiet" no event says so. Answers with the user and a token.
nlohmann::json set_person(workspace& place, nlohmann::json const& body);

/// Changes the channel that "id" names, or adds one with a "name": "is_private" (with the message that says
/// so), "is_ext_shared", "host_team", "is_archived", "join" and "leave" (lists of people). "by" is who does
/// it. With "quiet" no event says so.
nlohmann::json set_channel(workspace& place, nlohmann::json const& body);

/// Changes the people of the group that "id" or "handle" names, or adds one: "users".
nlohmann::json set_usergroup(workspace& place, nlohmann::json const& body);

/// Adds many at once, without events: "people" and "channels" (numbers), each person in "per_person"
/// channels, every "private_every"-th channel private, "messages" in each channel's past, the app in all of
/// them unless "with_app" is false, and "directs" people with a direct channel of theirs with the app.
/// Everybody is in #general. Answers with what there is then, in numbers.
nlohmann::json populate(workspace& place, nlohmann::json const& body);

}  // namespace huzzah::sandbox
