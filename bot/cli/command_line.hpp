// Reads the command line; nothing is done here.
#pragma once

#include "bot/cli/exit_code.hpp"
#include "bot/cli/options.hpp"

#include <string>
#include <variant>
#include <vector>

namespace huzzah::bot::cli {

/// There is nothing more to do than to print something: help, the version, or what is wrong.
class early_end {
 public:
  early_end(exit_code code_, std::string text_) : code(code_), text(std::move(text_)) {}

  exit_code code;    ///< misused: `text` goes to standard error
  std::string text;  ///< ends in a line break
};

using command = std::variant<early_end, run_options, sandbox_options, check_options, health_options,
                             tally_options, digest_options, export_options, import_options, backup_options,
                             restore_options, forget_options, rituals_options>;

/// What the arguments (without the program's name) ask for. `version` is what --version shows.
command read_command_line(std::vector<std::string> arguments, std::string const& version);

}  // namespace huzzah::bot::cli
