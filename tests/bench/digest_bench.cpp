// How long boards and digests take, and whether that depends on the ledger's age: the same week of 5,000
// recognitions and 500 wins at the end of ledgers of different sizes, in the same run. Prints JSON.
//
//     bench_digest FOLDER RECOGNITIONS...
#include "app/ledger/period.hpp"
#include "app/ledger/standings.hpp"
#include "app/ledger/tallies.hpp"
#include "app/people/places.hpp"
#include "chat/document.hpp"
#include "features/digests/digest.hpp"
#include "features/digests/facts.hpp"
#include "slack/message_limits.hpp"
#include "store/connection.hpp"
#include "store/database.hpp"
#include "store/reader.hpp"
#include "store/store.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <utility>
#include <vector>

namespace {

using namespace huzzah;
using namespace std::chrono_literals;

constexpr int of_the_week = 5'000;
constexpr int people = 2'000;
constexpr int runs = 15;

base::time_point const friday{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} + 16h};

digests::settings weekly() {
  digests::settings settings;
  settings.name = "weekly";
  settings.channel = "C1";
  return settings;
}

/// Fills a ledger: `size` recognitions, the last 5,000 of them within the week, the others evenly over the
/// ten years before.
void fill(store::connection& on, int size) {
  auto const from = digests::last_window(weekly(), friday).from;
  auto const last = std::to_string(friday.time_since_epoch().count());
  auto const first = std::to_string(from.time_since_epoch().count());
  auto const old = std::to_string(size - of_the_week);
  on.execute(
      "INSERT INTO workspace VALUES (1, 'T1'); INSERT INTO place VALUES (1, 1, 'C1', 1, 0, 0);"
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
      std::to_string(people) +
      ") INSERT INTO person (id, workspace, external, name) SELECT i, 1, 'U' || i, 'Person ' || i FROM n");
  on.execute(
      "CREATE TEMP TABLE one (i INTEGER PRIMARY KEY, at INTEGER);"
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
      std::to_string(size) + ") INSERT INTO one SELECT i, CASE WHEN i > " + old + " THEN " + first +
      " + (i - " + old + ") * ((" + last + " - " + first + ") / " + std::to_string(of_the_week) + ") ELSE " +
      first + " - (" + old + " - i) * (315360000000000 / " + old + ") END FROM n");
  on.execute(
      "INSERT INTO message SELECT i, 1, printf('%010d.000000', i), 0, 0, '', 0 FROM one;"
      "INSERT INTO entry (id, workspace, kind, author, audience, heard_in, text, said_at, said_on, state, "
      "receivers)"
      " SELECT i, 1, 0, 1 + i % 1999, -1, 1, 'for the help with part ' || i || ' of the release', at,"
      " at / 86400000000, 0, 1 FROM one;"
      "INSERT INTO entry_person SELECT i, 1 + (i * 7 + 3) % 2000, 0, 0, 1, 0, at, NULL FROM one;"
      "INSERT INTO value_tag VALUES (1, 'craft'), (2, 'care');"
      "INSERT INTO entry_value SELECT i, 0, 1 + i % 2 FROM one WHERE i % 3 = 0");
  // A win to ten kudos, every other one with an amount and a cheer.
  auto const behind = std::to_string(size);
  on.execute(
      "INSERT INTO message SELECT " + behind +
      " + i, 1, i || '.0', 3, 0, '', 0 FROM one WHERE i % 10 = 0;"
      "INSERT INTO entry (id, workspace, kind, author, audience, heard_in, text, said_at, said_on, state,"
      " supporters) SELECT " +
      behind +
      " + i, 1, 1, 1 + (i * 3) % 2000, -1, 1, 'sped up build ' || i || ' by 2 hours a week', at,"
      " at / 86400000000, 0, (i / 10) % 2 FROM one WHERE i % 10 = 0;"
      "INSERT INTO entry_impact SELECT id, 0, 'duration', 120, 'minutes', 'weekly', '', '2 hours a week' FROM"
      " entry WHERE kind = 1 AND supporters = 1;"
      "DROP TABLE one");
}

/// The sums that recording would have kept.
void add_tallies(store::connection& on) {
  std::map<std::int64_t, ledger::sum_change> sums;
  auto const add = [&](std::int64_t day, ledger::sum_change const& change) {
    for (auto const period : {ledger::all_time, ledger::by_month, ledger::by_week}) {
      auto const number = ledger::period_number(period, store::to_date(day));
      auto& sum = sums[ledger::sum_key(people::every_member, period, number, change.person)];
      sum.person = change.person;
      sum.received += change.received;
      sum.given += change.given;
      sum.wins += change.wins;
    }
  };
  {
    auto rows = on.select(
        "SELECT e.said_on, e.kind, e.author, ifnull(r.person, 0) FROM entry e LEFT JOIN entry_person r"
        " ON r.entry = e.id");
    while (rows.next()) {
      auto const is_win = rows.integer(1) == 1;
      add(rows.integer(0), {rows.integer(2), 0, is_win ? 0 : 1, is_win ? 1 : 0});
      if (!is_win) add(rows.integer(0), {rows.integer(3), 1, 0, 0});
    }
  }
  for (auto const& [key, sum] : sums)
    on.run("INSERT INTO tally VALUES (?, 1, ?, ?, ?, ?)", key, sum.person, sum.received, sum.given, sum.wins);
}

