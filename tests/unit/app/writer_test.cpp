#include "store/writer.hpp"
#include "app/ledger/checks.hpp"
#include "app/ledger/kudos.hpp"
#include "app/ledger/kudos_records.hpp"
#include "app/people/people.hpp"
#include "store/connection.hpp"
#include "support/ledger.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <atomic>
#include <csignal>
#include <latch>
#include <stdexcept>
#include <thread>

using namespace huzzah;
using namespace huzzah::ledger_test;

namespace {

using lines = std::vector<std::string>;

/// A unit that records a kudos for somebody.
auto recording(std::string ts) {
  return [ts](store::unit_of_work& work) {
    auto const said = says(ledger::kudos_source::message(message_at(ts)), as_posted, {to("bob", 1, ts)});
    ledger::kudos_ledger(work).settle(said);
  };
}

/// Holds the writer until everything else is waiting.
class gate {
 public:
  auto unit() {
    return [this](store::unit_of_work&) {
      is_reached_ = true;
      is_reached_.notify_one();
      open_.wait();
    };
  }
  void open() { open_.count_down(); }
  /// Until the writer waits here, so that nothing that begins now is in the same batch.
  void wait_until_reached() const { is_reached_.wait(false); }

 private:
  std::latch open_{1};
  std::atomic<bool> is_reached_ = false;
};

/// Keeps this process from making any file larger than `bytes` while it lives.
class file_size_limit {
 public:
  explicit file_size_limit(std::uintmax_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    auto const lower = rlimit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &lower);
  }
  file_size_limit(file_size_limit const&) = delete;
  file_size_limit& operator=(file_size_limit const&) = delete;
  ~file_size_limit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  void (*handler_)(int);
  rlimit before_{};
};

/// What `begin` begins has all of it come together, behind a unit that waits meanwhile.
template <class Begin>
void run_together(opened& with, Begin begin) {
  gate closed;
  std::optional<result<>> first;
  with.begin(closed.unit(), first);
  with.io.poll();
  closed.wait_until_reached();
  begin();
  with.io.poll();
  closed.open();
  run(with.io);
}

/// A unit that returns an error, having changed something or not.
auto refused(bool changes) {
  return [changes](store::unit_of_work& work) -> result<> {
    if (changes) recording("2")(work);
    return error(errc::invalid_input, "not this");
  };
}

}  // namespace

TEST_CASE("units that wait together are committed together, in the order of the calls") {
  scratch here;
  opened with(here.file());
  gate closed;
  std::optional<result<>> first;
  std::vector<std::optional<result<>>> others(20);
  with.begin(closed.unit(), first);
  while (with.io.poll_one() != 0) {
  }
  closed.wait_until_reached();
  for (std::size_t i = 0; i < others.size(); ++i)
    with.begin(recording(std::to_string(10 + i)), others[i]);
  with.io.poll();
  CHECK(!others.front());
  closed.open();
  run(with.io);

  for (auto const& one : others)
    CHECK(one->has_value());
  auto const stats = with.store->stats();
  CHECK(stats.commits <= 2);
  CHECK(stats.units == 21);
  CHECK(stats.largest_batch >= 20);
  auto const kudos = kudos_in(with);
  CHECK(kudos.size() == 20);
  CHECK(std::is_sorted(kudos.begin(), kudos.end()));
}

TEST_CASE("whoever comes alone behind a crowd waits for nobody else") {
  scratch here;
  opened with(here.file());
  std::vector<std::optional<result<>>> crowd(4);
  run_together(with, [&] {
    for (std::size_t i = 0; i < crowd.size(); ++i)
      with.begin(recording(std::to_string(10 + i)), crowd[i]);
  });
  REQUIRE(with.store->stats().largest_batch > 1);
  for (auto const* alone : {"20", "21"}) {
    std::optional<result<>> done;
    with.begin(recording(alone), done);
    run(with.io);
    CHECK(done->has_value());
  }
  CHECK(kudos_in(with).size() == 6);
}

