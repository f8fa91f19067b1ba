// What check says of backups and of what is in doubt.
#include "app/delivery/outbox.hpp"
#include "bot/commands/check.hpp"
#include "small_ledger.hpp"
#include "support/bot_fixtures.hpp"
#include "support/outcome.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::bot::commands;
using namespace huzzah::bot::config;
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
  auto const file = here.write("file", "");
  std::filesystem::create_symlink(here / "none", here / "link");
  for (auto const& where : {file, file / "backups", file / "deep" / "backups", here / "link" / "backups"}) {
    storage.backup->directory = where;
    auto const found = check_backups(storage, noon);
    CHECK_FALSE(found.fine);
    CHECK(holds(found.detail, where.string() + " is no folder that can be written or made"));
  }
  storage.backup->directory = here / "deep" / "backups";
  CHECK(check_backups(storage, noon).fine);
}

TEST_CASE("check counts what is in doubt, and says what becomes of it") {
  folder here;
  small_ledger ledger(here / "huzzah.db");
  ledger.write([](store::unit_of_work& work) {
    delivery::outbox(work).add(delivery::outgoing::post("a", "T1", "C1", "", "{}"), noon);
    delivery::outbox(work).add(delivery::outgoing::post("b", "T1", "C1", "", "{}"), noon);
    return delivery::outbox(work).mark_sending(delivery::outbox(work).find("a")->id);
  });
  auto const at_once = check_doubts(here / "huzzah.db", noon + std::chrono::minutes{1});
  REQUIRE(at_once.size() == 1);
  CHECK(at_once.front().detail == "nothing is in doubt");
  auto const later = check_doubts(here / "huzzah.db", noon + std::chrono::hours{3});
  REQUIRE(later.size() == 1);
  CHECK(holds(later.front().detail, "of 1 message it is unknown whether it was said, for 3 hours"));
  CHECK(check_doubts(here / "none.db", noon).empty());
}
