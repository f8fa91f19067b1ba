#include "store/database.hpp"

#include "base/percent.hpp"
#include "store/failure.hpp"
#include "store/ownership.hpp"
#include "store/schema.hpp"
#include "store/upgrade.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace huzzah::store {
namespace {

namespace fs = std::filesystem;

constexpr auto busy_timeout = "PRAGMA busy_timeout = 5000";
/// 16 MB instead of 2: a digest looks at pages all over the ledger, some of them again and again.
constexpr auto larger_cache = "PRAGMA cache_size = -16000";

/// A connection that can't write, whatever it is asked.
std::unique_ptr<connection> connect_to_read(fs::path const& file) {
  auto on = std::make_unique<connection>(file, SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX);
  on->keep_log_on_close();
  on->execute(busy_timeout);
  on->execute(larger_cache);
  on->execute("PRAGMA query_only = ON");
  return on;
}

/// The path as a URI that says the file won't change. Characters that mean something in a URI are escaped.
std::string immutable_uri(fs::path const& file) {
  return "file:" + base::percent_encoded(file.string(), "?#%") + "?immutable=1";
}

/// Throws unless the file is a ledger of ours that this program understands.
void check_header(connection& on, ledger_age which) {
  auto const version = on.pragma("user_version");
  auto const owner = on.pragma("application_id");
  auto tables = on.select("SELECT count(*) FROM sqlite_master");
  tables.next();
  if (owner != application_id) {
    if (owner == 0 && version == 0 && tables.integer(0) == 0 && which == ledger_age::or_empty) return;
    throw storage_failure({errc::invalid_input, on.file().string() +
                                                    " is a database, but not a ledger of Huzzah's: name "
                                                    "another file, or move this one away"});
  }
  if (version > current_version()) {
    throw storage_failure(
        {errc::newer_version, on.file().string() + " was written by a newer Huzzah (version " +
                                  std::to_string(version) + " of the tables, this one knows up to " +
                                  std::to_string(current_version()) + "): run the newer one"});
  }
  if (version < current_version() && which == ledger_age::current) {
    throw storage_failure({errc::invalid_input, on.file().string() +
                                                    " was written by an older Huzzah: let this one run once "
                                                    "to bring it up to date"});
  }
}

/// Throws if the pages are damaged: what is built on them would be wrong. A file that would take long to look
/// through is left to `huzzah check`.
void check_pages(connection& on) {
  constexpr std::uintmax_t largest_looked_through = 256u << 20;
  if (fs::file_size(on.file()) > largest_looked_through) return;
  auto pages = on.select("PRAGMA quick_check(1)");
  if (!pages.next() || pages.text(0) == "ok") return;
  auto const text = pages.text(0);
  throw storage_failure({errc::corrupt, on.file().string() + " is damaged (" +
                                            text.substr(0, text.find('\n')) +
                                            "): see huzzah check, and put a backup in its place"});
}

/// Creates the file where there is none, and keeps others from reading it. SQLite gives the files beside it
/// the mode that it has.
result<> prepare_file(fs::path const& file) {
  auto const opened = open_own(file, O_RDWR | O_CREAT);
  if (!opened) return opened.error();
  struct stat facts {};
  if (::fstat(opened->get(), &facts) != 0 ||
      ((facts.st_mode & 0777) != 0600 && ::fchmod(opened->get(), 0600) != 0))
    return failure_of_system(errno, "set the mode of", file);
  return {};
}

std::unique_ptr<connection> connect_to_write(fs::path const& file, std::int64_t largest_size) {
  // SQLite's memory statistics are not used, and keeping them takes a lock for each allocation. Refused,
  // without harm, once SQLite is at work.
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  if (fs::file_size(file) > 0) {
    auto const seen = connect_to_read(file);
    check_header(*seen, ledger_age::or_empty);
    check_pages(*seen);
  }
  auto on = std::make_unique<connection>(file, SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX);
  on->execute(busy_timeout);
  if (on->is_read_only()) throw storage_failure(failure_of(SQLITE_READONLY, "", file));
  if (largest_size > 0) on->execute("PRAGMA max_page_count = " + std::to_string(largest_size));
  on->execute("PRAGMA journal_mode = WAL");
  on->execute("PRAGMA synchronous = FULL");
  // What a unit of work would undo is kept until it ends: in memory rather than in a file.
  on->execute("PRAGMA temp_store = MEMORY");
  on->execute("PRAGMA foreign_keys = ON");
  on->execute("PRAGMA secure_delete = ON");
  on->execute("PRAGMA journal_size_limit = 16777216");
  upgrade(*on);
  return on;
}

}  // namespace