TEST_CASE("a batch has a bound, and what is beyond it waits for the next") {
  scratch here;
  store::open_options options;
  options.largest_batch = 8;
  opened with(here.file(), options);
  gate closed;
  std::optional<result<>> first;
  std::vector<std::optional<result<>>> others(50);
  with.begin(closed.unit(), first);
  with.io.poll();
  closed.wait_until_reached();
  for (std::size_t i = 0; i < others.size(); ++i)
    with.begin(recording(std::to_string(10 + i)), others[i]);
  with.io.poll();
  closed.open();
  run(with.io);

  auto const stats = with.store->stats();
  CHECK(stats.largest_batch == 8);
  CHECK(stats.units == 51);
  CHECK(stats.commits >= 7);
  auto const kudos = kudos_in(with);
  CHECK(kudos.size() == 50);
  CHECK(std::is_sorted(kudos.begin(), kudos.end()));
}

TEST_CASE("a unit that fails or throws is undone alone") {
  scratch here;
  opened with(here.file());
  gate closed;
  std::optional<result<>> first;
  std::optional<result<>> before;
  std::optional<result<int>> failing;
  std::optional<result<int>> throwing;
  std::optional<result<>> after;
  with.begin(closed.unit(), first);
  with.io.poll();
  closed.wait_until_reached();
  with.begin(recording("1"), before);
  with.begin(
      [](store::unit_of_work& work) -> result<int> {
        recording("2")(work);
        return error(errc::invalid_input, "not this");
      },
      failing);
  auto thrown = std::string();
  auto bug = [](store::unit_of_work& work) -> int {
    recording("3")(work);
    throw std::logic_error("a bug");
  };
  asio::co_spawn(with.io, keep(with.store->write(std::move(bug)), throwing), [&](std::exception_ptr what) {
    try {
      if (what) std::rethrow_exception(what);
    } catch (std::logic_error const& failure) {
      thrown = failure.what();
    }
  });
  with.begin(recording("4"), after);
  with.io.poll();
  closed.open();
  run(with.io);

  CHECK(before->has_value());
  CHECK(after->has_value());
  CHECK(failing->error().code == errc::invalid_input);
  CHECK(thrown == "a bug");
  CHECK(kudos_in(with) == lines{"ann>bob 1 1", "ann>bob 1 4"});
  CHECK(with.store->stats().failed_units == 2);
}

TEST_CASE("units beside one that is undone may run again, but not beside one that has changed nothing") {
  for (bool const changes : {false, true}) {
    CAPTURE(changes);
    scratch here;
    opened with(here.file());
    std::optional<result<>> counted;
    std::optional<result<>> failing;
    auto runs = 0;
    auto counting = [&runs](store::unit_of_work& work) {
      ++runs;
      recording("1")(work);
    };
    run_together(with, [&] {
      with.begin(counting, counted);
      with.begin(refused(changes), failing);
    });
    CHECK(counted->has_value());
    CHECK_FALSE(failing->has_value());
    CHECK(runs == (changes ? 2 : 1));
    CHECK(kudos_in(with) == lines{"ann>bob 1 1"});
  }
}

TEST_CASE("a bug that shows only once does not come out") {
  scratch here;
  opened with(here.file());
  std::optional<result<>> shaky;
  std::optional<result<>> failing;
  auto runs = 0;
  auto fails_once = [&runs](store::unit_of_work& work) {
    if (++runs == 1) throw std::logic_error("not yet");
    recording("1")(work);
  };
  run_together(with, [&] {
    with.begin(fails_once, shaky);
    with.begin(refused(true), failing);
  });
  CHECK(shaky->has_value());
  CHECK(kudos_in(with) == lines{"ann>bob 1 1"});
}

