// What the process tells the script or the service manager that started it.
#pragma once

#include "base/error.hpp"

namespace huzzah::bot::cli {

/// The same for every command.
enum class exit_code : int {
  fine = 0,     ///< all went well
  failed = 1,   ///< not this time: the disk is full, the database or the port in use; `check` found a fault
  misused = 2,  ///< the command line or the configuration has to be mended
  cannot_go_on = 3,  ///< the operator has to act first: a token was revoked, the database is damaged
};

/// The code as main() returns it.
constexpr int to_int(exit_code code) {
  return static_cast<int>(code);
}

/// How a command ends that can't do its work because of that.
exit_code code_of(error const& why);

}  // namespace huzzah::bot::cli
