// `huzzah backup` and `huzzah restore`
#include "store/backup.hpp"
#include "app/file_rules.hpp"
#include "bot/cli/confirmation.hpp"
#include "bot/cli/ledger_file.hpp"
#include "bot/cli/terminal_text.hpp"
#include "bot/commands/commands.hpp"
#include "store/restore.hpp"

#include <fmt/format.h>

#include <ostream>

namespace huzzah::bot::commands {

namespace {

/// "1204 kudos, 3.1 MB"
std::string in_words(store::backup_facts const& facts) {
  constexpr double mega = 1e6;
  return fmt::format("{} kudos, {:.1f} MB", facts.kudos, static_cast<double>(facts.bytes) / mega);
}

}  // namespace

int backup_command(cli::backup_options const& options, cli::environment const& variables, std::ostream& out,
                   std::ostream& err) {
  auto const ledger = cli::ledger_path(options.database, options.config, variables, err);
  if (!ledger) return to_int(cli::exit_code::misused);
  auto const done =
      app::back_up(*ledger, options.file, options.force ? store::existing::replace : store::existing::keep);
  if (!done) return cli::end_with(done.error(), err);
  out << "Backed up and verified: " << cli::printable(options.file.string()) << " (" << in_words(*done)
      << ")\n";
  return to_int(cli::exit_code::fine);
}

int restore_command(cli::restore_options const& options, cli::environment const& variables,
                    base::time_point now, std::istream* terminal, std::ostream& out, std::ostream& err) {
  auto const ledger = cli::ledger_path(options.database, options.config, variables, err);
  if (!ledger) return to_int(cli::exit_code::misused);
  auto prepared = app::prepare_restoration(options.file, *ledger);
  if (!prepared) return cli::end_with(prepared.error(), err);
  auto const file = cli::printable(prepared->ledger().string());
  out << "The backup is sound: " << cli::printable(options.file.string()) << " ("
      << in_words(prepared->facts()) << ")\n";
  if (prepared->replaces() && !options.yes) {
    auto const sure = cli::confirm("It takes the place of " + file + ", which is kept beside it.", "yes",
                                   terminal, out, err);
    if (sure != cli::exit_code::fine) return to_int(sure);
  }
  auto const aside = prepared->finish(now);
  if (!aside) return cli::end_with(aside.error(), err);
  out << "Restored: " << file << "\n";
  out << "What was due before now counts as posted; \"huzzah digest --post\" posts a digest that is "
         "missing.\n";
  if (*aside) out << "What was there before: " << cli::printable((*aside)->string()) << "\n";
  return to_int(cli::exit_code::fine);
}

}  // namespace huzzah::bot::commands
