#include "bot/service/scheduled_backup.hpp"
#include "app/file_rules.hpp"
#include "store/backup.hpp"
#include "store/reader.hpp"
#include "support/bot_fixtures.hpp"
#include "support/virtual_clock.hpp"
#include "unit/bot/commands/small_ledger.hpp"

#include <doctest/doctest.h>
#include <boost/asio/co_spawn.hpp>

#include <set>

using namespace huzzah;
using namespace huzzah::bot::config;
using namespace huzzah::bot::service;
using namespace huzzah::bot::test;

namespace {

/// A ledger at work, and its backups by a clock that is turned: noon, UTC, of 21 November 2026 at first.
class scene {
 public:
  explicit scene(int keep = 7) : ledger(here / "huzzah.db"), clock(noon) {
    settings.directory = here / "backups";
    settings.keep = keep;
  }

  void start() {
    backups.emplace(io.get_executor(), clock, here / "huzzah.db", settings);
    backups->start();
  }
  /// Works until nothing but time is waited for, and so many backups are there.
  void until_made(std::size_t count) {
    while (backups_in(settings.directory).size() != count || clock.sleepers() == 0)
      io.run_one();
  }
  /// The same, whatever is there.
  void until_waiting() {
    do
      io.run_one();
    while (clock.sleepers() == 0);
  }
  void stop() {
    asio::co_spawn(io, backups->end(), [](std::exception_ptr bug) {
      if (bug) std::rethrow_exception(bug);
    });
    io.run();
    io.restart();
    backups.reset();
  }
  std::set<std::string> names() const {
    std::set<std::string> found;
    for (auto const& one : std::filesystem::directory_iterator(settings.directory))
      found.insert(one.path().filename().string());
    return found;
  }

  folder here;
  small_ledger ledger;
  huzzah::test::virtual_clock clock;
  backup_config settings;
  asio::io_context io;
  std::optional<scheduled_backup> backups;
};

}  // namespace

TEST_CASE("a backup that was missed is made at the start, and one every day from then on") {
  scene with;
  with.start();
  with.until_made(1);
  CHECK(with.names() == std::set<std::string>{"huzzah-2026-11-21.db"});
  CHECK(app::verify_backup(with.settings.directory / "huzzah-2026-11-21.db")->kudos == 2);
  with.clock.advance(std::chrono::hours{15});
  with.until_waiting();
  CHECK(with.names().size() == 1);
  with.clock.advance(std::chrono::minutes{30});
  with.until_made(2);
  CHECK(with.names() == std::set<std::string>{"huzzah-2026-11-21.db", "huzzah-2026-11-22.db"});
  with.stop();
}

TEST_CASE("started again on the same day there is nothing to make") {
  scene with;
  with.start();
  with.until_made(1);
  with.stop();
  auto const file = with.settings.directory / "huzzah-2026-11-21.db";
  auto const made = std::filesystem::last_write_time(file);
  with.start();
  with.until_waiting();
  CHECK(with.names().size() == 1);
  CHECK(std::filesystem::last_write_time(file) == made);
  with.stop();
}

TEST_CASE("of its own backups the newest stay, and other files are none of its business") {
  scene with(2);
  std::filesystem::create_directory(with.settings.directory);
  auto const put = [&](std::string const& name) { std::ofstream(with.settings.directory / name) << "mine"; };
  for (auto const* name :
       {"huzzah-2026-11-01.db", "huzzah-2026-11-01.db.lock", "huzzah-2026-11-20.db",
        "huzzah-2026-11-02.db.part-a1B2c3", "huzzah-2026-11-03.db.gz", "huzzah-old.db", "notes.txt"})
    put(name);
  with.start();
  with.until_made(2);
  CHECK(with.names() == std::set<std::string>{"huzzah-2026-11-20.db", "huzzah-2026-11-21.db",
                                              "huzzah-2026-11-03.db.gz", "huzzah-old.db", "notes.txt"});
  with.stop();
}

TEST_CASE("a backup that fails is tried again a little later") {
  scene with;
  std::ofstream(with.settings.directory) << "a file where the folder is to be";
  with.start();
  with.until_waiting();
  std::filesystem::remove(with.settings.directory);
  with.clock.advance(std::chrono::minutes{15});
  with.until_made(1);
  CHECK(with.names() == std::set<std::string>{"huzzah-2026-11-21.db"});
  with.stop();
}
