// backup and restore as commands.
#include "app/ledger/kudos.hpp"
#include "app/ledger/kudos_records.hpp"
#include "bot/commands/commands.hpp"
#include "small_ledger.hpp"
#include "store/reader.hpp"
#include "support/bot_fixtures.hpp"
#include "support/outcome.hpp"

#include <doctest/doctest.h>

#include <sstream>

using namespace huzzah;
using namespace huzzah::bot::cli;
using namespace huzzah::bot::commands;
using namespace huzzah::bot::test;

namespace {

outcome back_up(backup_options const& options) {
  std::ostringstream out;
  std::ostringstream err;
  auto const code = backup_command(options, variables(), out, err);
  return {code, out.str(), err.str()};
}

outcome restore(restore_options const& options, std::istream* terminal = nullptr) {
  std::ostringstream out;
  std::ostringstream err;
  auto const code = restore_command(options, variables(), noon, terminal, out, err);
  return {code, out.str(), err.str()};
}

backup_options backup_of(std::filesystem::path const& ledger, std::filesystem::path const& to) {
  backup_options options;
  options.database = ledger;
  options.file = to;
  return options;
}

restore_options restore_of(std::filesystem::path const& ledger, std::filesystem::path const& from) {
  restore_options options;
  options.database = ledger;
  options.file = from;
  return options;
}

std::int64_t kudos_in(std::filesystem::path const& file) {
  return ledger::count_kudos(*store::reader::open(file).value());
}

}  // namespace

TEST_CASE("a backup is made beside the running bot, and says what is in it") {
  folder here;
  small_ledger ledger(here / "huzzah.db");
  auto const done = back_up(backup_of(here / "huzzah.db", here / "copy.db"));
  CHECK(done.err == "");
  CHECK(done.code == 0);
  CHECK(holds(done.out, "(2 kudos, 0."));
  CHECK(kudos_in(here / "copy.db") == 2);

  auto again = backup_of(here / "huzzah.db", here / "copy.db");
  CHECK(back_up(again).code == 2);
  CHECK(holds(back_up(again).err, "is there already"));
  again.force = true;
  CHECK(back_up(again).code == 0);
}

TEST_CASE("a restore waits until the bot has let go, and asks first") {
  folder here;
  small_ledger ledger(here / "huzzah.db");
  REQUIRE(back_up(backup_of(here / "huzzah.db", here / "copy.db")).code == 0);
  ledger.write([](store::unit_of_work& work) {
    ledger::kudos_ledger(work).retract_message({"T1", "C1", "1.1"}, noon + std::chrono::minutes{5});
    return true;
  });
  auto asked = restore_of(here / "huzzah.db", here / "copy.db");
  auto const held = restore(asked);
  CHECK(held.code == to_int(exit_code::failed));
  CHECK(holds(held.err, "stop that one first"));
  ledger.close();

  auto const unasked = restore(asked);
  CHECK(unasked.code == 2);
  CHECK(holds(unasked.err, "add --yes"));
  std::istringstream no("no\n");
  CHECK(restore(asked, &no).code == 1);
  CHECK(kudos_in(here / "huzzah.db") == 1);

  std::istringstream yes("yes\n");
  auto const done = restore(asked, &yes);
  CHECK(done.err == "");
  CHECK(done.code == 0);
  CHECK(kudos_in(here / "huzzah.db") == 2);
  CHECK(holds(done.out, "huzzah.db.before-restore-20261121T120000Z"));
  CHECK(kudos_in(here / "huzzah.db.before-restore-20261121T120000Z") == 1);
}

TEST_CASE("where no database is, a backup is restored without a question") {
  folder here;
  {
    small_ledger ledger(here / "huzzah.db");
    REQUIRE(back_up(backup_of(here / "huzzah.db", here / "copy.db")).code == 0);
  }
  auto const done = restore(restore_of(here / "new.db", here / "copy.db"));
  CHECK(done.err == "");
  CHECK(done.code == 0);
  CHECK(kudos_in(here / "new.db") == 2);
  CHECK(restore(restore_of(here / "other.db", here / "none.db")).code == 2);
}
