// The ids by which an interaction names its element.
#pragma once

#include "sandbox/workspace/id_source.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace huzzah::sandbox {

/// Gives blocks and interactive elements the ids that their author left out.
void complete_ids(nlohmann::json& blocks, id_source& ids);

/// The element with these ids, in whichever block it is; null if there is none.
nlohmann::json const* find_element(nlohmann::json const& blocks, std::string const& block_id,
                                   std::string const& action_id);

}  // namespace huzzah::sandbox
