// `huzzah import`: the past of a workspace, from its export.
#include "bot/importer.hpp"

#include "bot/config.hpp"
#include "bot/printable.hpp"
#include "bot/scratch_folder.hpp"
#include "storage/backup.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>

#include <unistd.h>

#include <csignal>
#include <exception>
#include <iostream>
#include <ostream>

namespace huzzah::bot {

namespace {

namespace fs = std::filesystem;

/// An import from an open ledger to its report.
class import_session {
 public:
  import_session(import_options const& options, config const& settings, std::ostream& out, std::ostream& err)
      : options_(options), out_(out), err_(err) {
    past_.kudos = settings.kudos;
    past_.apply_rules = options.apply_rules;
  }

  exit_code run(fs::path const& database) {
    auto opened = storage::store::open(database, io_.get_executor());
    if (!opened) return fail(opened.error());
    auto const store = std::move(*opened);
    auto const code = read_into(*store);
    finish(store->close());
    return code;
  }

 private:
  exit_code read_into(storage::store& store) {
    slack::export_options part;
    if (options_.since) part.since = calendar::to_string(*options_.since);
    if (options_.until) part.until = calendar::to_string(*options_.until);
    auto query = [](storage::reader& from) { return from.workspaces(); };
    auto known = finish(store.read(std::move(query)));
    if (!known) return fail(known.error());
    part.workspaces = std::move(*known);
    auto reader = slack::export_reader::open(options_.from, part);
    if (!reader) return fail(reader.error());

    import_progress progress(err_, clock_, &err_ == &std::cerr && ::isatty(STDERR_FILENO) == 1);
    importer import(io_, store, **reader, past_);
    asio::signal_set signals(io_, SIGINT, SIGTERM, SIGHUP);
    signals.async_wait([&](boost::system::error_code cancelled, int) {
      if (!cancelled) import.stop();
    });
    auto const done = import.run(progress);
    signals.cancel();
    io_.poll();
    progress.clear();
    auto const& problems = (*reader)->problems();
    print_import(import.report(), problems, (*reader)->people(), options_.dry_run, out_);
    if (!done) return fail(done.error());
    if (import.was_stopped()) {
      err_ << "huzzah: stopped before the end; import again to go on\n";
      return exit_code::failed;
    }
    return problems.empty() ? exit_code::fine : exit_code::failed;
  }

  /// Runs something asynchronous to its end.
  template <class T>
  T finish(awaitable<T> work) {
    std::optional<T> outcome;
    asio::co_spawn(io_, std::move(work), [&outcome](std::exception_ptr bug, T done) {
      if (bug) std::rethrow_exception(bug);
      outcome.emplace(std::move(done));
    });
    io_.restart();
    while (!outcome)
      io_.run_one();
    return std::move(*outcome);
  }
  void finish(awaitable<> work) {
    asio::co_spawn(io_, std::move(work), [](std::exception_ptr bug) {
      if (bug) std::rethrow_exception(bug);
    });
    io_.restart();
    io_.run();
  }

  exit_code fail(error const& why) {
    err_ << "huzzah: " << printable(why.detail) << "\n";
    return code_of(why);
  }

  import_options const& options_;
  std::ostream& out_;
  std::ostream& err_;
  features::past_options past_;
  base::system_clock clock_;
  asio::io_context io_{1};
};

/// A dry run is a run on a copy: what it says is what would happen.
exit_code rehearse(import_session& session, fs::path const& database, std::ostream& err) {
  scratch_folder const scratch("import");
  if (scratch.path().empty()) {
    err << "huzzah: " << no_scratch_folder << "\n";
    return exit_code::failed;
  }
  auto const copy = scratch.path() / "huzzah.db";
  std::error_code ignored;
  if (fs::exists(database, ignored)) {
    auto const copied = storage::back_up(database, copy);
    if (!copied) {
      err << "huzzah: " << printable(copied.error().detail) << "\n";
      return code_of(copied.error());
    }
  }
  return session.run(copy);
}

}  // namespace

int import_command(import_options const& options, environment const& variables, std::ostream& out,
                   std::ostream& err) {
  auto const reading = read_config(options.config, tokens::ignored, variables);
  if (!reading.settings) {
    err << describe(reading.wrong, options.config);
    return to_int(exit_code::misused);
  }
  auto const database = options.database.value_or(reading.settings->storage.path);
  import_session session(options, *reading.settings, out, err);
  return to_int(options.dry_run ? rehearse(session, database, err) : session.run(database));
}

}  // namespace huzzah::bot
