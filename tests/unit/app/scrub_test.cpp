// Bytes that SQLite leaves behind where it moves rows from one page to another: they go, and nothing else.
#include "store/scrub.hpp"
#include "store/connection.hpp"
#include "support/ledger.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <iterator>
#include <numeric>
#include <random>

using namespace huzzah;
using namespace huzzah::ledger_test;

namespace {

constexpr auto can_write = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
constexpr auto secret = std::string_view("whispered-");
constexpr std::int64_t all_pages = 1 << 20;

/// A database whose rows have come in random order and moved, and from which every third was deleted.
class worn_database {
 public:
  explicit worn_database(bool shrinks = false) : file(where.file()) {
    store::connection on(file, can_write);
    if (shrinks) on.execute("PRAGMA auto_vacuum = FULL");
    on.execute("PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON");
    on.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, words TEXT UNIQUE) STRICT; BEGIN");
    std::mt19937 dice(14);
    std::vector<std::int64_t> order(3'000);
    std::iota(order.begin(), order.end(), 1);
    std::shuffle(order.begin(), order.end(), dice);
    for (auto const id : order) {
      auto const is_secret = id % 3 == 0;
      // Long ones overflow, which is another kind of page.
      auto const length = dice() % 40 == 0 ? 9'000 : 20 + dice() % 700;
      auto const words = std::to_string(dice()) + (is_secret ? std::string(secret) : std::string("open-")) +
                         std::string(length, is_secret ? 'w' : 'o');
      on.run("INSERT INTO said (id, words) VALUES (?, ?)", id, words);
    }
    on.execute("COMMIT");
    on.run("DELETE FROM said WHERE id % 3 = 0");
    on.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    kept = rows(on);
  }

  static std::string rows(store::connection& on) {
    std::string all;
    auto found = on.select("SELECT id, words FROM said ORDER BY id");
    while (found.next())
      all += std::to_string(found.integer(0)) + ":" + found.text(1) + "\n";
    return all;
  }
  /// How often what was deleted is found in the file and its log.
  std::size_t traces() const {
    std::size_t count = 0;
    for (auto const* ending : {"", "-wal"}) {
      std::ifstream from(file.string() + ending, std::ios::binary);
      std::string const bytes{std::istreambuf_iterator<char>(from), {}};
      for (auto at = bytes.find(secret); at != std::string::npos; at = bytes.find(secret, at + 1))
        ++count;
    }
    return count;
  }
  void must_be_intact() const {
    store::connection on(file, can_write);
    {
      auto checked = on.select("PRAGMA integrity_check");
      REQUIRE(checked.next());
      CHECK(checked.text(0) == "ok");
    }
    CHECK(rows(on) == kept);
  }

  scratch where;
  fs::path file;
  std::string kept;
};

/// Scrubs in pieces of so many pages.
void scrub_all(store::connection& on, std::int64_t most) {
  for (store::scrubbed so_far; !so_far.is_last;) {
    auto const done = store::scrub_pages(on, so_far.next, most);
    REQUIRE(done);
    REQUIRE(done->next > so_far.next);
    so_far = *done;
  }
}

}  // namespace

TEST_CASE("what rows have left behind is in the file until it is scrubbed, and all other rows stay") {
  for (auto const shrinks : {false, true}) {
    CAPTURE(shrinks);
    worn_database worn(shrinks);
    REQUIRE(worn.traces() > 0);
    {
      store::connection on(worn.file, can_write);
      on.execute("PRAGMA secure_delete = ON");
      scrub_all(on, 7);
    }
    CHECK(worn.traces() == 0);
    worn.must_be_intact();
  }
}

TEST_CASE("a connection that has read the old pages writes on, and brings nothing back") {
  worn_database worn;
  store::connection on(worn.file, can_write);
  on.execute("PRAGMA secure_delete = ON");
  CHECK(worn_database::rows(on) == worn.kept);
  scrub_all(on, all_pages);
  on.run("UPDATE said SET words = words || '!' WHERE id % 5 = 1");
  on.run("UPDATE said SET words = substr(words, 1, length(words) - 1) WHERE id % 5 = 1");
  on.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  CHECK(worn.traces() == 0);
  worn.must_be_intact();
}

TEST_CASE("a reader goes on reading while pages are scrubbed; one that needs the log puts it off") {
  worn_database worn;
  store::connection on(worn.file, can_write);
  on.execute("PRAGMA secure_delete = ON");
  store::connection reader(worn.file, SQLITE_OPEN_READONLY);
  auto rows = reader.select("SELECT id, words FROM said ORDER BY id");
  std::string read;
  for (std::int64_t page = 1; rows.next(); page = page % 400 + 1) {
    read += std::to_string(rows.integer(0)) + ":" + rows.text(1) + "\n";
    REQUIRE(store::scrub_pages(on, page, 1));
  }
  CHECK(read == worn.kept);

  on.run("INSERT INTO said (id, words) VALUES (9001, 'late')");
  store::connection behind(worn.file, SQLITE_OPEN_READONLY);
  auto late = behind.select("SELECT id FROM said");
  REQUIRE(late.next());
  on.run("DELETE FROM said WHERE id = 9001");
  auto const refused = store::scrub_pages(on, 1, all_pages);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == errc::in_use);
  CHECK_FALSE(on.in_transaction());
}

TEST_CASE("a write that fails, and a kill, in the midst of it leave the database as it was") {
  for (auto const is_killed : {false, true}) {
    CAPTURE(is_killed);
    worn_database worn;
    auto const before = worn.traces();
    auto const child = ::fork();
    if (child == 0) {
      // From the middle of the file on nothing can be written: an error, or the signal that ends the process.
      ::signal(SIGXFSZ, is_killed ? SIG_DFL : SIG_IGN);  // NOLINT(cert-err33-c)
      rlimit const none{0, 0};
      ::setrlimit(RLIMIT_CORE, &none);
      store::connection on(worn.file, can_write);
      auto const half = fs::file_size(worn.file) / 2;
      rlimit const most{half, half};
      ::setrlimit(RLIMIT_FSIZE, &most);
      auto const done = store::scrub_pages(on, 1, all_pages);
      ::_exit(!done && !on.in_transaction() ? 0 : 1);
    }
    auto status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    if (is_killed)
      CHECK(WIFSIGNALED(status));
    else
      CHECK((WIFEXITED(status) && WEXITSTATUS(status) == 0));
    auto const after = worn.traces();
    CHECK(after < before);
    CHECK(after > 0);
    worn.must_be_intact();
    store::connection on(worn.file, can_write);
    scrub_all(on, all_pages);
    CHECK(worn.traces() == 0);
  }
}
