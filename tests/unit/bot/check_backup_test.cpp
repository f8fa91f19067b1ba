// What check says of backups and of what is in doubt.
#include "bot/check.hpp"
#include "fixtures.hpp"
#include "outcome.hpp"
#include "small_ledger.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::bot;
using namespace huzzah::bot::test;

TEST_CASE("check complains of backups that stopped being made, and of a folder that can't take them") {
  folder here;
  storage_config storage;
  CHECK(holds(check_backups(storage, noon).detail, "none are scheduled"));
  storage.backup.emplace();
  storage.backup->directory = here / "backups";
  CHECK(holds(check_backups(storage, noon).detail, "the first is made when huzzah runs"));
  std::filesystem::create_directory(here / "backups");
  here.write("backups/huzzah-2026-11-19.db", "");
  here.write("backups/huzzah-2026-11-17.db", "");
  CHECK(check_backups(storage, noon).fine);
  CHECK(holds(check_backups(storage, noon).detail, "2 in "));
  CHECK(holds(check_backups(storage, noon).detail, "the newest of 2026-11-19"));
  CHECK_FALSE(check_backups(storage, noon + std::chrono::days{1}).fine);
  storage.backup->directory = here.write("file", "");
  CHECK_FALSE(check_backups(storage, noon).fine);
}

TEST_CASE("check counts what is in doubt, and says what becomes of it") {
  folder here;
  small_ledger ledger(here / "huzzah.db");
  ledger.write([](storage::unit_of_work& work) {
    work.outbox.add(storage::errand::post("a", "T1", "C1", "", "{}"), noon);
    work.outbox.add(storage::errand::post("b", "T1", "C1", "", "{}"), noon);
    return work.outbox.mark_sending(work.outbox.find("a")->id);
  });
  auto const at_once = check_doubts(here / "huzzah.db", noon + std::chrono::minutes{1});
  REQUIRE(at_once.size() == 1);
  CHECK(at_once.front().detail == "nothing is in doubt");
  auto const later = check_doubts(here / "huzzah.db", noon + std::chrono::hours{3});
  REQUIRE(later.size() == 1);
  CHECK(holds(later.front().detail, "of 1 message it is unknown whether it was said, for 3 hours"));
  CHECK(check_doubts(here / "none.db", noon).empty());
}
