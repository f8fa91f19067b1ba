// The commands of the program, and how each ends.
#pragma once

#include "base/clock.hpp"
#include "bot/cli/environment.hpp"
#include "bot/cli/exit_code.hpp"
#include "bot/cli/options.hpp"

#include <iosfwd>

namespace huzzah::bot::commands {

/// Connects to Slack and stays connected until SIGTERM or SIGINT. Returns an exit_code.
int run_command(cli::run_options const& options);

/// Says of everything that `run` needs whether it is in order. Returns an exit_code.
int check_command(cli::check_options const& options, cli::environment const& variables, std::ostream& out);

/// Asks the bot that runs here how it is, as /healthz tells it; problems go to `err`. Returns an exit_code.
int health_command(cli::health_options const& options, cli::environment const& variables, std::ostream& out,
                   std::ostream& err);

/// Prints who gave and received how much; problems go to `err`. Returns an exit_code.
int tally_command(cli::tally_options const& options, cli::environment const& variables, std::ostream& out,
                  std::ostream& err);

/// Writes every kudos or win, one a line; problems go to `err`. Returns an exit_code.
int export_command(cli::export_options const& options, cli::environment const& variables, std::ostream& out,
                   std::ostream& err);

/// Records the past of a workspace from its export; progress and problems go to `err`. Returns an exit_code.
int import_command(cli::import_options const& options, cli::environment const& variables, std::ostream& out,
                   std::ostream& err);

/// Copies the database, also while the bot runs; problems go to `err`. Returns an exit_code.
int backup_command(cli::backup_options const& options, cli::environment const& variables, std::ostream& out,
                   std::ostream& err);

/// Replaces the database with a backup, as of `now`. Asks for confirmation at `terminal` first; it is null
/// when there is none. Problems go to `err`. Returns an exit_code.
int restore_command(cli::restore_options const& options, cli::environment const& variables,
                    base::time_point now, std::istream* terminal, std::ostream& out, std::ostream& err);

/// Erases a person from the database, with all that was said until `now`. Asks for confirmation at `terminal`
/// first; it is null when there is none. Problems go to `err`. Returns an exit_code.
int forget_command(cli::forget_options const& options, cli::environment const& variables,
                   base::time_point now, std::istream* terminal, std::ostream& out, std::ostream& err);

/// Lists the stand-ups and digests as of `now`, or takes back what chat has made of one; problems go to
/// `err`. Returns an exit_code.
int rituals_command(cli::rituals_options const& options, cli::environment const& variables,
                    base::time_point now, std::ostream& out, std::ostream& err);

/// Prints a digest as of `now`, or posts it; problems go to `err`. Returns an exit_code.
int digest_command(cli::digest_options const& options, cli::environment const& variables,
                   base::time_point now, std::ostream& out, std::ostream& err);

}  // namespace huzzah::bot::commands
