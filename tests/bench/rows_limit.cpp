// bench_rows: the least that keeping kudos can cost. Inserts the rows of a kudos into two bare tables, so
// many in a commit, with synchronous=FULL, and tells how many kudos that makes a second and how many bytes
// each.
//
//     bench_rows FILE KUDOS IN_A_COMMIT
#include "bench/load/talk.hpp"

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

using huzzah::bench::reasons;

/// A database of the C interface: nothing between.
class bare {
 public:
  explicit bare(char const* file) { require(sqlite3_open(file, &on_)); }
  ~bare() { sqlite3_close(on_); }
  bare(bare const&) = delete;
  bare& operator=(bare const&) = delete;

  void run(char const* sql) { require(sqlite3_exec(on_, sql, nullptr, nullptr, nullptr)); }

  sqlite3_stmt* prepare(char const* sql) {
    sqlite3_stmt* made = nullptr;
    require(sqlite3_prepare_v3(on_, sql, -1, SQLITE_PREPARE_PERSISTENT, &made, nullptr));
    return made;
  }

  void insert(sqlite3_stmt* statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(on_));
    sqlite3_reset(statement);
  }

 private:
  void require(int code) {
    if (code != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(on_));
  }
  sqlite3* on_ = nullptr;
};

void bind(sqlite3_stmt* to, int place, std::string_view text) {
  sqlite3_bind_text(to, place, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}

double fill(bare& on, std::int64_t kudos, std::int64_t in_a_commit) {
  on.run(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
      "CREATE TABLE message (id INTEGER PRIMARY KEY, place INTEGER, external TEXT, way INTEGER, actor "
      "INTEGER,"
      " mark TEXT, revision INTEGER) STRICT;"
      "CREATE TABLE entry (id INTEGER PRIMARY KEY, workspace INTEGER, kind INTEGER, author INTEGER, audience"
      " INTEGER, heard_in INTEGER, text TEXT, said_at INTEGER, said_on INTEGER, state INTEGER) STRICT;"
      "CREATE TABLE entry_person (entry INTEGER, person INTEGER, role INTEGER, line INTEGER, amount INTEGER,"
      " state INTEGER, said_at INTEGER, PRIMARY KEY (entry, person, role)) STRICT, WITHOUT ROWID");
  auto* const message = on.prepare("INSERT INTO message VALUES (?, ?, ?, 0, 0, '', 0)");
  auto* const entry = on.prepare("INSERT INTO entry VALUES (?, 1, 0, ?, -1, ?, ?, ?, 20782, 0)");
  auto* const receiver = on.prepare("INSERT INTO entry_person VALUES (?, ?, 0, 0, 1, 0, ?)");
  auto const began = std::chrono::steady_clock::now();
  for (std::int64_t i = 0; i < kudos; ++i) {
    if (i % in_a_commit == 0) on.run("BEGIN IMMEDIATE");
    auto const at = 1'795'000'000'000'000 + i * 137;
    auto const digits = std::to_string(at);
    auto const ts = digits.substr(0, 10) + "." + digits.substr(10);
    sqlite3_bind_int64(message, 1, i + 1);
    sqlite3_bind_int64(message, 2, 1 + i % 8);
    bind(message, 3, ts);
    on.insert(message);
    sqlite3_bind_int64(entry, 1, i + 1);
    sqlite3_bind_int64(entry, 2, 1 + i % 40);
    sqlite3_bind_int64(entry, 3, 1 + i % 8);
    bind(entry, 4, reasons[static_cast<std::size_t>(i) % reasons.size()]);
    sqlite3_bind_int64(entry, 5, at);
    on.insert(entry);
    sqlite3_bind_int64(receiver, 1, i + 1);
    sqlite3_bind_int64(receiver, 2, 1 + (i * 7 + 3) % 40);
    sqlite3_bind_int64(receiver, 3, at);
    on.insert(receiver);
    if (i % in_a_commit == in_a_commit - 1 || i == kudos - 1) on.run("COMMIT");
  }
  std::chrono::duration<double> const took = std::chrono::steady_clock::now() - began;
  sqlite3_finalize(message);
  sqlite3_finalize(entry);
  sqlite3_finalize(receiver);
  on.run("PRAGMA wal_checkpoint(TRUNCATE)");
  return took.count();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  auto const kudos = std::atoll(argv[2]);
  try {
    bare on(argv[1]);
    auto const seconds = fill(on, kudos, std::atoll(argv[3]));
    std::printf("{\"per_second\":%.1f,\"bytes\":%.1f}\n", static_cast<double>(kudos) / seconds,
                static_cast<double>(std::filesystem::file_size(argv[1])) / static_cast<double>(kudos));
  } catch (std::exception const& why) {
    std::fprintf(stderr, "bench_rows: %s\n", why.what());
    return 1;
  }
}
