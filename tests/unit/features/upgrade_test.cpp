#include "app/delivery/outbox.hpp"
#include "app/file_rules.hpp"
#include "app/ledger/audiences.hpp"
#include "app/ledger/period.hpp"
#include "app/ledger/standings.hpp"
#include "app/ledger/win_views.hpp"
#include "app/ledger/wins.hpp"
#include "app/people/places.hpp"
#include "features/standups/rounds.hpp"
#include "store/backup.hpp"
#include "store/connection.hpp"
#include "store/database.hpp"
#include "store/reader.hpp"
#include "store/restore.hpp"
#include "store/schema.hpp"
#include "support/ledger.hpp"

#include <doctest/doctest.h>

#include <array>
#include <map>
#include <set>

using namespace huzzah;
using namespace huzzah::ledger_test;

namespace {

// Rows as a program of that version wrote them, in every table that it was the first to have. A new version
// adds its own.
constexpr std::array<char const*, 15> rows_of_versions{
    R"sql(
INSERT INTO workspace VALUES (1, 'T1');
INSERT INTO place VALUES (1, 1, 'C1');
INSERT INTO person VALUES (1, 1, 'ann', 'Ann', 'Europe/London'), (2, 1, 'bob', '', '');
INSERT INTO setting VALUES ('T1', 'bob', 'muted', 'yes');
INSERT INTO source VALUES (1, 1, '1.1', 0, 0, '', 5), (2, 1, '1.2', 0, 0, '', 9223372036854775807),
  (3, 1, '1.1', 1, 2, 'trophy', 7), (4, 1, '', 2, 0, 'trigger', 8);
INSERT INTO recognition VALUES (1, 1, 1, 2, 2, 'the <*build>, ö', 1700000000000000, 19675, NULL),
  (2, 2, 1, 2, 1, 'taken back', 1700000001000000, 19675, 1700000002000000),
  (3, 3, 2, 1, 1, '', 1700000003000000, 19675, NULL);
INSERT INTO value_tag VALUES (1, 'craft');
INSERT INTO recognition_value VALUES (1, 1);
INSERT INTO tally VALUES (1, 0, 0, 1, 1, 2), (1, 0, 0, 2, 2, 1), (1, 1, 19662, 1, 1, 2), (1, 1, 19662, 2, 2, 1),
  (1, 2, 19674, 1, 1, 2), (1, 2, 19674, 2, 2, 1);
INSERT INTO outbox (id, key, errand, workspace, channel, thread, person, target, emoji, body, state, created_at,
  due_at) VALUES (1, 'notice:1', 'direct', 'T1', '', '', 'bob', '', '', '{}', 'sent', 1, 1),
  (2, 'answer', 'post', 'T1', 'C1', '', '', '', '', '{}', 'pending', 2, 2);
INSERT INTO outbox (id, key, errand, workspace, channel, thread, person, target, emoji, body, state, follows,
  created_at, due_at) VALUES (3, 'notice:1#1', 'update', 'T1', '', '', 'bob', '', '', '{}', 'pending', 1, 3, 3);
)sql",
    R"sql(
INSERT INTO ritual_step VALUES ('T1', 'standup:core', 'prompt', 19675, '', 'done', '', 1700000000000000);
INSERT INTO ritual_known VALUES ('T1', 'standup:core', 1700000000000000);
INSERT INTO standup_round VALUES (1, 1, 'core', 19675, 'C1', 'thread', 'What went well?', 1700000000000000, NULL);
INSERT INTO win VALUES (1, 1, '2.1', '', 1, 'saved 2 h', 5, 1700000000000000, 19675, 1, 1, 1, 1, NULL),
  (2, 1, '', 'view', 2, 'for me', 5, 1700000000000000, 19675, 0, 0, NULL, 0, NULL);
INSERT INTO win_impact VALUES (1, 0, 'duration', 2.0, 'h', 'once', '', '2 h');
INSERT INTO cheer VALUES (1, 2, 'clap', 6, 1);
INSERT INTO win_tally VALUES (1, 1, 1), (2, 1, 0);
INSERT INTO outbox (id, key, errand, workspace, channel, thread, person, target, emoji, body, state, replies_to,
  created_at, due_at) VALUES (4, 'reply', 'post', 'T1', 'C1', '', '', '', '', '{}', 'pending', 2, 4, 4);
)sql",
    R"sql(
INSERT INTO watermark VALUES ('T1', 'C1', 1600000000000000, 1700000000000000, 3);
INSERT INTO live_period VALUES ('T1', 3, 1700000001000000);
INSERT INTO late_kudos VALUES (3);
)sql",
    R"sql(
