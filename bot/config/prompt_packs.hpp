// The questions that stand-ups ask in turn: those that come with Huzzah, and a house's own.
#pragma once

#include "bot/config/problem.hpp"
#include "features/standups/standup.hpp"

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace huzzah::bot {

/// The most characters that a question may have.
inline constexpr std::size_t longest_question = 300;

/// Packs by their names.
using prompt_packs = std::map<std::string, standups::prompt_pack>;

/// The packs of config/prompts/, as they were when the program was built.
prompt_packs const& built_in_packs();

/// Reads {"name", "for", "questions"}; comments are allowed. `pointer` is what problems are called by.
std::optional<standups::prompt_pack> parse_prompt_pack(std::string const& text, std::string const& pointer,
                                                       problems& found);

/// The same of a file, of which `found` names the path.
std::optional<standups::prompt_pack> read_prompt_pack(std::filesystem::path const& file,
                                                      std::string const& pointer, problems& found);

}  // namespace huzzah::bot
