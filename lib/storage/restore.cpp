#include "storage/restore.hpp"

#include "base/failpoint.hpp"
#include "calendar/timestamp.hpp"
#include "storage/connection.hpp"
#include "storage/database.hpp"
#include "storage/erasure.hpp"
#include "storage/failure.hpp"
#include "storage/schema.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

namespace huzzah::storage {
namespace {

namespace fs = std::filesystem;

fs::path with_ending(fs::path file, std::string const& ending) {
  file += ending;
  return file;
}

/// "20261125T150312Z"
std::string compact(base::time_point now) {
  auto written = calendar::to_rfc3339(std::chrono::floor<std::chrono::seconds>(now));
  std::erase_if(written, [](char c) { return c == '-' || c == ':'; });
  return written;
}

/// Brings all that stands in the write-ahead log into the file itself and ends the log; false if the file is
/// too damaged for that.
result<bool> end_log(fs::path const& file) {
  if (!open_to_read(file, ledger_age::or_empty)) return false;
  try {
    connection on(file, SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX);
    on.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    on.execute("PRAGMA journal_mode = DELETE");
    std::error_code ignored;
    if (!fs::exists(with_ending(file, "-wal"), ignored)) return true;
    return failure_of(SQLITE_BUSY, "", file);
  } catch (storage_failure const& failure) {
    // A sound one that is being read keeps its log for now, and without it would lose what is in it.
    if (failure.why.code == errc::in_use) return failure.why;
    return false;
  }
}

/// What was waiting to be said when the backup was made may have been said since: the courier looks for it
/// before it says it. A reply waits for its thread as it did, whatever becomes of that. What the backup knows
/// nothing of may have been done as well, so that it has to know when that was (rituals::restored_at).
void put_in_doubt(connection& on, base::time_point now) {
  on.execute("BEGIN IMMEDIATE");
  on.run(
      "UPDATE outbox SET state = 'sending' WHERE state = 'pending' AND due_at <= ? AND follows IS NULL"
      " AND errand IN ('post', 'direct', 'whisper') AND (replies_to IS NULL OR thread <> '')",
      now);
  on.run("INSERT INTO restored (at) VALUES (?)", now);
  // Buttons of wins that it knows nothing of are there, too: their numbers are not given again (see
  // open_round()).
  on.run(
      "INSERT INTO sqlite_sequence (name, seq) SELECT 'win', 0 WHERE NOT EXISTS"
      " (SELECT 1 FROM sqlite_sequence WHERE name = 'win')");
  on.run("UPDATE sqlite_sequence SET seq = max(seq, ?1 / 1000000) WHERE name = 'win'", now);
  on.execute("COMMIT");
}

/// Writes what is in a file to another one, which is whole or not there.
result<> keep_as(fs::path const& file, fs::path const& other) {
  auto copy = unfinished_file::beside(other);
  if (!copy) return copy.error();
  std::error_code failed;
  fs::copy_file(file, copy->name(), fs::copy_options::overwrite_existing, failed);
  if (!failed) fs::permissions(copy->name(), fs::perms::owner_read | fs::perms::owner_write, failed);
  if (failed) return failure_of_system(failed.value(), "set aside", file);
  return copy->become(other);
}

/// Copies the ledger as it is; it stays where it is, and without a log beside it, which would be taken for
/// one of the next file of that name.
result<> set_aside(fs::path const& ledger, fs::path const& aside) {
  auto const is_whole = end_log(ledger);
  if (!is_whole) return is_whole.error();
  base::failpoint("replacing the ledger");
  if (auto kept = keep_as(ledger, aside); !kept) return kept;
  if (*is_whole) return {};
  // A damaged one keeps its log beside it: what can be saved of it may be there.
  std::error_code failed;
  for (auto const* part : {"-wal", "-journal"}) {
    if (!fs::exists(with_ending(ledger, part), failed)) continue;
    if (auto kept = keep_as(with_ending(ledger, part), with_ending(aside, part)); !kept) return kept;
  }
  for (auto const* part : {"-wal", "-journal", "-shm"}) {
    base::failpoint("replacing the ledger");
    fs::remove(with_ending(ledger, part), failed);
    if (failed) return failure_of_system(failed.value(), "set aside", with_ending(ledger, part));
  }
  return {};
}

}  // namespace

result<restoration> restoration::prepare(fs::path const& backup, fs::path const& ledger) {
  auto file = resolved(ledger);
  if (!file) return file.error();
  std::error_code failed;
  if (!fs::exists(backup, failed)) return error(errc::not_found, "there is no file " + backup.string());
  if (fs::equivalent(backup, *file, failed))
    return error(errc::invalid_input, backup.string() + " is the database itself: name a backup of it");
  if (auto folder = prepare_folder(file->parent_path()); !folder) return folder.error();
  auto lock = file_lock::take(*file);
  if (!lock) return lock.error();
  remove_unfinished(*file);
  // The backup itself: a copy would be made without the damage of its indexes, and tell nothing.
  if (auto sound = verify_backup(backup); !sound) return sound.error();
  auto copy = unfinished_file::beside(*file);
  if (!copy) return copy.error();
  auto copied = copy_ledger(backup, *copy);
  if (!copied) return copied.error();
  return restoration(std::move(*lock), std::move(*file), std::move(*copy), *copied);
}

bool restoration::replaces() const {
  std::error_code ignored;
  return fs::exists(ledger_, ignored);
}

result<std::optional<fs::path>> restoration::finish(base::time_point now) {
  base::failpoint("replacing the ledger");
  try {
    connection on(copy_.name(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX);
    on.execute("PRAGMA secure_delete = ON");
    on.execute("PRAGMA foreign_keys = ON");
    on.execute("PRAGMA temp_store = MEMORY");
    migrate(on);
    put_in_doubt(on, now);
    if (replaces()) forget_again(on, ledger_);
  } catch (storage_failure const& failure) {
    return failure.why;
  }
  std::optional<fs::path> aside;
  if (replaces()) {
    aside = with_ending(ledger_, ".before-restore-" + compact(now));
    std::error_code ignored;
    if (fs::exists(*aside, ignored))
      return error(errc::invalid_input, aside->string() + " is there already: try again in a second");
    if (auto done = set_aside(ledger_, *aside); !done) return done.error();
  }
  base::failpoint("replacing the ledger");
  if (auto placed = copy_.become(ledger_); !placed) return placed.error();
  return aside;
}

}  // namespace huzzah::storage
