// How long it takes to read and compose a digest, and whether that depends on the ledger's age: the same week
// of 5,000 recognitions and 500 wins at the end of a ledger of 100,000 and of one of 1,000,000, in the same
// run.
//
//     cmake --preset release && cmake --build --preset release --target bench_digest
//     build/release/tests/bench_digest
#include "recognition/digest.hpp"
#include "recognition/digest_render.hpp"
#include "storage/connection.hpp"
#include "storage/database.hpp"
#include "storage/reader.hpp"
#include "storage/store.hpp"

#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <vector>

namespace {

using namespace huzzah;
using namespace std::chrono_literals;

constexpr int of_the_week = 5'000;
constexpr int people = 2'000;
constexpr int runs = 15;
constexpr double goal_ms = 50;

base::time_point const friday{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} + 16h};

recognition::digest_settings weekly() {
  recognition::digest_settings settings;
  settings.name = "weekly";
  settings.channel = "C1";
  return settings;
}

/// Fills a ledger in one transaction: `size` recognitions, the last 5,000 of them within the week, the others
/// evenly over the ten years before.
void fill(std::filesystem::path const& file, int size) {
  auto opened = storage::open_to_write(file).value();
  auto& on = *opened.on;
  auto const from = recognition::last_window(weekly(), friday).from;
  auto const last = std::to_string(friday.time_since_epoch().count());
  auto const first = std::to_string(from.time_since_epoch().count());
  auto const old = std::to_string(size - of_the_week);
  on.execute("BEGIN");
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
      "INSERT INTO source SELECT i, 1, i || '.0', 0, 0, '', 0 FROM one;"
      "INSERT INTO recognition SELECT i, i, 1 + i % 1999, 1 + (i * 7 + 3) % 2000, 1, 'for the help with part "
      "' "
      "|| i || ' of the release', at, at / 86400000000, NULL FROM one;"
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
      "INSERT INTO win_tally SELECT author, count(*), count(*) FROM win GROUP BY author");
  on.execute("COMMIT");
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
parts median_of(std::filesystem::path const& file) {
  auto from = storage::reader::open(file).value();
  auto const settings = weekly();
  auto const window = recognition::last_window(settings, friday);
  auto const before = recognition::last_window(settings, window.from - 1us);
  std::vector<parts> times;
  std::size_t shoutouts = 0;
  std::size_t wins = 0;
  for (auto run = 0; run < runs; ++run) {
    auto const began = std::chrono::steady_clock::now();
    auto const facts = from->digest("T1", window, before.from, false);
    auto const read = std::chrono::steady_clock::now();
    auto const document = recognition::compose(facts, settings);
    auto const composed = std::chrono::steady_clock::now();
    auto const messages = recognition::to_messages(document, {});
    auto const rendered = std::chrono::steady_clock::now();
    if (messages.empty()) std::printf("nothing was rendered\n");
    times.push_back({ms_between(began, read), ms_between(read, composed), ms_between(composed, rendered)});
    shoutouts = facts.shoutouts.size();
    wins = facts.wins.size();
  }
  if (shoutouts < of_the_week || wins < of_the_week / 10)
    std::printf("only %zu shoutouts and %zu wins were found\n", shoutouts, wins);
  std::sort(times.begin(), times.end(), [](parts const& a, parts const& b) { return a.all() < b.all(); });
  return times[times.size() / 2];
}

void print(char const* ledger, parts const& took) {
  std::printf("  in a ledger of %s   %6.1f ms = %.1f read + %.1f composed + %.1f rendered\n", ledger,
              took.all(), took.read, took.composed, took.rendered);
}

}  // namespace

int main() {
  auto pattern = (std::filesystem::temp_directory_path() / "huzzah-bench-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) return 1;
  std::filesystem::path const folder = pattern;
  fill(folder / "young.db", 100'000);
  fill(folder / "old.db", 1'000'000);
  auto const young = median_of(folder / "young.db");
  auto const old = median_of(folder / "old.db");
  std::printf("a digest of %d recognitions and %d wins (median of %d runs)\n", of_the_week, of_the_week / 10,
              runs);
  print("  100,000", young);
  print("1,000,000", old);
  std::printf("  the old one to the young one   %.2f\n", old.all() / young.all());
  std::printf("  the old one to the goal of %.0f ms   %.2f\n", goal_ms, old.all() / goal_ms);
  std::filesystem::remove_all(folder);
}