INSERT INTO forgotten VALUES ('c0ffee', '5eed', 1600000000000000);
INSERT INTO restored VALUES (1650000000000000);
)sql",
    "",
    R"sql(
INSERT INTO message VALUES (100, 1, '3.1', 0, 0, '', 5);
INSERT INTO entry VALUES (100, 1, 0, 1, 0, 1, 'the tea', 1700000000000000, 19675, 0, 1, 0, NULL, NULL, NULL, NULL);
INSERT INTO entry_person VALUES (100, 2, 0, 0, 1, 0, 1700000000000000, NULL);
INSERT INTO entry_value VALUES (100, 0, 1);
INSERT INTO message VALUES (101, 1, '3.2', 0, 0, '', 5);
INSERT INTO entry VALUES (101, 1, 0, 1, 0, 1, 'a', 1700000000000000, 19675, 0, 2, 1, NULL, NULL, NULL, NULL);
INSERT INTO entry_line VALUES (101, 1, 'b');
INSERT INTO entry_person VALUES (101, 1, 0, 0, 1, 0, 1700000000000000, NULL),
  (101, 2, 0, 1, 1, 0, 1700000000000000, NULL);
INSERT INTO late_entry VALUES (101, 2);
INSERT INTO support VALUES (101, 2, 'clap', 6, 1);
INSERT INTO entry_impact VALUES (101, 0, 'count', 2.0, '', 'once', '', '2');
UPDATE tally SET received = received + 1, given = given + 3 WHERE person = 1;
UPDATE tally SET received = received + 2 WHERE person = 2;
)sql",
    R"sql(
INSERT INTO posted VALUES ('T1', 'C1', '7.7', 'win', 101, '', 5);
)sql",
    "INSERT INTO named_group VALUES (100, 2, 'S1');",
    "UPDATE watermark SET spoke = 7; INSERT INTO found_late VALUES (101, 8);",
    R"sql(
INSERT INTO feature VALUES ('water', 2);
INSERT INTO stored VALUES ('water', 'water_glass', 'person', 0, 'note', 'glasses', 'why', 'who', 'until');
)sql",
    "INSERT INTO left_out VALUES ('T1', 'wins', 'message 7.7 in C1', 'a bug', 5);",
    "INSERT INTO withheld VALUES (101, 1, 0, NULL, 0);",
    R"sql(
INSERT INTO file_request VALUES (1, 'record:T1:view', 'T1', 'bob', 'record', '{}', 5, 'given', 1, 5, 'F1');
INSERT INTO file_shows VALUES (1, 'ann', 'T1');
INSERT INTO operator_act VALUES (1, '', 'export', '', 5);
INSERT INTO erasing VALUES ('zed', '{"rows":[],"names":[]}', 5, '', 0);
)sql",
    "UPDATE outbox SET topic = 'kudos', held = 2, day = 19675, expires_at = 9 WHERE key = 'notice:1';",
    R"sql(
INSERT INTO posting VALUES (1, 'digest:T1:weekly@2024-01-05', 'T1', 'C1', 'digest', '{}',
  '["digest:T1:weekly@2024-01-05"]', 'F2', 'c0ffee', 5, 0);
INSERT INTO posted_entry VALUES (101, 1);
)sql"};

/// What version 6 put into another form.
std::set<std::string> const rebuilt_by_6{"source",     "recognition", "recognition_value", "tally",
                                         "late_kudos", "win",         "win_impact",        "cheer",
                                         "win_tally",  "place",       "setting",           "outbox"};

/// A database as the program of that version left it.
void make(fs::path const& file, int version) {
  store::connection on(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  on.execute("PRAGMA journal_mode = WAL");
  on.execute("PRAGMA foreign_keys = ON");
  for (std::size_t each = 0; each < static_cast<std::size_t>(version); ++each) {
    store::migrate(on, store::migrations().first(each + 1));
    on.execute(rows_of_versions.at(each));
  }
}

using content = std::map<std::string, std::vector<std::string>>;

/// Every row of those columns, by table.
content all_of(store::connection& on, content const& columns) {
  content found;
  for (auto const& [table, names] : columns) {
    std::string joined;
    for (auto const& name : names)
      joined += (joined.empty() ? "quote(" : " || ',' || quote(") + name + ")";
    // By statements of their own, since what is kept prepared is known by its address.
    SQLite::Database direct(on.file().string(), SQLite::OPEN_READONLY);
    SQLite::Statement rows(direct, "SELECT " + joined + " FROM " + table + " ORDER BY 1");
    while (rows.executeStep())
      found[table].push_back(rows.getColumn(0).getString());
  }
  return found;
}

content columns_of(store::connection& on) {
  content found;
  auto rows = on.select(
      "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
      " AND m.name NOT LIKE 'sqlite_%'");
  while (rows.next())
    found[rows.text(0)].push_back(rows.text(1));
  return found;
}

}  // namespace

