// `huzzah forget`
#include "bot/commands.hpp"
#include "bot/confirmation.hpp"
#include "bot/ledger_file.hpp"
#include "bot/printable.hpp"
#include "storage/erasure.hpp"

#include <fmt/format.h>

#include <ostream>

namespace huzzah::bot {

namespace {

void print(storage::erasure const& parts, std::ostream& out) {
  for (auto const& [what, count] : parts)
    out << fmt::format("  {:>7}  {}\n", count, what);
}

}  // namespace

int forget_command(forget_options const& options, environment const& variables, base::time_point now,
                   std::istream* terminal, std::ostream& out, std::ostream& err) {
  auto const ledger = ledger_path(options.database, options.config, variables, err);
  if (!ledger) return to_int(exit_code::misused);
  auto const found = storage::preview_erasure(*ledger, options.person);
  if (!found) return end_with(found.error(), err);
  auto const who = printable(options.person);
  auto const where = printable(ledger->string());
  out << (found->empty() ? "There is nothing of " : "There is of ") << who << " in " << where
      << (found->empty() ? "\n" : ":\n");
  print(*found, out);
  if (options.dry_run) return to_int(exit_code::fine);
  if (found->empty())
    out << "If that is their id, such as U012AB3CD, what they have said until now will not come in later "
           "either.\n";
  if (!options.yes) {
    auto const warning =
        found->empty() ? "It goes for good." : "It can't be brought back, but from a backup.";
    auto const sure = confirm(warning, options.person, terminal, out, err);
    if (sure != exit_code::fine) return to_int(sure);
  }
  // Also where nothing was found: the last time may have been cut short before all traces were gone, and
  // what was said so far is not to come in later.
  auto const done = storage::erase_person(*ledger, options.person, now);
  if (!done) return end_with(done.error(), err);
  out << (found->empty() ? "Forgotten; there was nothing to erase.\n"
                         : "Erased. Backups that were made before still have it.\n");
  return to_int(exit_code::fine);
}

}  // namespace huzzah::bot
