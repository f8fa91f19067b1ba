// Erasing while the ledger is used: in slices, over crashes, to the last byte, without ever holding up
// others.
#include "app/ledger/erasing.hpp"
#include "app/delivery/outbox.hpp"
#include "app/ledger/eraser.hpp"
#include "app/ledger/own_record.hpp"
#include "app/ledger/retention.hpp"
#include "app/ledger/standings.hpp"
#include "app/ledger/win_views.hpp"
#include "store/connection.hpp"
#include "support/dying_child.hpp"
#include "support/ledger.hpp"
#include "support/show_result.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

using namespace huzzah;
using namespace huzzah::ledger_test;
using huzzah::test::dies_at;

namespace {

constexpr auto zelda = "U0ZELDA";

/// So many kudos among a thousand people, one of whom is Zelda: she gave and received one in a hundred, and
/// is mentioned in one of a thousand others.
void fill(store::unit_of_work& work, std::int64_t kudos) {
  store::connection& on = work;
  people::people(work).upsert("T1", zelda, "Zelda Quux", "");
  people::places(work).learn("T1", "C1", people::reach::everybody);
  on.run("INSERT INTO place (workspace, external, reach) VALUES (1, 'C1', 3) ON CONFLICT DO NOTHING");
  on.run(
      "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
      " INSERT INTO person (id, workspace, external, name) SELECT i, 1, 'U' || i, 'Person ' || i FROM n");
  on.run(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)"
      " INSERT INTO message (id, place, external, way, actor, mark, revision)"
      " SELECT i, (SELECT min(id) FROM place WHERE external = 'C1'), i || '.5', 0, 0, '', 0 FROM n",
      kudos);
  on.run(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)"
      " INSERT INTO entry (id, workspace, kind, author, audience, heard_in, text, said_at, said_on, state,"
      " receivers) SELECT i, 1, 0, iif(i % 100 = 1, 1, 2 + i % 999), -1, (SELECT min(id) FROM place WHERE"
      " external = 'C1'), iif(i % 100 = 1, 'the marmalade ' || i, iif(i % 1000 = 7, 'with <@U0ZELDA>', 'the "
      "help"
      " with ' || i)), i, 20000, 0, 1 FROM n",
      kudos);
  on.run(
      "INSERT INTO entry_person (entry, person, role, line, amount, state, said_at) SELECT id, iif(id % 100 "
      "= 2,"
      " 1, 2 + (id + 7) % 999), 0, 0, 1, 0, said_at FROM entry");
  for (int i = 0; i < 500; ++i)
    delivery::outbox(work).add(
        delivery::outgoing::direct("n" + std::to_string(i) + (i % 50 == 0 ? zelda : ""), "T1",
                                   i % 10 == 0 ? zelda : "U2", R"({"text": "kudos"})"),
        at(0));
}

/// Instructions of SQLite's machine, in hundreds, that a slice takes.
class step_counter {
 public:
  explicit step_counter(store::connection& on) : on_(on) {
    auto const tick = [](void* self) { return ++static_cast<step_counter*>(self)->steps, 0; };
    sqlite3_progress_handler(on_.handle(), 100, tick, this);
  }
  step_counter(step_counter const&) = delete;
  step_counter& operator=(step_counter const&) = delete;
  ~step_counter() { sqlite3_progress_handler(on_.handle(), 0, nullptr, nullptr); }

  std::int64_t steps = 0;

 private:
  store::connection& on_;
};

/// The most that a slice takes in a ledger of that size, and the most rows that one changes.
std::pair<std::int64_t, std::int64_t> largest_slice(std::int64_t kudos) {
  scratch here;
  opened with(here.file());
  REQUIRE(with.write([=](store::unit_of_work& work) { fill(work, kudos); }));
  REQUIRE(with.write([](store::unit_of_work& work) { ledger::begin_erasing(work, zelda, at(0)); }));
  std::pair<std::int64_t, std::int64_t> most;
  for (auto is_last = false; !is_last;) {
    auto unit = [&](store::unit_of_work& work) {
      step_counter counter(work);
      store::connection& on = work;
      auto const before = on.total_changes();
      is_last = ledger::erase_slice(work, zelda).is_last;
      most.first = std::max(most.first, counter.steps);
      most.second = std::max(most.second, on.total_changes() - before);
    };
    REQUIRE(with.write(std::move(unit)));
  }
  return most;
}

void erase_to_the_end(opened& with, ledger::slice_size const& each = {}) {
  base::system_clock clock;
  ledger::eraser eraser(*with.store, clock, true);
  eraser.take_at_once(each);
  std::optional<result<>> done;
  asio::co_spawn(with.io, keep(eraser.finish(), done), rethrow());
  run(with.io);
  REQUIRE_MESSAGE(done->has_value(), done->error());
}