TEST_CASE("a database of every version that ever was is brought up to date, and holds what it held") {
  REQUIRE(rows_of_versions.size() == store::migrations().size());
  for (int version = 1; version <= store::current_version(); ++version) {
    CAPTURE(version);
    scratch here;
    make(here.file(), version);
    content columns;
    content before;
    {
      store::connection on(here.file(), SQLite::OPEN_READWRITE);
      columns = columns_of(on);
      before = all_of(on, columns);
    }
    for (auto const& [table, names] : columns)
      CHECK_MESSAGE(before.contains(table), "no row shows what becomes of " << table);
    {
      opened with(here.file());
      CHECK(adds_up(with));
      CHECK(with.read([](store::reader& from) { return store::wrong_pages(from); }).value().empty());
      std::vector<std::string> kudos{"ann>bob 2 the <*build>, ö #craft", "bob>ann 1 "};
      if (version >= 6) kudos.insert(kudos.end(), {"ann>bob 1 the tea #craft", "ann>ann 1 a", "ann>bob 1 b"});
      CHECK(kudos_in(with) == kudos);
    }
    store::connection on(here.file(), SQLite::OPEN_READWRITE);
    CHECK(on.pragma("user_version") == store::current_version());
    if (version < 6)
      for (auto const& table : rebuilt_by_6) {
        columns.erase(table);
        before.erase(table);
      }
    CHECK(all_of(on, columns) == before);
  }
}

TEST_CASE("what a round's words of before are about is still known, and so are they by their keys") {
  scratch here;
  make(here.file(), 5);
  {
    store::connection on(here.file(), SQLite::OPEN_READWRITE);
    on.execute(R"sql(
INSERT INTO standup_round VALUES (2, 1, 'a:b@c', 19676, 'C1', 'dm', '?', 1700000000000000, NULL);
INSERT INTO outbox (key, errand, workspace, channel, thread, person, target, emoji, body, state, created_at,
  due_at, sent_channel, sent_ts) VALUES
  ('standup:core@2023-11-14:prompt', 'post', 'T1', 'C1', '', '', '', '', '', 'sent', 5, 5, 'C1', '5.1'),
  ('standup:a:b@c@2023-11-15:ask:bob', 'direct', 'T1', '', '', 'bob', '', '', '', 'sent', 6, 6, 'D1', '6.1'),
  ('standup:a:b@c@2023-11-15:summary', 'post', 'T1', 'C1', '', '', '', '', '', 'sending', 7, 7, '', ''),
  ('trouble:standup:core:archived:0', 'direct', 'T1', '', '', 'ann', '', '', '', 'sent', 8, 8, 'D2', '8.1'),
  ('digest:weekly@2023-11-17', 'post', 'T1', 'C1', '', '', '', '', '', 'sent', 9, 9, 'C1', '9.1');
)sql");
  }
  opened with(here.file());
  auto unit = [](store::unit_of_work& work) {
    CHECK(standups::rounds(work).round_of_thread("T1", "C1", "5.1").value().id == 1);
    CHECK(standups::rounds(work).round_of_thread("T1", "D1", "6.1").value().id == 2);
    CHECK(standups::rounds(work).asked_privately("T1", "bob", base::time_point()).size() == 1);
    CHECK(standups::rounds(work).being_sent_since("T1", "C1", ""));
    CHECK(delivery::outbox(work).where_sent(
        standups::prompt_key(standups::rounds(work).find_round(1).value())));
    CHECK(delivery::outbox(work).find("trouble:T1:standup:core:archived:0"));
    CHECK(delivery::outbox(work).find("digest:T1:weekly@2023-11-17"));
    // It is looked for in the chat by the key that it has.
    CHECK(delivery::outbox(work).find("standup:a:b@c@2023-11-15:summary"));
  };
  REQUIRE(with.write(std::move(unit)));
}

TEST_CASE("a backup of every version that ever was is restored, and brought up to date when it is used") {
  for (int version = 1; version <= store::current_version(); ++version) {
    CAPTURE(version);
    scratch here;
    make(here.folder / "old.db", version);
    auto prepared = app::prepare_restoration(here.folder / "old.db", here.file());
    REQUIRE_MESSAGE(prepared.has_value(), prepared.error());
    CHECK(prepared->facts().version == version);
    REQUIRE(prepared->finish(at(0)).has_value());
    { store::restoration const done = std::move(*prepared); }
    opened with(here.file());
    CHECK(kudos_in(with).size() >= 2);
  }
}