result<bool> end_log(fs::path const& file) {
  if (!open_to_read(file, ledger_age::or_empty)) return false;
  try {
    connection on(file, SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX);
    on.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    on.execute("PRAGMA journal_mode = DELETE");
    std::error_code ignored;
    auto log = file;
    log += "-wal";
    if (!fs::exists(log, ignored)) return true;
    return failure_of(SQLITE_BUSY, "", file);
  } catch (storage_failure const& failure) {
    // A sound one that is being read keeps its log for now, and without it would lose what is in it.
    if (failure.why.code == errc::in_use) return failure.why;
    return false;
  }
}

result<> prepare_folder(fs::path const& folder) {
  std::error_code failed;
  if (fs::is_directory(folder, failed)) return {};
  fs::create_directories(folder, failed);
  if (!failed) fs::permissions(folder, fs::perms::owner_all, failed);
  if (failed) return failure_of_system(failed.value(), "create the folder", folder);
  return {};
}

result<fs::path> resolved(fs::path const& file) {
  std::error_code failed;
  if (acts_for_owner() && fs::is_symlink(file, failed))
    return error(errc::invalid_input, file.string() + " is a link: name the file that is meant");
  auto path = fs::weakly_canonical(fs::absolute(file, failed), failed);
  if (failed) return failure_of_system(failed.value(), "find", file);
  return path;
}

result<writable_database> open_to_write(fs::path const& name, std::int64_t largest_size) {
  if (auto owned = become_owner(name); !owned) return owned.error();
  auto file = resolved(name);
  if (!file) return file.error();
  if (auto folder = prepare_folder(file->parent_path()); !folder) return folder.error();
  auto lock = file_lock::take(*file);
  if (!lock) return lock.error();
  if (auto prepared = prepare_file(*file); !prepared) return prepared.error();
  try {
    return writable_database{std::move(*lock), connect_to_write(*file, largest_size)};
  } catch (storage_failure const& failure) {
    return failure.why;
  }
}

result<std::unique_ptr<connection>> open_to_read(fs::path const& name, ledger_age which) {
  if (auto owned = become_owner(name); !owned) return owned.error();
  auto file = resolved(name);
  if (!file) return file.error();
  std::error_code failed;
  if (!fs::exists(*file, failed)) {
    return error(errc::not_found, "there is no database " + file->string() + " yet: run Huzzah first");
  }
  if (fs::is_directory(*file, failed)) return failure_of_system(EISDIR, "open", *file);
  // One's own may be read by a second name, such as a snapshot's; in another's folder nothing is.
  if (acts_for_owner())
    if (auto const plain = open_own(*file, O_PATH); !plain) return plain.error();
  try {
    try {
      auto on = connect_to_read(*file);
      check_header(*on, which);
      return on;
    } catch (storage_failure const& failure) {
      // In a folder that can't be written SQLite can't make the index of its log; without a log it needs
      // none.
      auto log = *file;
      log += "-wal";
      auto const in_the_way = failure.why.code == errc::io_failed || failure.why.code == errc::read_only;
      if (!in_the_way || (fs::exists(log, failed) && fs::file_size(log, failed) > 0)) throw;
      auto on = std::make_unique<connection>(*file, immutable_uri(*file),
                                             SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX);
      check_header(*on, which);
      return on;
    }
  } catch (storage_failure const& failure) {
    return failure.why;
  }
}

}  // namespace huzzah::store
