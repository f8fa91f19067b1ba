#include "storage/connection.hpp"
#include "storage/database.hpp"
#include "storage/restore.hpp"
#include "storage/schema.hpp"
#include "support.hpp"

#include <doctest/doctest.h>

#include <array>
#include <map>

using namespace huzzah;
using namespace huzzah::storage;
using namespace huzzah::storage::test;

namespace {

// Rows as a program of that version wrote them, in every table that it was the first to have. A new version
// adds its own.
constexpr std::array<char const*, 5> rows_of_versions{
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
    ""};

/// A database as the program of that version left it.
void make(fs::path const& file, int version) {
  connection on(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  on.execute("PRAGMA journal_mode = WAL");
  on.execute("PRAGMA foreign_keys = ON");
  migrate(on, migrations().first(static_cast<std::size_t>(version)));
  for (int each = 0; each < version; ++each)
    on.execute(rows_of_versions.at(static_cast<std::size_t>(each)));
}

using content = std::map<std::string, std::vector<std::string>>;

/// Every row of those columns, by table.
content all_of(connection& on, content const& columns) {
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

content columns_of(connection& on) {
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
  REQUIRE(rows_of_versions.size() == migrations().size());
  for (int version = 1; version <= current_version(); ++version) {
    CAPTURE(version);
    scratch here;
    make(here.file(), version);
    content columns;
    content before;
    {
      connection on(here.file(), SQLite::OPEN_READWRITE);
      columns = columns_of(on);
      before = all_of(on, columns);
    }
    for (auto const& [table, names] : columns)
      CHECK_MESSAGE(before.contains(table), "no row shows what becomes of " << table);
    {
      opened with(here.file());
      CHECK(adds_up(with));
      CHECK(with.read([](reader& from) { return from.check_integrity(); }).value().empty());
      CHECK(kudos_in(with) == std::vector<std::string>{"ann>bob 2 the <*build>, ö #craft", "bob>ann 1 "});
    }
    connection on(here.file(), SQLite::OPEN_READWRITE);
    CHECK(on.pragma("user_version") == current_version());
    CHECK(all_of(on, columns) == before);
  }
}

TEST_CASE("a backup of every version that ever was is restored, and brought up to date when it is used") {
  for (int version = 1; version <= current_version(); ++version) {
    CAPTURE(version);
    scratch here;
    make(here.folder / "old.db", version);
    auto prepared = restoration::prepare(here.folder / "old.db", here.file());
    REQUIRE_MESSAGE(prepared.has_value(), prepared.error());
    CHECK(prepared->facts().version == version);
    REQUIRE(prepared->finish(at(0)).has_value());
    { restoration const done = std::move(*prepared); }
    opened with(here.file());
    CHECK(kudos_in(with).size() == 2);
  }
}

TEST_CASE("what can't be is refused after every upgrade as before it") {
  for (int version = 1; version <= current_version(); ++version) {
    CAPTURE(version);
    scratch here;
    make(here.file(), version);
    if (!opened(here.file()).store) FAIL("it can't be opened");
    connection on(here.file(), SQLite::OPEN_READWRITE);
    for (auto const* wrong :
         {"UPDATE source SET kind = 3", "UPDATE source SET kind = -1", "UPDATE outbox SET state = 'lost'",
          "UPDATE recognition SET amount = 0", "UPDATE tally SET period = 3"})
      CHECK_THROWS_AS(on.execute(wrong), storage_failure);
    for (auto const* right : {"UPDATE outbox SET state = 'withdrawn'", "UPDATE outbox SET state = 'failed'",
                              "UPDATE outbox SET state = 'sending'", "UPDATE outbox SET state = 'sent'"})
      CHECK_NOTHROW(on.execute(right));
  }
}
