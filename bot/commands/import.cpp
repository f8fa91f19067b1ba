// `huzzah import`: the past of a workspace, from its export.
#include "app/file_rules.hpp"
#include "app/ledger/operator_acts.hpp"
#include "app/people/people.hpp"
#include "bot/cli/scratch_folder.hpp"
#include "bot/commands/importer.hpp"
#include "bot/commands/operation.hpp"
#include "bot/commands/operation_client.hpp"
#include "slack/export_archive.hpp"
#include "store/backup.hpp"
#include "store/ownership.hpp"

#include <functional>
#include <ostream>
#include <sstream>
#include <stop_token>

namespace huzzah::bot::commands {

namespace {

namespace fs = std::filesystem;

result<std::unique_ptr<slack::export_reader>> open_reader(cli::import_options const& what,
                                                          base::descriptor file,
                                                          std::vector<std::string> workspaces) {
  slack::export_options part;
  if (what.since) part.since = calendar::to_string(*what.since);
  if (what.until) part.until = calendar::to_string(*what.until);
  part.workspaces = std::move(workspaces);
  if (!file) return slack::export_reader::open(what.from, part);
  auto archive = slack::export_archive::open(std::move(file), what.from.string());
  if (!archive) return archive.error();
  return slack::export_reader::open(std::move(*archive), part);
}

/// The export as a file that another process can read: a folder is packed first.
result<base::descriptor> open_export(fs::path const& from) {
  std::error_code ignored;
  if (!fs::is_directory(from, ignored)) return slack::open_export_file(from);
  cli::scratch_folder const scratch("import");
  if (scratch.path().empty()) return error(errc::io_failed, cli::no_scratch_folder);
  auto const packed = scratch.path() / "export.zip";
  if (auto done = slack::pack_export(from, packed); !done) return done.error();
  return slack::open_export_file(packed);
}

/// A dry run is a run on a copy: what it says is what would happen.
cli::exit_code rehearse(cli::import_options const& options, ledger_access& ledger, std::ostream& out,
                        std::ostream& err) {
  printed_output says(out, err);
  if (auto owned = store::become_owner(ledger.path); !owned) return refuse(owned.error(), says);
  cli::scratch_folder const scratch("import");
  if (scratch.path().empty()) return refuse(error(errc::io_failed, cli::no_scratch_folder), says);
  auto const copy = scratch.path() / "huzzah.db";
  std::error_code ignored;
  if (fs::exists(ledger.path, ignored)) {
    auto const copied = app::back_up(ledger.path, copy);
    if (!copied) return refuse(copied.error(), says);
  }
  ledger.path = copy;
  return do_alone(options, ledger, out, err);
}

}  // namespace

awaitable<cli::exit_code> import_export(cli::import_options what, base::descriptor file, operation_place at,
                                        operation_output& says) {
  auto note = [now = at.now](store::unit_of_work& work) { ledger::note_act(work, {"import", "", now}); };
  auto const noted = co_await at.store.write(std::move(note));
  if (!noted) co_return refuse(noted.error(), says);
  auto query = [](store::reader& from) { return people::workspaces(from); };
  auto known = co_await at.store.read(std::move(query));
  if (!known) co_return refuse(known.error(), says);
  auto reader = open_reader(what, std::move(file), std::move(*known));
  if (!reader) co_return refuse(reader.error(), says);
  imports::options past;
  past.kudos = at.settings.sections.of<kudos::options>("kudos");
  past.apply_rules = what.apply_rules;
  importer import(at.executor, at.store, **reader, past);
  auto stop_it = [&import] { import.stop(); };
  std::stop_callback const stopper(at.stop, stop_it);
  std::function<void(import_standing const&)> tell = [&says](auto const& now) { says.progress(now); };
  auto const done = co_await import.run(std::move(tell));
  auto const& unreadable = (*reader)->problems();
  std::ostringstream text;
  print_import(import.report(), unreadable, (*reader)->people(), what.dry_run, text);
  says.out(text.str());
  if (!done) co_return refuse(done.error(), says);
  if (import.was_stopped()) {
    says.err("huzzah: stopped before the end; import again to go on\n");
    co_return cli::exit_code::failed;
  }
  co_return unreadable.empty() ? cli::exit_code::fine : cli::exit_code::failed;
}

int import_command(cli::import_options const& options, cli::environment const& variables, std::ostream& out,
                   std::ostream& err) {
  auto const reading = config::read(options.config, config::tokens::ignored, variables);
  if (!reading.settings) {
    err << config::describe(reading.wrong, options.config);
    return to_int(cli::exit_code::misused);
  }
  printed_output says(out, err);
  ledger_access ledger(options.database.value_or(reading.settings->storage.path), *reading.settings,
                       base::system_clock().now());
  // With the ledger's owner's rights, or by the bot, it may be out of reach.
  auto const other = store::other_owner(ledger.path);
  if (!other) return to_int(refuse(other.error(), says));
  ledger.open_file = [&options] { return open_export(options.from); };
  if (*other) {
    auto opened = open_export(options.from);
    if (!opened) return to_int(refuse(opened.error(), says));
    ledger.file = std::move(*opened);
  }
  return to_int(options.dry_run ? rehearse(options, ledger, out, err) : have_done(options, ledger, out, err));
}

}  // namespace huzzah::bot::commands
