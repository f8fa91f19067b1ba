// `huzzah forget`
#include "app/ledger/eraser.hpp"
#include "app/ledger/operator_acts.hpp"
#include "bot/cli/confirmation.hpp"
#include "bot/cli/ledger_file.hpp"
#include "bot/cli/terminal_text.hpp"
#include "bot/commands/commands.hpp"
#include "bot/commands/operation.hpp"
#include "bot/commands/operation_client.hpp"
#include "store/backup.hpp"

#include <fmt/format.h>

#include <ostream>

namespace huzzah::bot::commands {

namespace {

/// What there is of a person; nothing is changed.
awaitable<result<ledger::erasure>> look_at(std::string person, store::store& store) {
  auto query = [person](store::reader& from) { return ledger::count_about(from, person); };
  co_return co_await store.read(std::move(query));
}

/// Says what there is of a person.
awaitable<cli::exit_code> preview(cli::forget_options what, operation_place at, operation_output& says) {
  auto const found = co_await look_at(what.person, at.store);
  if (!found) co_return refuse(found.error(), says);
  auto const who = cli::printable(what.person);
  auto text = found->empty() ? "There is nothing of " + who + ".\n" : "There is of " + who + ":\n";
  for (auto const& [part, count] : *found)
    text += fmt::format("  {:>7}  {}\n", count, part);
  if (found->empty())
    text +=
        "If that is their id, such as U012AB3CD, what they have said until now will not come in later "
        "either.\n";
  says.out(text);
  co_return cli::exit_code::fine;
}

}  // namespace

awaitable<cli::exit_code> forget_person(cli::forget_options what, operation_place at,
                                        operation_output& says) {
  if (auto const fine = ledger::may_be_erased(what.person); !fine) co_return refuse(fine.error(), says);
  if (what.dry_run) co_return co_await preview(std::move(what), std::move(at), says);
  auto const found = co_await look_at(what.person, at.store);
  if (!found) co_return refuse(found.error(), says);
  // Also where there is nothing: the last time may have been cut short before all traces were gone, and what
  // was said so far is not to come in later.
  auto unit = [person = what.person, now = at.now](store::unit_of_work& work) {
    ledger::note_act(work, {"forget", person, now});
    ledger::begin_erasing(work, person, now);
  };
  auto const begun = co_await at.store.write(std::move(unit));
  if (!begun) co_return refuse(begun.error(), says);
  // Nothing is sent where there is no courier.
  ledger::eraser alone(at.store, at.clock, true);
  auto* const eraser = at.eraser == nullptr ? &alone : at.eraser;
  auto const done = co_await eraser->finish();
  // A restore or a backup that was cut short may have left them in a copy.
  store::remove_unfinished(at.ledger);
  if (!done && (done.error().code != errc::in_use || at.eraser == nullptr))
    co_return refuse(error(done.error().code, "it is erased, but traces stay: " + done.error().detail), says);
  if (!done)
    says.out(
        "Erased. Bytes of it stay in the file while another program reads it as it was; they are "
        "overwritten as soon as that has ended, at the latest within a day. ");
  else if (found->empty())
    says.out("Forgotten; there was nothing to erase.\n");
  else
    says.out("Erased. No byte of it is left in the database. ");
  if (!done || !found->empty()) says.out("Backups that were made before still have it.\n");
  co_return cli::exit_code::fine;
}

int forget_command(cli::forget_options const& options, cli::environment const& variables,
                   base::time_point now, std::istream* terminal, std::ostream& out, std::ostream& err) {
  auto const path = cli::ledger_path(options.database, options.config, variables, err);
  if (!path) return to_int(cli::exit_code::misused);
  config::config const usual;
  ledger_access ledger(*path, usual, now);
  // There must be one already.
  ledger.may_be_new = false;
  auto what = options;
  what.dry_run = true;
  auto const looked = have_done(what, ledger, out, err);
  if (looked != cli::exit_code::fine || options.dry_run) return to_int(looked);
  if (!options.yes) {
    auto const sure =
        cli::confirm("It can't be brought back, but from a backup.", options.person, terminal, out, err);
    if (sure != cli::exit_code::fine) return to_int(sure);
  }
  what.dry_run = false;
  return to_int(have_done(what, ledger, out, err));
}

}  // namespace huzzah::bot::commands
