// What the tests of storage share: a folder of their own, a store with its I/O thread, and kudos to record.
#pragma once

#include "app/ledger/checks.hpp"
#include "app/ledger/kudos.hpp"
#include "app/ledger/kudos_records.hpp"
#include "app/ledger/wins.hpp"
#include "app/people/people.hpp"
#include "store/reader.hpp"
#include "store/store.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace huzzah {

/// For doctest, which shows what a failed check had.
inline std::ostream& operator<<(std::ostream& out, error const& failure) {
  return out << to_string(failure);
}

}  // namespace huzzah

namespace huzzah::ledger_test {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

/// A folder that is gone after the test.
class scratch {
 public:
  scratch() {
    auto name = (fs::temp_directory_path() / "huzzah-storage-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    folder = name;
  }
  scratch(scratch const&) = delete;
  scratch& operator=(scratch const&) = delete;
  ~scratch() {
    std::error_code ignored;
    fs::permissions(folder, fs::perms::owner_all, ignored);
    fs::remove_all(folder, ignored);
  }

  fs::path folder;
  fs::path file() const { return folder / "huzzah.db"; }
};

inline std::string bytes_of(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

template <class T>
awaitable<> keep(awaitable<T> what, std::optional<T>& into) {
  into.emplace(co_await std::move(what));
}

/// Waits for what was spawned before; throws what a coroutine threw.
inline void run(asio::io_context& io) {
  io.restart();
  io.run();
}

inline auto rethrow() {
  return [](std::exception_ptr thrown) {
    if (thrown) std::rethrow_exception(thrown);
  };
}

/// A store, its I/O context, and writes and reads that are waited for.
class opened {
 public:
  explicit opened(fs::path const& file, store::open_options const& options = {}) {
    store = std::move(store::store::open(file, io.get_executor(), options).value());
  }
  opened(opened const&) = delete;
  opened& operator=(opened const&) = delete;
  ~opened() {
    if (store) close();
  }

  template <class F>
  auto write(F unit) {
    return finished(store->write(std::move(unit)));
  }
  template <class F>
  auto read(F query) {
    return finished(store->read(std::move(query)));
  }
  void close() {
    asio::co_spawn(io, store->close(), rethrow());
    run(io);
    store.reset();
  }

  /// Starts a write without waiting for it.
  template <class F, class T>
  void begin(F unit, std::optional<T>& into) {
    asio::co_spawn(io, keep(store->write(std::move(unit)), into), rethrow());
  }

  asio::io_context io;
  std::unique_ptr<store::store> store;

 private:
  template <class T>
  T finished(awaitable<T> what) {
    std::optional<T> done;
    asio::co_spawn(io, keep(std::move(what), done), rethrow());
    run(io);
    return std::move(*done);
  }
};

/// The tallies follow from the ledger, and the file is whole.
inline bool adds_up(opened& with) {
  return with.read([](store::reader& from) { return ledger::wrong_tallies(from); }).value().empty() &&
         with.read([](store::reader& from) { return store::wrong_pages(from); }).value().empty();
}

/// Seconds after noon, UTC, of 21 November 2026, a Saturday.
inline base::time_point at(int seconds) {
  return base::time_point{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21} + 12h} +
         std::chrono::seconds(seconds);
}

inline calendar::local_date const today{std::chrono::local_days{std::chrono::year{2026} / 11 / 21}};
inline base::time_point const as_posted{};

inline chat::message_ref message_at(std::string ts) {
  return {"T1", "C1", std::move(ts)};
}

inline ledger::candidate to(std::string receiver, int amount = 1, std::string reason = "the help",
                            std::vector<std::string> values = {}) {
  return {std::move(receiver), amount, std::move(reason), std::move(values)};
}

/// The same, said where every full member reads.
inline ledger::kudos_statement openly(ledger::kudos_statement said) {
  said.heard_by = people::reach::everybody;
  return said;
}
inline ledger::win_statement openly(ledger::win_statement said) {
  said.heard_by = people::reach::everybody;
  return said;
}

/// A statement of Ann's, where every full member reads.
inline ledger::kudos_statement says(ledger::kudos_source said, base::time_point revision,
                                    std::vector<ledger::candidate> gives) {
  return openly({std::move(said), "ann", revision, at(0), today, std::move(gives)});
}

/// "ann>bob 2 the help #team" for each standing kudos, in the order in which they were recorded.
inline std::vector<std::string> standing_kudos(store::reader& from) {
  std::vector<std::string> lines;
  ledger::for_each_recognition(from, [&](ledger::recognition_record const& one) {
    if (one.retracted_at) return true;
    auto line = one.giver + ">" + one.receiver + " " + std::to_string(one.amount) + " " + one.reason;
    for (auto const& value : one.values)
      line += " #" + value;
    lines.push_back(std::move(line));
    return true;
  });
  return lines;
}

inline std::vector<std::string> kudos_in(opened& with) {
  return with.read([](store::reader& from) { return standing_kudos(from); }).value();
}

}  // namespace huzzah::ledger_test
