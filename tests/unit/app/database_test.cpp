#include "store/database.hpp"
#include "app/delivery/outbox.hpp"
#include "app/ledger/checks.hpp"
#include "app/ledger/kudos.hpp"
#include "app/ledger/kudos_records.hpp"
#include "store/connection.hpp"
#include "store/reader.hpp"
#include "store/schema.hpp"
#include "support/ledger.hpp"

#include <SQLiteCpp/Database.h>
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

using namespace huzzah;
using namespace huzzah::ledger_test;

namespace {

int mode_of(fs::path const& file) {
  struct stat facts {};
  return ::stat(file.c_str(), &facts) == 0 ? static_cast<int>(facts.st_mode & 0777) : -1;
}

fs::path beside(fs::path file, char const* suffix) {
  file += suffix;
  return file;
}

/// How opening the file to write fails; nothing if it does not.
std::optional<error> refusal(fs::path const& file) {
  asio::io_context io;
  auto opened = store::store::open(file, io.get_executor());
  if (opened) return {};
  return opened.error();
}

std::optional<error> read_refusal(fs::path const& file) {
  auto opened = store::reader::open(file);
  if (opened) return {};
  return opened.error();
}

/// What `check` returns when it is run by somebody who may not do everything.
template <class F>
int as_ordinary_user(F check) {
  auto const child = ::fork();
  if (child == 0) {
    if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(99);
    ::_exit(check());
  }
  auto status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void record_one(opened& with) {
  auto unit = [](store::unit_of_work& work) {
    ledger::kudos_ledger(work).settle(
        says(ledger::kudos_source::message(message_at("1.1")), as_posted, {to("bob")}));
  };
  REQUIRE(with.write(std::move(unit)));
}

void write_bytes(fs::path const& file, std::string const& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("only its owner can read the database and the files beside it, whatever the umask") {
  scratch here;
  auto const before = ::umask(0);
  {
    opened with(here.folder / "new" / "folder" / "huzzah.db");
    record_one(with);
    auto const file = here.folder / "new" / "folder" / "huzzah.db";
    CHECK(mode_of(file) == 0600);
    CHECK(mode_of(beside(file, "-wal")) == 0600);
    CHECK(mode_of(beside(file, "-shm")) == 0600);
    CHECK(mode_of(beside(file, ".lock")) == 0600);
    CHECK(mode_of(file.parent_path()) == 0700);
  }
  ::umask(before);
}

TEST_CASE("a database that others could read is closed to them") {
  scratch here;
  { opened with(here.file()); }
  fs::permissions(here.file(), fs::perms(0644));
  { opened with(here.file()); }
  CHECK(mode_of(here.file()) == 0600);
}

TEST_CASE("the connection is as safe as it should be") {
  scratch here;
  auto const database = std::move(store::open_to_write(here.file()).value());
  CHECK(database.on->pragma("synchronous") == 2);
  CHECK(database.on->pragma("foreign_keys") == 1);
  CHECK(database.on->pragma("secure_delete") == 1);
  CHECK(database.on->pragma("busy_timeout") == 5000);
  CHECK(database.on->pragma("application_id") == store::application_id);
  CHECK(database.on->pragma("user_version") == store::current_version());
  auto mode = database.on->select("PRAGMA journal_mode");
  REQUIRE(mode.next());
  CHECK(mode.text(0) == "wal");
}

TEST_CASE("one process at a time: the second is told which one is first") {
  scratch here;
  auto const second = as_ordinary_user([] { return 0; });
  REQUIRE(second == 0);
  {
    opened with(here.file());
    auto const same_process = refusal(here.file());
    REQUIRE(same_process);
    CHECK(same_process->code == errc::in_use);
    CHECK(same_process->detail.find("process " + std::to_string(::getpid())) != std::string::npos);
    // By another name it is the same database.
    fs::create_symlink(here.file(), here.folder / "other.db");
    CHECK(refusal(here.folder / "other.db")->code == errc::in_use);
  }
  CHECK(!refusal(here.file()));
}

TEST_CASE("the lock of a process that died is free") {
  scratch here;
  auto const child = ::fork();
  if (child == 0) {
    auto const held = store::open_to_write(here.file());
    ::_exit(held ? 0 : 1);
  }
  auto status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFEXITED(status));
  REQUIRE(WEXITSTATUS(status) == 0);
  CHECK(!refusal(here.file()));
}

TEST_CASE("reading works while another holds the database, and when nobody does") {
  scratch here;
  {
    opened with(here.file());
    record_one(with);
    CHECK(fs::file_size(beside(here.file(), "-wal")) > 0);
    CHECK(ledger::count_kudos(*store::reader::open(here.file()).value()) == 1);
    record_one(with);
  }
  CHECK(ledger::count_kudos(*store::reader::open(here.file()).value()) == 1);
}

TEST_CASE("reading works beside the log that a crash left") {
  scratch here;
  fs::create_directory(here.folder / "crashed");
  auto const copy = here.folder / "crashed" / "huzzah.db";
  {
    opened with(here.file());
    record_one(with);
    fs::copy(here.file(), copy);
    fs::copy(beside(here.file(), "-wal"), beside(copy, "-wal"));
  }
  CHECK(ledger::count_kudos(*store::reader::open(copy).value()) == 1);
  opened with(copy);
  CHECK(kudos_in(with).size() == 1);
}

TEST_CASE("reading never changes the database") {
  scratch here;
  {
    opened with(here.file());
    record_one(with);
  }
  auto const before = bytes_of(here.file());
  {
    auto const from = std::move(store::reader::open(here.file()).value());
    CHECK(ledger::count_kudos(*from) == 1);
  }
  CHECK(bytes_of(here.file()) == before);
  auto const on = std::move(store::open_to_read(here.file()).value());
  CHECK_THROWS_AS(on->execute("DELETE FROM entry"), store::storage_failure);
}

TEST_CASE("a folder that can't be written can still be read from, and writing says read_only") {
  scratch here;
  {
    opened with(here.file());
    record_one(with);
  }
  fs::permissions(here.file(), fs::perms(0644));
  fs::remove(beside(here.file(), ".lock"));
  fs::permissions(here.folder, fs::perms(0555));
  auto const file = here.file();
  CHECK(as_ordinary_user([file] {
          auto const from = store::reader::open(file);
          return from ? static_cast<int>(ledger::count_kudos(*from.value()))
                      : 50 + static_cast<int>(from.error().code);
        }) == 1);
  CHECK(as_ordinary_user([file] { return static_cast<int>(store::open_to_write(file).error().code); }) ==
        static_cast<int>(errc::read_only));
}

TEST_CASE("a file that can't be written says read_only") {
  scratch here;
  { opened with(here.file()); }
  fs::permissions(here.file(), fs::perms(0444));
  fs::permissions(here.folder, fs::perms(0777));
  fs::remove(beside(here.file(), ".lock"));
  auto const file = here.file();
  CHECK(as_ordinary_user([file] {
          if (::geteuid() != 65534) ::chmod(file.c_str(), 0444);
          return static_cast<int>(store::open_to_write(file).error().code);
        }) == static_cast<int>(errc::read_only));
}

TEST_CASE("a file that is no database is refused and left alone") {
  scratch here;
  auto const text = std::string(5000, 'x');
  write_bytes(here.file(), text);
  CHECK(refusal(here.file())->code == errc::corrupt);
  CHECK(read_refusal(here.file())->code == errc::corrupt);
  CHECK(bytes_of(here.file()) == text);
}

TEST_CASE("a database of another program is refused and left alone") {
  scratch here;
  {
    SQLite::Database other(here.file().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    other.exec("CREATE TABLE recipes (name TEXT)");
  }
  auto const before = bytes_of(here.file());
  CHECK(refusal(here.file())->code == errc::invalid_input);
  CHECK(read_refusal(here.file())->code == errc::invalid_input);
  CHECK(bytes_of(here.file()) == before);
}

TEST_CASE("a damaged database is called corrupt") {
  scratch here;
  {
    opened with(here.file());
    record_one(with);
  }
  auto bytes = bytes_of(here.file());
  std::fill(bytes.begin() + 100, bytes.end(), '\xee');
  write_bytes(here.file(), bytes);
  auto const why = refusal(here.file());
  REQUIRE(why);
  CHECK(why->code == errc::corrupt);
  CHECK(why->detail.find("backup") != std::string::npos);
  CHECK(read_refusal(here.file())->code == errc::corrupt);
}

TEST_CASE("a database with a damaged page is not opened for writing, and is left alone") {
  scratch here;
  {
    opened with(here.file());
    record_one(with);
  }
  auto bytes = bytes_of(here.file());
  REQUIRE(bytes.size() > 3 * 4096);
  // The first page, with the schema in it, is sound.
  std::fill(bytes.begin() + 4096, bytes.end(), '\xee');
  write_bytes(here.file(), bytes);
  auto const why = refusal(here.file());
  REQUIRE(why);
  CHECK(why->code == errc::corrupt);
  CHECK(why->detail.find("backup") != std::string::npos);
  CHECK(bytes_of(here.file()) == bytes);
}

TEST_CASE("a database of a newer version is refused and left as it is, its log too") {
  scratch here;
  fs::create_directory(here.folder / "newer");
  auto const newer = here.folder / "newer" / "huzzah.db";
  {
    opened with(here.file());
    record_one(with);
  }
  {
    SQLite::Database raw(here.file().string(), SQLite::OPEN_READWRITE);
    raw.exec("PRAGMA user_version = 999");
    fs::copy(here.file(), newer);
    fs::copy(beside(here.file(), "-wal"), beside(newer, "-wal"));
  }
  REQUIRE(fs::file_size(beside(newer, "-wal")) > 0);
  auto const before = bytes_of(newer);
  auto const log_before = bytes_of(beside(newer, "-wal"));

  CHECK(refusal(newer)->code == errc::newer_version);
  CHECK(read_refusal(newer)->code == errc::newer_version);
  CHECK(bytes_of(newer) == before);
  CHECK(bytes_of(beside(newer, "-wal")) == log_before);
}

TEST_CASE("what isn't there or isn't a file is said so") {
  scratch here;
  CHECK(read_refusal(here.file())->code == errc::not_found);
  CHECK(!fs::exists(here.file()));
  CHECK(refusal(here.folder));
  CHECK(read_refusal(here.folder)->detail == refusal(here.folder)->detail);
  write_bytes(here.folder / "file", "x");
  auto const why = refusal(here.folder / "file" / "huzzah.db");
  REQUIRE(why);
  CHECK(why->detail.find("can't create the folder") != std::string::npos);
}

TEST_CASE("a name that would mean something in a URI is only a name") {
  scratch here;
  auto const file = here.folder / "50%25 of it? #1.db";
  { opened with(file); }
  CHECK(fs::exists(file));
  CHECK(!read_refusal(file));
}

/// What a database of version 1 may hold; later versions add to it.
constexpr auto held_by_version_1 = R"sql(
INSERT INTO workspace VALUES (1, 'T1');
INSERT INTO place VALUES (1, 1, 'C1');
INSERT INTO person (id, workspace, external, name) VALUES (1, 1, 'ann', 'Ann'), (2, 1, 'bob', 'Bob');
INSERT INTO source VALUES (1, 1, '0.1', 0, 0, '', 0);
INSERT INTO recognition VALUES (1, 1, 1, 2, 2, 'from long ago', 1000000, 0, NULL);
INSERT INTO tally VALUES (1, 0, 0, 1, 0, 2), (1, 0, 0, 2, 2, 0), (1, 1, 0, 1, 0, 2), (1, 1, 0, 2, 2, 0),
  (1, 2, -3, 1, 0, 2), (1, 2, -3, 2, 2, 0);
INSERT INTO outbox (id, key, errand, workspace, channel, thread, person, target, emoji, body, state, created_at,
  due_at) VALUES (1, 'note', 'post', 'T1', 'C1', '', '', '', '', '{}', 'pending', 0, 0);
)sql";

TEST_CASE("a database of every older version is brought up to date with what it holds") {
  for (auto version = 0; version < store::current_version(); ++version) {
    CAPTURE(version);
    scratch here;
    write_bytes(here.file(), "");
    {
      store::connection on(here.file(), SQLite::OPEN_READWRITE);
      if (version >= 1) {
        store::migrate(on, store::migrations().first(1));
        on.execute(held_by_version_1);
      }
      store::migrate(on, store::migrations().first(static_cast<std::size_t>(version)));
      CHECK(on.pragma("user_version") == version);
    }
    opened with(here.file());
    record_one(with);
    CHECK(with.read([](store::reader& from) { return store::wrong_pages(from); }).value().empty());
    CHECK(with.read([](store::reader& from) { return ledger::wrong_tallies(from); }).value().empty());
    CHECK(kudos_in(with).size() == (version >= 1 ? 2 : 1));
    if (version < 1) continue;
    CHECK(kudos_in(with).front() == "ann>bob 2 from long ago");
    auto put_in = [](store::unit_of_work& work) {
      return delivery::outbox(work).due("T1", at(0), 10).size();
    };
    CHECK(with.write(put_in).value() == 1);
  }
}

TEST_CASE("a database of an older version is read once it was brought up to date, and named until then") {
  scratch here;
  write_bytes(here.file(), "");
  {
    store::connection on(here.file(), SQLite::OPEN_READWRITE);
    store::migrate(on, store::migrations().first(1));
    on.execute(held_by_version_1);
  }
  auto const before = bytes_of(here.file());
  auto const why = read_refusal(here.file());
  REQUIRE(why);
  CHECK(why->code == errc::invalid_input);
  CHECK(why->detail.find("older Huzzah: let this one run once") != std::string::npos);
  CHECK(bytes_of(here.file()) == before);
  { opened with(here.file()); }
  CHECK(ledger::count_kudos(*store::reader::open(here.file()).value()) == 1);
}

TEST_CASE("a migration that fails leaves the database as it was") {
  scratch here;
  { opened with(here.file()); }
  store::connection on(here.file(), SQLite::OPEN_READWRITE);
  auto steps = std::vector(store::migrations().begin(), store::migrations().end());
  steps.push_back("CREATE TABLE addition (id INTEGER PRIMARY KEY) STRICT; SELECT nonsense");
  CHECK_THROWS_AS(store::migrate(on, steps), store::storage_failure);
  CHECK(on.pragma("user_version") == store::current_version());
  auto tables = on.select("SELECT count(*) FROM sqlite_master WHERE name = 'addition'");
  REQUIRE(tables.next());
  CHECK(tables.integer(0) == 0);
}

TEST_CASE("what is removed leaves no trace in the file") {
  scratch here;
  {
    opened with(here.file());
    auto unit = [](store::unit_of_work& work) {
      delivery::outbox(work).add(delivery::outgoing::direct("k", "T1", "bob", "a secret to forget"), at(0));
    };
    REQUIRE(with.write(std::move(unit)));
  }
  REQUIRE(bytes_of(here.file()).find("a secret to forget") != std::string::npos);
  {
    opened with(here.file());
    REQUIRE(with.write([](store::unit_of_work& work) { delivery::outbox(work).withdraw("k", at(1)); }));
  }
  CHECK(bytes_of(here.file()).find("a secret to forget") == std::string::npos);
}
