// Who somebody is, as Slack describes a user.
#pragma once

#include "chat/workspace.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace huzzah::slack {

/// The person that Slack's JSON of a user describes, seen from a workspace.
chat::person person_of(nlohmann::json const& user, std::string const& workspace);

}  // namespace huzzah::slack
