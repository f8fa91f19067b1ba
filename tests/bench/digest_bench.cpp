// How long boards and digests take, and whether that depends on the ledger's age: the same week of 5,000
// recognitions and 500 wins at the end of ledgers of different sizes, in the same run. Prints JSON.
//
//     bench_digest FOLDER RECOGNITIONS...
#include "recognition/digest.hpp"
#include "recognition/digest_render.hpp"
#include "recognition/period.hpp"
#include "storage/connection.hpp"
#include "storage/database.hpp"
#include "storage/reader.hpp"
#include "storage/store.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
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

recognition::digest_settings weekly() {
  recognition::digest_settings settings;
  settings.name = "weekly";
  settings.channel = "C1";
  return settings;
}

/// Fills a ledger: `size` recognitions, the last 5,000 of them within the week, the others evenly over the
/// ten years before.
void fill(storage::connection& on, int size) {
  auto const from = recognition::last_window(weekly(), friday).from;
  auto const last = std::to_string(friday.time_since_epoch().count());
  auto const first = std::to_string(from.time_since_epoch().count());
  auto const old = std::to_string(size - of_the_week);
  on.execute(
      "INSERT INTO workspace VALUES (1, 'T1'); INSERT INTO place VALUES (1, 1, 'C1');"
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
      "INSERT INTO source SELECT i, 1, printf('%010d.000000', i), 0, 0, '', 0 FROM one;"
      "INSERT INTO recognition SELECT i, i, 1 + i % 1999, 1 + (i * 7 + 3) % 2000, 1,"
      " 'for the help with part ' || i || ' of the release', at, at / 86400000000, NULL FROM one;"
      "INSERT INTO value_tag VALUES (1, 'craft'), (2, 'care');"
      "INSERT INTO recognition_value SELECT i, 1 + i % 2 FROM one WHERE i % 3 = 0");
  // A win to ten kudos, every other one with an amount and a cheer.
  on.execute(
      "INSERT INTO win (id, place, ts, mark, author, text, revision, said_at, said_on, shared, readable, "
      "cheers)"
      " SELECT i, 1, i || '.0', '', 1 + (i * 3) % 2000, 'sped up build ' || i || ' by 2 hours a week', 0, at,"
      " at / 86400000000, 1, 1, (i / 10) % 2 FROM one WHERE i % 10 = 0;"
      "INSERT INTO win_impact SELECT id, 0, 'duration', 120, 'minutes', 'weekly', '', '2 hours a week' FROM "
      "win"
      " WHERE cheers = 1;"
      "INSERT INTO win_tally SELECT author, count(*), count(*) FROM win GROUP BY author;"
      "DROP TABLE one");
}

/// The sums of one kind of period, for rows that come in the order of time.
class summing {
 public:
  summing(storage::connection& on, int number, recognition::period span)
      : on_(on), number_(number), span_(span) {}

  void add(calendar::local_date day, std::size_t giver, std::size_t receiver) {
    auto const start =
        span_ == recognition::period::all ? 0 : storage::to_integer(recognition::period_start(span_, day));
    if (start != start_) write();
    start_ = start;
    ++sums_[giver].second;
    ++sums_[receiver].first;
  }

  void write() {
    for (std::size_t person = 0; person < sums_.size(); ++person)
      if (auto const [received, given] = sums_[person]; received + given > 0)
        on_.run("INSERT INTO tally VALUES (1, ?, ?, ?, ?, ?)", number_, start_, static_cast<int>(person),
                received, given);
    std::fill(sums_.begin(), sums_.end(), std::pair(0, 0));
  }

 private:
  storage::connection& on_;
  int number_;
  recognition::period span_;
  std::int64_t start_ = 0;
  std::vector<std::pair<int, int>> sums_ = std::vector<std::pair<int, int>>(people + 1);
};

/// The sums that recording would have kept.
void add_tallies(storage::connection& on) {
  std::array all{summing(on, 0, recognition::period::all), summing(on, 1, recognition::period::month),
                 summing(on, 2, recognition::period::week)};
  auto rows = on.select("SELECT given_on, giver, receiver FROM recognition ORDER BY id");
  while (rows.next())
    for (auto& one : all)
      one.add(storage::to_date(rows.integer(0)), static_cast<std::size_t>(rows.integer(1)),
              static_cast<std::size_t>(rows.integer(2)));
  for (auto& one : all)
    one.write();
}

/// Makes a ledger of that size in a new file. What protects from a crash is left out, and the larger indexes
/// are made at the end: what is measured is reading.
void make_ledger(std::filesystem::path const& file, int size) {
  auto opened = storage::open_to_write(file).value();
  auto& on = *opened.on;
  on.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000");
  std::vector<std::pair<std::string, std::string>> indexes;
  {
    auto rows = on.select(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'recognition'"
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
parts digest_in(storage::reader& from) {
  auto const settings = weekly();
  auto const window = recognition::last_window(settings, friday);
  auto const before = recognition::last_window(settings, window.from - 1us);
  std::vector<parts> times;
  for (auto run = 0; run < runs; ++run) {
    auto const began = std::chrono::steady_clock::now();
    auto const facts = from.digest("T1", window, before.from, false);
    auto const read = std::chrono::steady_clock::now();
    auto const document = recognition::compose(facts, settings);
    auto const composed = std::chrono::steady_clock::now();
    auto const messages = recognition::to_messages(document, {});
    auto const rendered = std::chrono::steady_clock::now();
    if (messages.empty() || facts.shoutouts.size() < of_the_week || facts.wins.size() < of_the_week / 10)
      throw std::runtime_error("the digest has not all of the week");
    times.push_back({ms_between(began, read), ms_between(read, composed), ms_between(composed, rendered)});
  }
  std::sort(times.begin(), times.end(), [](parts const& a, parts const& b) { return a.all() < b.all(); });
  return times[times.size() / 2];
}

/// The longest of the medians of all boards' times, in milliseconds.
double board_in(storage::reader& from) {
  auto const today = std::chrono::floor<std::chrono::days>(friday.time_since_epoch());
  double longest = 0;
  for (auto const span : {recognition::period::week, recognition::period::month, recognition::period::all}) {
    std::vector<double> times;
    for (auto run = 0; run < runs; ++run) {
      auto const began = std::chrono::steady_clock::now();
      auto const board = from.board("T1", span, calendar::local_date{today}, 10);
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
  auto from = storage::reader::open(file).value();
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
