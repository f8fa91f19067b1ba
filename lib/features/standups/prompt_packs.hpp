// The questions that stand-ups ask in turn: those that come with Huzzah, and a house's own.
#pragma once

#include "app/contribution.hpp"
#include "features/standups/standup.hpp"

#include <map>
#include <string>

namespace huzzah::standups {

/// A question of the configuration, without white space around it; see app::element_check.
app::problem check_question(std::string& question);

/// Packs by their names; at least "general".
using prompt_packs = std::map<std::string, prompt_pack>;

/// The packs of config/prompts/, as they were when the program was built.
prompt_packs const& built_in_packs();

/// The key of those of the configuration, with the built-in ones.
inline constexpr auto prompts_key = "prompts";
app::settings_section prompts_section();

}  // namespace huzzah::standups
