// Asking before something that can't simply be taken back.
#pragma once

#include "bot/cli/exit_code.hpp"

#include <iosfwd>
#include <string>

namespace huzzah::bot::cli {

/// Says what is about to happen and waits for `word` from the terminal: fine once it came. Returns misused if
/// there is no terminal (null), failed for any other answer; `err` then says that nothing was changed.
exit_code confirm(std::string const& what, std::string const& word, std::istream* terminal, std::ostream& out,
                  std::ostream& err);

}  // namespace huzzah::bot::cli