TEST_CASE("who was met in a unit that is undone is nobody's number afterwards") {
  scratch here;
  opened with(here.file());
  auto failing = [](store::unit_of_work& work) -> result<> {
    people::people(work).upsert("T1", "ann", "Ann", "");
    return error(errc::invalid_input, "not this");
  };
  CHECK_FALSE(with.write(std::move(failing)).has_value());
  auto meeting = [](store::unit_of_work& work) {
    people::people(work).upsert("T1", "bob", "Bob", "");  // who may have the number now
    people::people(work).upsert("T1", "ann", "Ann", "");
    return people::people(work).name_of("T1", "bob") + " " + people::people(work).name_of("T1", "ann");
  };
  CHECK(with.write(std::move(meeting)).value() == "Bob Ann");
}

TEST_CASE("what waits for a commit runs once after it, outside of it, and not for a unit that is undone") {
  scratch here;
  opened with(here.file());
  // Read here only once the writer has handed the unit back.
  std::vector<std::string> ran;
  auto const after = [&ran](store::connection& on, std::string what) {
    on.after_commit([&ran, what](store::connection& committed) {
      ran.push_back(what + (committed.in_transaction() ? " within" : " after"));
    });
  };
  gate held;
  std::optional<result<>> nothing;
  std::optional<result<>> undone;
  std::optional<result<>> kept;
  with.begin(held.unit(), nothing);
  auto failing = [&after](store::unit_of_work& work) -> result<> {
    people::people(work).upsert("T1", "ann", "Ann", "");
    after(work, "undone");
    return error(errc::invalid_input, "not this");
  };
  with.begin(std::move(failing), undone);
  with.begin([&after](store::unit_of_work& work) -> result<> { return after(work, "kept"), result<>(); },
             kept);
  held.open();
  run(with.io);
  CHECK_FALSE(undone->has_value());
  CHECK(kept->has_value());
  CHECK(ran == std::vector<std::string>{"kept after"});
  CHECK(with.write([](store::unit_of_work&) {}).has_value());
  CHECK(ran.size() == 1);
}

TEST_CASE("a unit gives back what its function returns") {
  scratch here;
  opened with(here.file());
  CHECK(with.write([](store::unit_of_work&) { return std::make_unique<int>(3); }).value().operator*() == 3);
  CHECK(with.write([](store::unit_of_work&) -> result<std::string> { return std::string("well"); }).value() ==
        "well");
  CHECK(with.write([](store::unit_of_work&) {}).has_value());
  CHECK(with.read([](store::reader&) -> result<> { return error(errc::not_found, "none"); }).error().code ==
        errc::not_found);
}

TEST_CASE("when the commit fails, no unit of the batch has succeeded and nothing of it is kept") {
  scratch here;
  auto database = std::move(store::open_to_write(here.file()).value());
  auto& on = *database.on;
  store::writer writes(std::move(database));
  auto const breaking = [&on](store::unit_of_work&) {
    on.execute("PRAGMA defer_foreign_keys = ON");  // so that it is the commit that finds out
    on.execute("INSERT INTO place (workspace, external) VALUES (999, 'nowhere')");
  };
  store::detail::job_of<decltype(recording("1")), store::unit_of_work> one(recording("1"));
  store::detail::job_of<decltype(breaking), store::unit_of_work> two(breaking);
  std::vector<store::writer::job*> batch{&one, &two};
  writes.commit(batch);

  CHECK(one.take().error().code == errc::broken_rule);
  CHECK(two.take().error().code == errc::broken_rule);
  CHECK(writes.stats().commits == 0);

  store::detail::job_of<decltype(recording("1")), store::unit_of_work> again(recording("1"));
  batch = {&again};
  writes.commit(batch);
  CHECK(again.take().has_value());
  CHECK(ledger::count_kudos(*store::reader::open(here.file()).value()) == 1);
}

