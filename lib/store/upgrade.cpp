#include "store/upgrade.hpp"

#include "store/backup.hpp"
#include "store/connection.hpp"
#include "store/schema.hpp"

#include <optional>
#include <string>

namespace huzzah::store {
namespace {

constexpr int first_with_entries = 6;
constexpr auto kept_ending = ".before-upgrade";

/// How many kudos stand in a ledger of that version.
std::int64_t kudos_in(connection& on, std::int64_t version) {
  auto row = version < first_with_entries
                 ? on.select("SELECT count(*) FROM recognition WHERE retracted_at IS NULL")
                 : on.select("SELECT count(*) FROM entry_person WHERE role = 0 AND state = 0");
  row.next();
  return row.integer(0);
}

unfinished_file copied(connection& on) {
  auto copy = unfinished_file::beside(on.file());
  if (!copy) throw storage_failure(copy.error());
  auto const name = copy->name().string();
  on.run("VACUUM INTO ?", name);
  connection reading(copy->name(), SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX);
  auto pages = reading.select("PRAGMA quick_check(1)");
  if (!pages.next() || pages.text(0) != "ok")
    throw storage_failure(
        {errc::corrupt, "the copy of " + on.file().string() +
                            " that is made before an upgrade is damaged: is there room on the "
                            "disk, and is the ledger sound (huzzah check)?"});
  return std::move(*copy);
}

}  // namespace

void upgrade(connection& on) {
  auto const version = on.pragma("user_version");
  if (version == 0 || version >= current_version()) {
    migrate(on);
    return;
  }
  auto copy = copied(on);
  auto const before = kudos_in(on, version);
  migrate(on);
  if (kudos_in(on, current_version()) == before) return;
  auto kept = on.file();
  kept += kept_ending;
  auto const stays = copy.become(kept);
  throw storage_failure(
      {errc::corrupt, on.file().string() +
                          " could not be brought up to date; as it was before it is kept as " +
                          (stays ? kept.string() : on.file().string()) +
                          ": put that back and run the version of before, and report this"});
}

}  // namespace huzzah::store
