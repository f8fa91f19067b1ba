#include "store/backup.hpp"

#include "base/descriptor.hpp"
#include "base/failpoint.hpp"
#include "store/connection.hpp"
#include "store/database.hpp"
#include "store/owner_process.hpp"
#include "store/ownership.hpp"
#include "store/reader.hpp"
#include "store/schema.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace huzzah::store {
namespace {

namespace fs = std::filesystem;

/// What is written to the file, or to the folder's list of names, survives a power cut from now on.
result<> flush(fs::path const& name) {
  auto const descriptor = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);  // NOLINT(*-vararg)
  if (descriptor < 0) return failure_of_system(errno, "open", name);
  auto const failed = ::fsync(descriptor) != 0 ? errno : 0;
  ::close(descriptor);
  if (failed != 0) return failure_of_system(failed, "write", name);
  return {};
}

/// Throws if anything in the ledger is not as it should be.
backup_facts look_through(table_rules const& rules, connection& on) {
  auto wrong = wrong_pages(on);
  backup_facts facts;
  facts.version = static_cast<int>(on.pragma("user_version"));
  // How an older one adds up is checked once it was brought up to date.
  if (wrong.empty() && rules.wrong && facts.version == current_version()) wrong = rules.wrong(on);
  if (!wrong.empty()) {
    auto const more = wrong.size() > 1 ? "; and " + std::to_string(wrong.size() - 1) + " more" : "";
    throw storage_failure({errc::corrupt, on.file().string() + " is damaged: " + wrong.front() + more});
  }
  if (rules.count) facts.kudos = rules.count(on, facts.version);
  facts.bytes = fs::file_size(on.file());
  return facts;
}

/// Whether a process holds the database of that name (file_lock).
bool is_held(fs::path const& ledger) {
  auto name = ledger;
  name += ".lock";
  base::descriptor const file(::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));  // NOLINT(*-vararg)
  return file && ::flock(file.get(), LOCK_SH | LOCK_NB) != 0;
}

/// Why there must be no copy at a place, if so.
result<> may_be_written(fs::path const& ledger, fs::path const& to, existing there) {
  std::error_code ignored;
  if (fs::is_directory(to, ignored))
    return error(errc::invalid_input, to.string() + " is a folder: name a file in it");
  if (fs::equivalent(ledger, to, ignored))
    return error(errc::invalid_input, to.string() + " is the database itself: name another file");
  // A lock that was only left behind is in no one's way.
  auto const held = is_held(to);
  for (auto const* beside : {"-wal", "-shm", "-journal", ".lock"}) {
    auto other = to;
    other += beside;
    // SQLite would take such a file for a part of the copy.
    auto const is_lock = std::string_view(beside) == ".lock";
    if (is_lock ? held : fs::exists(other, ignored))
      return error(errc::invalid_input, to.string() + " seems to be a database in use (there is " +
                                            other.filename().string() + " beside it): name another file");
  }
  if (there == existing::keep && fs::exists(to, ignored))
    return error(errc::invalid_input,
                 to.string() + " is there already: name another file, or replace it with --force");
  return {};
}

}  // namespace

result<unfinished_file> unfinished_file::beside(fs::path const& goal) {
  auto name = goal.string() + unfinished_ending + "XXXXXX";
  auto const descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) return failure_of_system(errno, "write to the folder of", goal);
  ::close(descriptor);
  return unfinished_file(name);
}

unfinished_file::unfinished_file(unfinished_file&& other) noexcept
    : name_(std::exchange(other.name_, fs::path())) {}

unfinished_file::~unfinished_file() {
  if (name_.empty()) return;
  std::error_code ignored;
  for (auto const* part : {"", "-wal", "-shm", "-journal"}) {
    auto file = name_;
    file += part;
    fs::remove(file, ignored);
  }
}

result<> unfinished_file::become(fs::path const& goal) {
  if (auto flushed = flush(name_); !flushed) return flushed;
  base::failpoint("placing a file");
  std::error_code failed;
  fs::rename(name_, goal, failed);
  if (failed) return failure_of_system(failed.value(), "write", goal);
  name_.clear();
  base::failpoint("placing a file");
  return flush(goal.parent_path());
}

std::vector<fs::path> files_in(fs::path const& folder) {
  std::vector<fs::path> found;
  std::error_code failed;
  for (fs::directory_iterator one(folder, failed), end; !failed && one != end; one.increment(failed))
    found.push_back(one->path());
  return found;
}

void remove_unfinished(fs::path const& goal) {
  auto const beginning = goal.filename().string() + unfinished_ending;
  std::error_code ignored;
  for (auto const& one : files_in(goal.parent_path()))
    if (one.filename().string().starts_with(beginning)) fs::remove(one, ignored);
}

result<backup_facts> copy_ledger(table_rules const& rules, fs::path const& from, unfinished_file const& into,
                                 std::stop_token stop) {
  auto opened = open_to_read(from, ledger_age::any);
  if (!opened) return opened.error();
  try {
    auto& on = **opened;
    // The file itself stays open to read only; the copy is what has to be written.
    on.execute("PRAGMA query_only = OFF");
    on.stop_when(stop);
    auto const name = into.name().string();
    // One read transaction of the whole, which holds no writer up, and no deleted words come along.
    on.run("VACUUM INTO ?", name);
  } catch (storage_failure const& failure) {
    if (failure.why.code == errc::storage_full)
      return error(errc::storage_full,
                   "no room left to write " + into.name().string() + ": make room on that disk");
    return failure.why;
  }
  return verify_backup(rules, into.name(), std::move(stop));
}

result<backup_facts> back_up(table_rules const& rules, fs::path const& ledger, fs::path const& to,
                             existing there, std::stop_token stop) {
  auto const owner = other_owner(ledger);
  if (!owner) return owner.error();
  auto const place = *owner ? other_owner(to) : owner;
  if (!place) return place.error();
  // Where the ledger's owner keeps copies, root has no business of its own; elsewhere it places the file.
  if (*place == *owner)
    if (auto owned = become_owner(ledger); !owned) return owned.error();
  auto goal = resolved(to);
  if (!goal) return goal.error();
  if (auto fine = may_be_written(ledger, *goal, there); !fine) return fine.error();
  auto unfinished = unfinished_file::beside(*goal);
  if (!unfinished) return unfinished.error();
  auto copied = *place == *owner ? copy_ledger(rules, ledger, *unfinished, std::move(stop))
                                 : copy_as_owner(rules, ledger, *unfinished);
  if (!copied) return copied;
  if (auto fine = may_be_written(ledger, *goal, there); !fine) return fine.error();
  if (auto kept = unfinished->become(*goal); !kept) return kept.error();
  return copied;
}

result<backup_facts> verify_backup(table_rules const& rules, fs::path const& file, std::stop_token stop) {
  auto opened = open_to_read(file, ledger_age::any);
  if (!opened) return opened.error();
  try {
    (*opened)->stop_when(std::move(stop));
    return look_through(rules, **opened);
  } catch (storage_failure const& failure) {
    return failure.why;
  }
}

}  // namespace huzzah::store
