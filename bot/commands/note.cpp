#include "bot/commands/note.hpp"

#include "app/ledger/operator_acts.hpp"
#include "bot/commands/operation.hpp"
#include "bot/commands/operation_client.hpp"

#include <unistd.h>

#include <ostream>
#include <sstream>

namespace huzzah::bot::commands {

awaitable<cli::exit_code> note_act(cli::note_options what, operation_place at, operation_output& says) {
  auto unit = [what, now = at.now](store::unit_of_work& work) {
    ledger::note_act(work, {what.act, what.person, now});
  };
  auto const done = co_await at.store.write(std::move(unit));
  if (!done) co_return refuse(done.error(), says);
  co_return cli::exit_code::fine;
}

bool note_reading(std::filesystem::path const& ledger, std::string act, std::string person,
                  std::ostream& err) {
  config::config const usual;
  ledger_access access(ledger, usual, base::system_clock().now());
  access.may_be_new = false;
  cli::note_options what;
  what.act = std::move(act);
  what.person = std::move(person);
  std::ostringstream out;
  std::ostringstream why;
  auto const done = have_done(what, access, out, why);
  if (done == cli::exit_code::fine) return true;
  auto const is_damaged = done == cli::exit_code::cannot_go_on;
  auto const can_write =
      ::access(access.path.c_str(), W_OK) == 0 && ::access(access.path.parent_path().c_str(), W_OK) == 0;
  if (is_damaged || !can_write) {
    err << "huzzah: the ledger can't be written, so it does not note that this was read\n";
    return true;
  }
  err << "huzzah: that this is read has to be noted in the ledger first\n" << why.str();
  return false;
}

}  // namespace huzzah::bot::commands
