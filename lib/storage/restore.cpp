#include "storage/restore.hpp"

#include "calendar/timestamp.hpp"
#include "storage/connection.hpp"
#include "storage/database.hpp"
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
bool end_log(fs::path const& file) {
  if (!open_to_read(file, ledger_age::or_empty)) return false;
  try {
    connection on(file, SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX);
    on.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    on.execute("PRAGMA journal_mode = DELETE");
  } catch (storage_failure const&) {
    return false;
  }
  std::error_code ignored;
  return !fs::exists(with_ending(file, "-wal"), ignored);
}

/// What was waiting to be said when the backup was made may have been said since: the courier looks for it
/// before it says it.
void put_in_doubt(fs::path const& file, base::time_point now) {
  connection on(file, SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX);
  on.execute("PRAGMA secure_delete = ON");
  // A reply waits for its thread as it did, whatever becomes of that.
  auto const* replies = on.pragma("user_version") < 2 ? "" : " AND (replies_to IS NULL OR thread <> '')";
  on.execute("UPDATE outbox SET state = 'sending' WHERE state = 'pending' AND due_at <= " +
             std::to_string(to_integer(now)) +
             " AND follows IS NULL AND errand IN ('post', 'direct', 'whisper')" + replies);
}

result<> move_aside(fs::path const& ledger, fs::path const& aside) {
  std::error_code failed;
  // A damaged one keeps its log beside it: what can be saved of it may be there.
  if (!end_log(ledger)) {
    for (auto const* part : {"-wal", "-journal"}) {
      if (!fs::exists(with_ending(ledger, part), failed)) continue;
      fs::rename(with_ending(ledger, part), with_ending(aside, part), failed);
      if (failed) return failure_of_system(failed.value(), "set aside", with_ending(ledger, part));
    }
    fs::remove(with_ending(ledger, "-shm"), failed);
  }
  // Under both names at first, so that at no moment there is nothing under the ledger's.
  fs::create_hard_link(ledger, aside, failed);
  if (failed) fs::copy_file(ledger, aside, failed);
  if (failed) return failure_of_system(failed.value(), "set aside", ledger);
  fs::permissions(aside, fs::perms::owner_read | fs::perms::owner_write, failed);
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
  try {
    put_in_doubt(copy_.name(), now);
  } catch (storage_failure const& failure) {
    return failure.why;
  }
  std::optional<fs::path> aside;
  if (replaces()) {
    aside = with_ending(ledger_, ".before-restore-" + compact(now));
    std::error_code ignored;
    if (fs::exists(*aside, ignored))
      return error(errc::invalid_input, aside->string() + " is there already: try again in a second");
    if (auto moved = move_aside(ledger_, *aside); !moved) return moved.error();
  }
  if (auto placed = copy_.become(ledger_); !placed) return placed.error();
  return aside;
}

}  // namespace huzzah::storage
