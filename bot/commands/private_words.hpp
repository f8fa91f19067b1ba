// What a command says when it prints what only some can read.
#pragma once

#include <ostream>

namespace huzzah::bot::commands {

inline void warn_of_private(std::ostream& err) {
  err << "huzzah: --include-private: this holds what was said in private channels and to the bot; keep it to"
         " yourself\n";
}

}  // namespace huzzah::bot::commands
