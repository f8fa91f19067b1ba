// What an operator reads of people is noted in the ledger first, for those it concerns.
#pragma once

#include "bot/cli/exit_code.hpp"
#include "bot/cli/options.hpp"

#include <filesystem>
#include <iosfwd>
#include <string>

namespace huzzah::bot::commands {

/// Notes a command that reads ("export --include-private") and whose data it is about (empty: everybody's),
/// by the bot that runs, else in the file. False, and why on `err`, if that can't be: then nothing may be
/// shown. A ledger that can't be written at all, such as a damaged one, is read with a warning.
bool note_reading(std::filesystem::path const& ledger, std::string act, std::string person,
                  std::ostream& err);

}  // namespace huzzah::bot::commands
