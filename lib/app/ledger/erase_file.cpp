// Erasing in a ledger that no process holds, and in a backup that takes a ledger's place.
#include "app/ledger/erasure.hpp"
#include "app/people/erased_person.hpp"
#include "app/people/forgotten.hpp"
#include "app/people/stored_rows.hpp"
#include "store/backup.hpp"
#include "store/connection.hpp"
#include "store/database.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace huzzah::ledger {

namespace {

/// Every person who is named anywhere in a ledger.
std::set<std::string> everybody(store::connection& on) {
  auto found = people::ids_in_stored(on);
  auto rows = on.select("SELECT external FROM person");
  while (rows.next())
    found.insert(rows.text(0));
  found.erase("");
  std::erase_if(found, [](std::string const& one) { return people::is_erased(one); });
  return found;
}

/// The forgotten of a ledger that may be damaged, or older than any of them.
std::vector<people::forgotten_mark> marks_in(std::filesystem::path const& ledger) {
  auto const opened = store::open_to_read(ledger, store::ledger_age::any);
  if (!opened) return {};
  try {
    return people::forgotten_people(**opened).marks();
  } catch (store::storage_failure const&) {
    return {};
  }
}

/// A backup stays the one file that it was. The next writer of the ledger begins a new log.
void be_one_file(store::connection& on) {
  try {
    on.execute("PRAGMA journal_mode = DELETE");
  } catch (store::storage_failure const&) {
    // A reader has it open; the log that it leaves is empty.
  }
}

}  // namespace

namespace {

result<erasure> erase(std::filesystem::path const& ledger, std::string const& person,
                      std::optional<base::time_point> for_good_at) {
  if (auto fine = may_be_erased(person); !fine) return fine.error();
  // Also brings an older one up to date; there must be one.
  if (auto there = store::open_to_read(ledger, store::ledger_age::any); !there) return there.error();
  auto opened = store::open_to_write(ledger);
  if (!opened) return opened.error();
  auto& on = *opened->on;
  // A restore that was cut short may have left them in a copy.
  if (for_good_at) store::remove_unfinished(on.file());
  try {
    on.execute("BEGIN IMMEDIATE");
    auto parts = erase_all(on, person, for_good_at.value_or(base::time_point()));
    on.execute(for_good_at ? "COMMIT" : "ROLLBACK");
    if (!for_good_at) return parts;
    if (auto done = leave_no_trace(on); !done) return done.error();
    be_one_file(on);
    return parts;
  } catch (store::storage_failure const& failure) {
    return failure.why;
  }
}

}  // namespace

void forget_again(store::connection& older, std::filesystem::path const& newer) {
  auto fresh = marks_in(newer);
  older.execute("BEGIN IMMEDIATE");
  std::erase_if(fresh,
                [&](people::forgotten_mark const& one) { return !people::forgotten_people(older).add(one); });
  if (!fresh.empty()) {
    for (auto const& person : everybody(older)) {
      auto const is_theirs = [&](people::forgotten_mark const& one) { return one.is_of(person); };
      if (std::any_of(fresh.begin(), fresh.end(), is_theirs)) erase_all(older, person);
    }
  }
  older.execute("COMMIT");
  if (!fresh.empty()) older.execute("VACUUM");
}

result<erasure> erase_person(std::filesystem::path const& ledger, std::string const& person,
                             base::time_point now) {
  return erase(ledger, person, now);
}

result<erasure> preview_erasure(std::filesystem::path const& ledger, std::string const& person) {
  return erase(ledger, person, {});
}

}  // namespace huzzah::ledger