/// Makes a ledger of that size in a new file. What protects from a crash is left out, and the larger indexes
/// are made at the end: what is measured is reading.
void make_ledger(std::filesystem::path const& file, int size) {
  auto opened = store::open_to_write(file).value();
  auto& on = *opened.on;
  on.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000");
  std::vector<std::pair<std::string, std::string>> indexes;
  {
    auto rows = on.select(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN ('entry', 'entry_person')"
        " AND sql IS NOT NULL");
    while (rows.next())
      indexes.emplace_back(rows.text(0), rows.text(1));
  }
  for (auto const& [name, sql] : indexes)
    on.execute("DROP INDEX " + name);
  on.execute("BEGIN");
  fill(on, size);
  add_tallies(on);
  for (auto const& [name, sql] : indexes)
    on.execute(sql);
  on.execute("COMMIT; PRAGMA journal_mode = WAL");
}

using moment = std::chrono::steady_clock::time_point;

/// How long the parts of a digest take, in milliseconds.
struct parts {
  double read = 0;
  double composed = 0;
  double rendered = 0;
  double all() const { return read + composed + rendered; }
};

double ms_between(moment from, moment until) {
  return std::chrono::duration<double, std::milli>(until - from).count();
}

/// Reads, composes and renders the week's digest several times; the run of median length.
parts digest_in(store::reader& from) {
  auto const settings = weekly();
  auto const window = digests::last_window(settings, friday);
  auto const before = digests::last_window(settings, window.from - 1us);
  std::vector<parts> times;
  for (auto run = 0; run < runs; ++run) {
    auto const began = std::chrono::steady_clock::now();
    auto const facts =
        digests::read_digest(from, "T1", window, before.from, false, people::viewer::everybody(), {});
    auto const read = std::chrono::steady_clock::now();
    auto const document = digests::compose(facts, settings);
    auto const composed = std::chrono::steady_clock::now();
    auto const messages = chat::to_messages(document, slack::message_limits());
    auto const rendered = std::chrono::steady_clock::now();
    if (messages.empty() || facts.shoutouts.size() < of_the_week || facts.wins.size() < of_the_week / 10)
      throw std::runtime_error("the digest has not all of the week");
    times.push_back({ms_between(began, read), ms_between(read, composed), ms_between(composed, rendered)});
  }
  std::sort(times.begin(), times.end(), [](parts const& a, parts const& b) { return a.all() < b.all(); });
  return times[times.size() / 2];
}

/// The longest of the medians of all boards' times, in milliseconds.
double board_in(store::reader& from) {
  auto const today = std::chrono::floor<std::chrono::days>(friday.time_since_epoch());
  double longest = 0;
  for (auto const span : {ledger::period::week, ledger::period::month, ledger::period::all}) {
    std::vector<double> times;
    for (auto run = 0; run < runs; ++run) {
      auto const began = std::chrono::steady_clock::now();
      auto const board =
          ledger::board(from, "T1", span, calendar::local_date{today}, 10, people::viewer::everybody());
      times.push_back(ms_between(began, std::chrono::steady_clock::now()));
      if (board.size() != 10) throw std::runtime_error("a board with fewer than ten people");
    }
    std::sort(times.begin(), times.end());
    longest = std::max(longest, times[times.size() / 2]);
  }
  return longest;
}

void measure(std::filesystem::path const& file, int size, bool last) {
  make_ledger(file, size);
  auto from = store::reader::open(file).value();
  auto const board = board_in(*from);
  auto const digest = digest_in(*from);
  std::printf(R"({"recognitions":%d,"board_ms":%.3f,"digest_ms":%.3f,"read_ms":%.3f,"composed_ms":%.3f,)"
              R"("rendered_ms":%.3f}%s)",
              size, board, digest.all(), digest.read, digest.composed, digest.rendered, last ? "" : ",");
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  std::printf("[");
  try {
    for (auto i = 2; i < argc; ++i) {
      auto const file = std::filesystem::path(argv[1]) / (std::string(argv[i]) + ".db");
      measure(file, std::atoi(argv[i]), i + 1 == argc);
      for (auto const* ending : {"", "-wal", "-shm", ".lock"})
        std::filesystem::remove(file.string() + ending);
    }
  } catch (std::exception const& why) {
    std::fprintf(stderr, "bench_digest: %s\n", why.what());
    return 1;
  }
  std::printf("]\n");
}
