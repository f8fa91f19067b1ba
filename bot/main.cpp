#include "bot/cli/command_line.hpp"
#include "bot/commands/commands.hpp"
#include "bot/sandbox/sandbox.hpp"
#include "bot/service/logging.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <exception>
#include <iostream>
#include <variant>

namespace {

using namespace huzzah::bot::cli;
using namespace huzzah::bot::commands;
using namespace huzzah::bot::sandbox;
using namespace huzzah::bot::service;

/// Does what the command line asks for; returns the process's exit code.
class runner {
 public:
  int operator()(early_end const& end) const {
    (end.code == exit_code::fine ? std::cout : std::cerr) << end.text << std::flush;
    return to_int(end.code);
  }
  int operator()(run_options const& options) const { return run_command(options); }
  int operator()(sandbox_options const& options) const { return sandbox_command(options); }
  int operator()(check_options const& options) const {
    return check_command(options, process_environment(), std::cout);
  }
  int operator()(health_options const& options) const {
    return health_command(options, process_environment(), std::cout, std::cerr);
  }
  int operator()(tally_options const& options) const {
    return tally_command(options, process_environment(), std::cout, std::cerr);
  }
  int operator()(digest_options const& options) const {
    return digest_command(options, process_environment(), huzzah::base::system_clock().now(), std::cout,
                          std::cerr);
  }
  int operator()(export_options const& options) const {
    return export_command(options, process_environment(), std::cout, std::cerr);
  }
  int operator()(import_options const& options) const {
    return import_command(options, process_environment(), std::cout, std::cerr);
  }
  int operator()(backup_options const& options) const {
    return backup_command(options, process_environment(), std::cout, std::cerr);
  }
  int operator()(restore_options const& options) const {
    return restore_command(options, process_environment(), huzzah::base::system_clock().now(), terminal(),
                           std::cout, std::cerr);
  }
  int operator()(forget_options const& options) const {
    return forget_command(options, process_environment(), huzzah::base::system_clock().now(), terminal(),
                          std::cout, std::cerr);
  }

  int operator()(rituals_options const& options) const {
    return rituals_command(options, process_environment(), huzzah::base::system_clock().now(), std::cout,
                           std::cerr);
  }

 private:
  /// Where the user can be asked; null when standard input is a file or a pipe.
  static std::istream* terminal() { return ::isatty(STDIN_FILENO) == 1 ? &std::cin : nullptr; }
};

/// The tokens, which are in memory, are for no other process of this user, and a crash must not write them to
/// a file.
void keep_memory_private() {
  ::prctl(PR_SET_DUMPABLE, 0);  // NOLINT(*-vararg)
  rlimit limit{};
  if (::getrlimit(RLIMIT_CORE, &limit) != 0) return;
  limit.rlim_cur = 0;
  ::setrlimit(RLIMIT_CORE, &limit);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    // A reader that has gone away is a failed write, not the end of the process.
    std::signal(SIGPIPE, SIG_IGN);
    std::ios::sync_with_stdio(false);
    set_up_logging({});
    auto const asked = read_command_line({argv + 1, argv + argc}, HUZZAH_VERSION);
    // The sandbox's tokens open nothing.
    if (!std::holds_alternative<sandbox_options>(asked)) keep_memory_private();
    return std::visit(runner(), asked);
  } catch (std::exception const& bug) {
    // As after any crash, a service manager is to start it again.
    std::cerr << "huzzah: " << redact(bug.what()) << "\n";
    return to_int(exit_code::failed);
  }
}
