// The facts about a person, as Slack describes a user.
#pragma once

#include "chat/directory.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace huzzah::slack {

/// The person that Slack's JSON of a user describes, seen from a workspace. People of its other workspaces
/// are no strangers to an enterprise, which may be empty.
chat::person person_of(nlohmann::json const& user, std::string const& workspace,
                       std::string const& enterprise);

}  // namespace huzzah::slack