std::string traces_in(fs::path const& folder) {
  std::string found;
  for (auto const& one : fs::directory_iterator(folder)) {
    auto const bytes = bytes_of(one.path());
    for (std::string const word : {zelda, "Zelda", "marmalade"})
      if (bytes.find(word) != std::string::npos)
        found += word + " in " + one.path().filename().string() + "\n";
  }
  return found;
}

}  // namespace

TEST_CASE("no slice of an erasure grows with the ledger") {
  auto const [small_steps, small_rows] = largest_slice(10'000);
  auto const [steps, rows] = largest_slice(100'000);
  MESSAGE("the largest slice takes " << steps << "00 steps and changes " << rows << " rows");
  CHECK(steps < small_steps + small_steps / 2);
  CHECK(rows < 3'000);
  CHECK(steps < 2'000);
}

TEST_CASE("what is erased in slices leaves no byte in the file and its log, though it is never rewritten") {
  scratch here;
  opened with(here.file());
  REQUIRE(with.write([](store::unit_of_work& work) { fill(work, 20'000); }));
  CHECK(traces_in(here.folder) != "");
  REQUIRE(with.write([](store::unit_of_work& work) { ledger::begin_erasing(work, zelda, at(0)); }));
  erase_to_the_end(with);
  CHECK(traces_in(here.folder) == "");
  CHECK(with.read([](store::reader& from) { return store::wrong_pages(from); }).value().empty());
  // Nor do pages that were kept in memory bring one back.
  REQUIRE(with.write([](store::unit_of_work& work) {
    store::connection& on = work;
    on.run("UPDATE entry SET text = text || '!' WHERE id % 3 = 0");
  }));
  CHECK(traces_in(here.folder) == "");
  with.close();
  CHECK(traces_in(here.folder) == "");
}

TEST_CASE("an erasure that is cut off between any two slices is finished afterwards") {
  ledger::slice_size each;
  each.changed = 20;
  each.looked_through = 400;
  each.messages = 100;
  each.is_alone = true;
  for (int slices = 0; slices < 60; slices += 7) {
    CAPTURE(slices);
    scratch here;
    {
      opened with(here.file());
      REQUIRE(with.write([](store::unit_of_work& work) { fill(work, 2'000); }));
      REQUIRE(with.write([](store::unit_of_work& work) { ledger::begin_erasing(work, zelda, at(0)); }));
      for (int i = 0; i < slices; ++i)
        REQUIRE(with.write([&](store::unit_of_work& work) { ledger::erase_slice(work, zelda, each); }));
    }
    opened with(here.file());
    erase_to_the_end(with, each);
    CHECK(traces_in(here.folder) == "");
    auto query = [](store::reader& from) {
      return ledger::being_erased(from).empty() && !ledger::has_traces(from);
    };
    CHECK(with.read(query).value());
  }
}

TEST_CASE("from the first moment of an erasure on nothing shows the person, though all rows are there") {
  scratch here;
  opened with(here.file());
  REQUIRE(with.write([](store::unit_of_work& work) { fill(work, 2'000); }));
  auto shown = [](store::reader& from) {
    std::string all;
    auto const to = people::viewer::everybody();
    for (auto const& one : ledger::board(from, "T1", ledger::period::all, today, 2'000, to))
      all += one.person + " " + one.name + "\n";
    for (auto const& person : {"U2", zelda}) {
      auto const by = people::viewer::of_person(person, true, {});
      auto const said = ledger::read_own(from, "T1", by, base::time_point::min(), base::time_point::max());
      for (auto const& one : said.kudos)
        all += one.giver + " " + one.giver_name + " " + one.receiver + " " + one.reason + "\n";
    }
    return all;
  };
  REQUIRE(with.read(shown).value().find("marmalade") == std::string::npos);  // U2 got none of hers
  REQUIRE(with.write([](store::unit_of_work& work) { ledger::begin_erasing(work, zelda, at(0)); }));
  auto const after = with.read(shown).value();
  CHECK(after.find(zelda) == std::string::npos);
  CHECK(after.find("erased") == std::string::npos);
  CHECK(after.find("Zelda") == std::string::npos);
}

TEST_CASE("a message that is being sent while its person is erased is removed once it is there") {
  scratch here;
  opened with(here.file());
  REQUIRE(with.write([](store::unit_of_work& work) {
    auto& box = work;
    people::people(work).upsert("T1", zelda, "Zelda Quux", "");
    delivery::outbox(box).add(
        delivery::outgoing::post("p", "T1", "C1", "", R"({"text": "<@U0ZELDA> shipped it"})"), at(0));
    delivery::outbox(box).add(delivery::outgoing::direct("d:U0ZELDA", "T1", zelda, R"({"text": "for you"})"),
                              at(0));
    for (auto const* key : {"p", "d:U0ZELDA"})
      delivery::outbox(box).mark_sending(delivery::outbox(box).find(key)->id);
    ledger::begin_erasing(work, zelda, at(0));
  }));
  auto slice = [](store::unit_of_work& work) { return ledger::erase_slice(work, zelda); };
  auto done = with.write(slice).value();
  for (int i = 0; i < 50 && !done.must_wait; ++i)
    done = with.write(slice).value();
  REQUIRE(done.must_wait);
  REQUIRE(with.write([](store::unit_of_work& work) {
    auto const p = delivery::outbox(work).find("p")->id;
    delivery::outbox(work).mark_sent(p, {"T1", "C1", "9.1"});
    auto const d = delivery::outbox(work).find("d:U0ZELDA")->id;
    delivery::outbox(work).mark_sent(d, {"T1", "DZ", "9.2"});
  }));
  while (!with.write(slice).value().is_last) {
  }
  std::set<std::string> removed;
  REQUIRE(with.write([&](store::unit_of_work& work) {
    for (auto const& one : delivery::outbox(work).due("T1", at(100), 10)) {
      CHECK(one.what.kind == delivery::outgoing_kind::remove);
      removed.insert(one.target().channel + " " + one.target().id);
    }
  }));
  CHECK(removed.contains("C1 9.1"));
  CHECK(removed.contains("DZ 9.2"));
  CHECK(removed.size() == 2);
  erase_to_the_end(with);
  CHECK(traces_in(here.folder) == "");
}

TEST_CASE("what would be erased is counted without changing anything") {
  scratch here;
  opened with(here.file());
  REQUIRE(with.write([](store::unit_of_work& work) { fill(work, 2'000); }));
  auto count = [](store::reader& from) { return ledger::count_about(from, zelda); };
  auto sorted = [](ledger::erasure const& all) {
    std::set<std::string> lines;
    for (auto const& one : all)
      lines.insert(one.what + ": " + std::to_string(one.count));
    std::string text;
    for (auto const& line : lines)
      text += line + "\n";
    return text;
  };
  auto const counted = with.read(count).value();
  auto const erased =
      with.write([](store::unit_of_work& work) { return ledger::erase_all(work, zelda); }).value();
  CHECK(sorted(counted) == sorted(erased));
  CHECK(with.read(count).value().empty());
}

TEST_CASE("words that are older than they are to be kept are withdrawn, and what counts stays") {
  scratch here;
  opened with(here.file());
  auto const says_at = [](std::string ts, std::string words, base::time_point when) {
    return openly({ledger::kudos_source::message(message_at(std::move(ts))),
                   "ann",
                   when,
                   when,
                   today,
                   {to("bob", 2, std::move(words), {"craft"})}});
  };
  REQUIRE(with.write([&](store::unit_of_work& work) {
    ledger::kudos_ledger(work).settle(says_at("1.1", "the marmalade", at(0) - 24h * 800));
    ledger::kudos_ledger(work).settle(says_at("1.2", "the tea", at(0) - 24h));
  }));
  base::time_point const before = at(0) - 24h * 730;
  auto unit = [&](store::unit_of_work& work) {
    std::optional<std::int64_t> from = 0;
    while (from)
      from = ledger::withdraw_old_words(work, before, *from, 1);
  };
  REQUIRE(with.write(unit));
  CHECK(kudos_in(with) == std::vector<std::string>{"ann>bob 2 ", "ann>bob 2 the tea #craft"});
  CHECK(adds_up(with));
  // An edit of the old message brings no words back.
  REQUIRE(with.write([&](store::unit_of_work& work) {
    auto again = says_at("1.1", "the marmalade jar", at(0) - 24h * 800);
    again.revision = at(0);
    ledger::kudos_ledger(work).settle(again);
  }));
  CHECK(kudos_in(with).front() == "ann>bob 2 ");
  erase_to_the_end(with);
  CHECK(traces_in(here.folder) == "");
}

#ifdef HUZZAH_FAILPOINTS

namespace {

constexpr auto erases = "erases the person of the ledger in the folder that is named";

}  // namespace

TEST_CASE("erases the person of the ledger in the folder that is named" * doctest::skip()) {
  auto const* folder = std::getenv("HUZZAH_TEST_FOLDER");
  REQUIRE(folder != nullptr);
  opened with(fs::path(folder) / "huzzah.db");
  REQUIRE(with.write([](store::unit_of_work& work) { ledger::begin_erasing(work, zelda, at(0)); }));
  erase_to_the_end(with);
}

TEST_CASE("an erasure that kill -9 ends between two slices is finished at the next start") {
  for (int const slice : {1, 2, 5}) {
    CAPTURE(slice);
    scratch here;
    {
      opened with(here.file());
      REQUIRE(with.write([](store::unit_of_work& work) { fill(work, 2'000); }));
    }
    REQUIRE(dies_at(erases, "between slices", slice, here.folder));
    opened with(here.file());
    auto query = [](store::reader& from) { return ledger::being_erased(from); };
    CHECK(with.read(query).value() == std::vector<std::string>{zelda});
    erase_to_the_end(with);
    CHECK(traces_in(here.folder) == "");
  }
}

#endif
