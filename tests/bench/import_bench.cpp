// How many messages of a workspace export are imported in a second, from a folder and from a zip file; beside
// it what the machine could do at best: looking once at every byte, and reading alone.
//
//     cmake --preset release && cmake --build --preset release --target bench_import
//     build/release/tests/bench_import [MESSAGES]
#include "bench/slack_export.hpp"
#include "bot/commands/importer.hpp"
#include "slack/export_archive.hpp"

#include <sys/resource.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_future.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <functional>

namespace {

using namespace huzzah;
namespace fs = std::filesystem;

constexpr double goal = 100'000;  // messages a second

double seconds(std::function<void()> const& what) {
  auto const begin = std::chrono::steady_clock::now();
  what();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// The most memory that this process ever had, in MB.
double peak_memory() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_maxrss) / 1024;
}

/// Every file of an export, one after the other.
void each_file(fs::path const& from, std::function<void(char const*, std::size_t)> const& look) {
  auto const archive = slack::export_archive::open(from).value();
  std::string bytes;
  for (std::size_t i = 0; i < archive->entries().size(); ++i)
    look(bytes.data(), archive->read(i, bytes, 0).value());
}

bench::export_facts facts;

void print(char const* what, double took) {
  auto const rate = static_cast<double>(facts.messages) / took;
  std::printf("  %-34s %10.0f messages/s  %7.0f MB/s\n", what, rate,
              static_cast<double>(facts.bytes) / took / 1e6);
}

void import_all(fs::path const& from, fs::path const& database) {
  asio::io_context io;
  auto const store = store::store::open(database, io.get_executor()).value();
  auto const reader = slack::export_reader::open(from, {}).value();
  imports::options const options;
  bot::commands::importer import(io.get_executor(), *store, *reader, options);
  auto done = asio::co_spawn(io, import.run([](bot::commands::import_standing const&) {}), asio::use_future);
  io.run();
  done.get().value();
  if (import.report().outcome.kudos != facts.kudos && import.report().outcome.known != facts.kudos)
    std::printf("  WRONG: %zu kudos recorded of %zu\n", import.report().outcome.kudos, facts.kudos);
  asio::co_spawn(io, store->close(), asio::detached);
  io.restart();
  io.run();
}

void measure(char const* name, fs::path const& from, fs::path const& folder) {
  std::printf("\n%s\n", name);
  std::size_t found = 0;
  auto reading = seconds([&] { each_file(from, [](char const*, std::size_t) {}); });
  auto const looking = seconds([&] {
    each_file(from, [&](char const* bytes, std::size_t size) {
      found += std::memchr(bytes, '\x01', size) != nullptr;
    });
  });
  print("reading alone", reading);
  print("and one memchr over all", looking);
  auto const parsing = seconds([&] {
    auto const reader = slack::export_reader::open(from, {}).value();
    while (auto const* message = reader->next())
      found += message->names_people() || imports::reader::may_state_win(message->text);
  });
  print("and parsing", parsing);
  auto const database = folder / (std::string(name) + ".db");
  auto const importing = seconds([&] { import_all(from, database); });
  print("imported, recorded and committed", importing);
  auto const again = seconds([&] { import_all(from, database); });
  print("the same again: nothing new", again);
  auto const rate = static_cast<double>(facts.messages) / importing;
  std::printf("  %.1f times the goal of %.0f messages/s; %.0f %% of reading alone; peak memory %.0f MB\n",
              rate / goal, goal, 100 * reading / importing, peak_memory());
}

}  // namespace

int main(int argc, char** argv) {
  auto pattern = (fs::temp_directory_path() / "huzzah-bench-XXXXXX").string();
  fs::path const folder = mkdtemp(pattern.data());
  auto const messages = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 500'000;
  facts = bench::write_export(folder / "export", messages);
  bench::zip_folder(folder / "export", folder / "export.zip");
  std::printf("%zu messages, %zu of them kudos, %.0f MB, zipped %.0f MB\n", facts.messages, facts.kudos,
              static_cast<double>(facts.bytes) / 1e6,
              static_cast<double>(fs::file_size(folder / "export.zip")) / 1e6);
  measure("folder", folder / "export", folder);
  measure("zip", folder / "export.zip", folder);
  fs::remove_all(folder);
}
