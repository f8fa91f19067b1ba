#include "store/restore.hpp"

#include "base/failpoint.hpp"
#include "calendar/timestamp.hpp"
#include "store/connection.hpp"
#include "store/database.hpp"
#include "store/failure.hpp"
#include "store/ownership.hpp"
#include "store/schema.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace huzzah::store {
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

/// What the backup knows nothing of may have been done, so that it has to know when that was (restored_at).
void note_restore(connection& on, base::time_point now) {
  on.run("INSERT INTO restored (at) VALUES (?)", now);
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

/// A file that the operator names: opened with the caller's rights, through links, too.
result<base::descriptor> open_source(fs::path const& file) {
  base::descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));  // NOLINT(*-vararg)
  struct stat facts {};
  if (!opened || ::fstat(opened.get(), &facts) != 0) {
    if (errno == ENOENT) return error(errc::not_found, "there is no file " + file.string());
    return failure_of_system(errno, "read", file);
  }
  if (S_ISDIR(facts.st_mode)) return failure_of_system(EISDIR, "read", file);
  if (!S_ISREG(facts.st_mode)) return error(errc::invalid_input, file.string() + " is not a file");
  return opened;
}

/// A message about the copy, changed to name the file that it was made from.
std::string in_words_of(std::string detail, fs::path const& copy, fs::path const& backup) {
  auto const [made, named] = std::pair(copy.string(), backup.string());
  for (auto at = detail.find(made); at != std::string::npos; at = detail.find(made, at + named.size()))
    detail.replace(at, made.size(), named);
  return detail;
}

/// Writes all that is in one file to a new one.
result<> copy_bytes(int from, fs::path const& to) {
  auto const into = open_own(to, O_WRONLY | O_CREAT | O_TRUNC);
  if (!into) return into.error();
  constexpr std::size_t at_once = 1u << 26;
  ssize_t sent = 1;
  while (sent > 0)
    sent = ::sendfile(into->get(), from, nullptr, at_once);
  if (sent < 0) return failure_of_system(errno, "write", to);
  return {};
}

}  // namespace

result<restoration> restoration::prepare(table_rules rules, fs::path const& backup, fs::path const& ledger) {
  auto const source = open_source(backup);
  if (!source) return source.error();
  // What a program that was ended left in its log is a part of it.
  auto const log = open_source(with_ending(backup, "-wal"));
  std::error_code failed;
  auto const is_same = fs::equivalent(backup, ledger, failed);
  if (is_same)
    return error(errc::invalid_input, backup.string() + " is the database itself: name a backup of it");
  if (auto owned = become_owner(ledger); !owned) return owned.error();
  auto file = resolved(ledger);
  if (!file) return file.error();
  if (auto folder = prepare_folder(file->parent_path()); !folder) return folder.error();
  auto lock = file_lock::take(*file);
  if (!lock) return lock.error();
  remove_unfinished(*file);
  auto copy = unfinished_file::beside(*file);
  if (!copy) return copy.error();
  // Byte by byte, so that its damage comes along and is seen.
  auto copied = copy_bytes(source->get(), copy->name());
  if (copied && log) copied = copy_bytes(log->get(), with_ending(copy->name(), "-wal"));
  if (!copied) return copied.error();
  auto sound = verify_backup(rules, copy->name());
  if (!sound) return error(sound.error().code, in_words_of(sound.error().detail, copy->name(), backup));
  return restoration(std::move(rules), std::move(*lock), std::move(*file), std::move(*copy), *sound);
}

bool restoration::replaces() const {
  std::error_code ignored;
  return fs::exists(ledger_, ignored);
}

result<std::optional<fs::path>> restoration::finish(base::time_point now) {
  base::failpoint("replacing the ledger");
  try {
    connection on(copy_.name(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX);
    // One file from here on, as it is to be put in place by one step.
    on.execute("PRAGMA journal_mode = DELETE");
    on.execute("PRAGMA secure_delete = ON");
    on.execute("PRAGMA foreign_keys = ON");
    on.execute("PRAGMA temp_store = MEMORY");
    migrate(on);
    note_restore(on, now);
    if (rules_.before_restore) rules_.before_restore(on, now);
    if (rules_.carry_over && replaces()) rules_.carry_over(on, ledger_);
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

}  // namespace huzzah::store