TEST_CASE("what was recorded before audiences were is visible to few, until its place is known to be open") {
  scratch here;
  make(here.file(), 5);
  opened with(here.file());
  auto const board = [&] {
    auto query = [](store::reader& from) {
      return ledger::board(from, "T1", ledger::period::all, today, 9, people::viewer::everybody()).size();
    };
    return with.read(query).value();
  };
  auto const wins = [&] {
    auto query = [](store::reader& from) {
      return ledger::shared_wins(from, "T1", calendar::local_date{}, 9, people::viewer::everybody()).size();
    };
    return with.read(query).value();
  };
  CHECK(board() == 0);
  CHECK(wins() == 0);
  auto const mine =
      with.read([](store::reader& from) {
            return ledger::mine(from, "T1", people::viewer::of_person("bob", true, {}), today, 9);
          })
          .value();
  CHECK(mine.all.received == 2);
  REQUIRE(mine.received.size() == 1);
  CHECK(mine.received[0].is_hidden);
  CHECK(mine.received[0].reason.empty());
  CHECK(mine.received[0].where.where.channel.empty());

  CHECK(with.write([](store::unit_of_work& work) {
              return people::places(work).learn("T1", "C1", people::reach::everybody);
            })
            .value());
  while (
      with.write([](store::unit_of_work& work) { return ledger::audiences(work).settle("T1", 1); }).value()) {
  }
  CHECK(board() == 2);
  CHECK(wins() == 1);
  CHECK(adds_up(with));
}

TEST_CASE("a ledger that can't be brought up to date stays as it was") {
  scratch here;
  make(here.file(), 5);
  {
    // A table of that name is in the way of the upgrade.
    store::connection on(here.file(), SQLite::OPEN_READWRITE);
    on.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY) STRICT");
  }
  CHECK_FALSE(store::open_to_write(here.file()).has_value());
  store::connection on(here.file(), SQLite::OPEN_READONLY);
  CHECK(on.pragma("user_version") == 5);
  auto kudos = on.select("SELECT count(*) FROM recognition WHERE retracted_at IS NULL");
  REQUIRE(kudos.next());
  CHECK(kudos.integer(0) == 2);
}

TEST_CASE("the copy that an upgrade makes is gone once the ledger is up to date") {
  scratch here;
  make(here.file(), 5);
  { opened with(here.file()); }
  for (auto const& one : fs::directory_iterator(here.folder))
    CHECK(one.path().filename().string().find(store::unfinished_ending) == std::string::npos);
  CHECK_FALSE(fs::exists(here.file().string() + ".before-upgrade"));
}

TEST_CASE("a win's number of before, as its buttons have it, is understood") {
  scratch here;
  make(here.file(), 5);
  opened with(here.file());
  auto const shared =
      with.write([](store::unit_of_work& work) { return ledger::win_ledger(work).find(1); }).value();
  REQUIRE(shared);
  CHECK(shared->text == "saved 2 h");
  CHECK(shared->cheers == 1);
  CHECK(shared->round == 1);
  auto const again =
      with.write([&](store::unit_of_work& work) { return ledger::win_ledger(work).find(shared->id); })
          .value();
  REQUIRE(again);
  CHECK(again->id == shared->id);
  auto const private_one =
      with.write([](store::unit_of_work& work) { return ledger::win_ledger(work).find(2); }).value();
  REQUIRE(private_one);
  CHECK_FALSE(private_one->shared);
}

TEST_CASE("what can't be is refused after every upgrade as before it") {
  for (int version = 1; version <= store::current_version(); ++version) {
    CAPTURE(version);
    scratch here;
    make(here.file(), version);
    if (!opened(here.file()).store) FAIL("it can't be opened");
    store::connection on(here.file(), SQLite::OPEN_READWRITE);
    for (auto const* wrong :
         {"UPDATE message SET way = 4", "UPDATE message SET way = -1", "UPDATE outbox SET state = 'lost'",
          "UPDATE entry_person SET amount = 0", "UPDATE entry SET state = 4", "UPDATE place SET reach = 4"})
      CHECK_THROWS_AS(on.execute(wrong), store::storage_failure);
    for (auto const* right : {"UPDATE outbox SET state = 'withdrawn'", "UPDATE outbox SET state = 'failed'",
                              "UPDATE outbox SET state = 'sending'", "UPDATE outbox SET state = 'sent'"})
      CHECK_NOTHROW(on.execute(right));
  }
}