TEST_CASE("a disk that fails under the commit fails its units, and work goes on when it is mended") {
  scratch here;
  opened with(here.file());
  REQUIRE(with.write(recording("1")));
  auto log = here.file();
  log += "-wal";
  {
    file_size_limit const tight(fs::file_size(log) + 100);
    auto const failed = with.write(recording("2"));
    REQUIRE(!failed);
    CHECK((failed.error().code == errc::io_failed || failed.error().code == errc::storage_full));
    CHECK(failed.error().detail.find(here.file().string()) != std::string::npos);
  }
  CHECK(kudos_in(with) == lines{"ann>bob 1 1"});
  CHECK(with.write(recording("2")));
  CHECK(kudos_in(with) == lines{"ann>bob 1 1", "ann>bob 1 2"});
}

TEST_CASE("a full database refuses what does not fit and keeps what is there") {
  scratch here;
  store::open_options options;
  options.largest_size = 96;
  opened with(here.file(), options);
  auto refused = std::optional<error>();
  auto accepted = std::size_t{0};
  for (auto i = 0; i < 200 && !refused; ++i) {
    auto unit = [i](store::unit_of_work& work) {
      auto const said = says(ledger::kudos_source::message(message_at(std::to_string(i))), as_posted,
                             {to("bob", 1, std::string(2000, 'x'))});
      ledger::kudos_ledger(work).settle(said);
    };
    if (auto done = with.write(std::move(unit)); done) {
      ++accepted;
    } else {
      refused = done.error();
    }
  }
  REQUIRE(refused);
  CHECK(refused->code == errc::storage_full);
  CHECK(kudos_in(with).size() == accepted);
  CHECK(with.read([](store::reader& from) { return ledger::wrong_tallies(from); }).value().empty());
}

TEST_CASE("readers see what is committed while the writer is at work on more") {
  scratch here;
  opened with(here.file());
  REQUIRE(with.write(recording("1")));
  gate closed;
  std::optional<result<>> writing;
  with.begin(
      [&closed](store::unit_of_work& work) {
        recording("2")(work);
        closed.unit()(work);
      },
      writing);
  with.io.restart();
  std::optional<result<lines>> seen;
  auto query = [](store::reader& from) { return standing_kudos(from); };
  asio::co_spawn(with.io, keep(with.store->read(std::move(query)), seen), rethrow());
  while (!seen)
    with.io.run_one();
  CHECK(seen->value() == lines{"ann>bob 1 1"});
  CHECK(!writing);
  closed.open();
  run(with.io);
  CHECK(kudos_in(with) == lines{"ann>bob 1 1", "ann>bob 1 2"});
}

TEST_CASE("closing finishes the writes that wait, and later ones are cancelled") {
  scratch here;
  opened with(here.file());
  std::vector<std::optional<result<>>> writes(10);
  for (std::size_t i = 0; i < writes.size(); ++i)
    with.begin(recording(std::to_string(10 + i)), writes[i]);
  asio::co_spawn(with.io, with.store->close(), rethrow());
  run(with.io);

  for (auto const& one : writes)
    CHECK(one->has_value());
  CHECK(with.write(recording("99")).error().code == errc::cancelled);
  CHECK(with.read([](store::reader& from) { return ledger::count_kudos(from); }).error().code ==
        errc::cancelled);
  CHECK(!fs::exists(here.file().string() + "-wal"));
  CHECK(ledger::count_kudos(*store::reader::open(here.file()).value()) == 10);
}

TEST_CASE("a store that is dropped without being closed has committed what waited") {
  scratch here;
  asio::io_context io;
  std::vector<std::optional<result<>>> writes(10);
  {
    auto store = std::move(store::store::open(here.file(), io.get_executor()).value());
    for (std::size_t i = 0; i < writes.size(); ++i) {
      asio::co_spawn(io, keep(store->write(recording(std::to_string(10 + i))), writes[i]), rethrow());
    }
    io.poll();
  }
  CHECK(ledger::count_kudos(*store::reader::open(here.file()).value()) == 10);
  run(io);
  for (auto const& one : writes)
    CHECK(one->has_value());
}
