#include "features/record/table.hpp"

#include "app/people/ids.hpp"
#include "store/connection.hpp"
#include "store/references.hpp"

namespace huzzah::record {

store::feature_tables table::tables() {
  store::feature_tables all;
  all.feature = "record";
  all.migrations = {R"sql(
CREATE TABLE record_choice (
  id         INTEGER PRIMARY KEY,
  workspace  INTEGER NOT NULL REFERENCES workspace (id),
  person     INTEGER NOT NULL REFERENCES person (id),
  entry      INTEGER NOT NULL,  -- the win or kudos; it may be gone
  is_hidden  INTEGER NOT NULL,
  is_added   INTEGER NOT NULL,
  words      TEXT NOT NULL,     -- instead of a win's own; '': none
  UNIQUE (person, entry)
) STRICT;
CREATE TABLE record_sent (
  id         INTEGER PRIMARY KEY,
  workspace  INTEGER NOT NULL REFERENCES workspace (id),
  person     INTEGER NOT NULL REFERENCES person (id),  -- whose record it is
  view       TEXT NOT NULL,     -- of the form
  sent_on    INTEGER NOT NULL,  -- days since 1970, where the person lives
  UNIQUE (workspace, view)
) STRICT;
CREATE INDEX record_sent_person ON record_sent (person);
)sql"};
  store::stored lines;
  lines.table = "record_choice";
  lines.person = "person";
  lines.words = {"words"};
  lines.what = "choices about lines of the record";
  lines.why = "to leave out, reword and add lines as they want";
  lines.seen_by = "the person";
  lines.kept = "until it is erased";
  store::stored sent;
  sent.table = "record_sent";
  sent.person = "person";
  sent.what = "days on which they sent a record";
  sent.why = "to send each once, and not many a day";
  sent.seen_by = "no person";
  sent.kept = "until it is erased";
  all.tables = {lines, sent};
  return all;
}

std::map<std::int64_t, line_choice> table::choices_of(std::string const& workspace,
                                                      std::string const& person) {
  std::map<std::int64_t, line_choice> found;
  auto const where = people::find_workspace(on_, workspace);
  auto const who = where ? people::find_person(on_, *where, person) : std::nullopt;
  if (!who) return found;
  auto rows =
      on_.select("SELECT entry, is_hidden, is_added, words FROM record_choice WHERE person = ?", *who);
  while (rows.next())
    found[rows.integer(0)] = {rows.integer(1) != 0, rows.integer(2) != 0, rows.text(3)};
  return found;
}

void table::choose(std::string const& workspace, std::string const& person, std::int64_t entry,
                   line_choice const& chosen) {
  auto const where = people::workspace_id(on_, workspace);
  on_.run(
      "INSERT INTO record_choice (workspace, person, entry, is_hidden, is_added, words) VALUES (?, ?, ?, ?, "
      "?,"
      " ?) ON CONFLICT (person, entry) DO UPDATE SET is_hidden = excluded.is_hidden, is_added ="
      " excluded.is_added, words = excluded.words",
      where, people::person_id(on_, where, person), entry, chosen.is_hidden ? 1 : 0, chosen.is_added ? 1 : 0,
      chosen.words);
}

int table::sent_on(std::string const& workspace, std::string const& person, calendar::local_date day) {
  auto const where = people::find_workspace(on_, workspace);
  auto const who = where ? people::find_person(on_, *where, person) : std::nullopt;
  if (!who) return 0;
  auto row = on_.select("SELECT count(*) FROM record_sent WHERE person = ? AND sent_on = ?", *who, day);
  row.next();
  return row.small(0);
}

table::turn table::take_turn(std::string const& workspace, std::string const& person, std::string const& view,
                             calendar::local_date day, int most) {
  auto const where = people::workspace_id(on_, workspace);
  {
    auto row = on_.select("SELECT 1 FROM record_sent WHERE workspace = ? AND view = ?", where, view);
    if (row.next()) return turn::known;
  }
  if (sent_on(workspace, person, day) >= most) return turn::none_left;
  on_.run("INSERT INTO record_sent (workspace, person, view, sent_on) VALUES (?, ?, ?, ?)", where,
          people::person_id(on_, where, person), view, day);
  return turn::taken;
}

std::map<std::string, std::string> table::on_fridays(std::string const& workspace) {
  auto rows = on_.select(
      "SELECT s.person, coalesce(p.time_zone, '') FROM setting s JOIN workspace w ON w.external = s.workspace"
      " LEFT JOIN person p ON p.workspace = w.id AND p.external = s.person WHERE s.workspace = ? AND s.name "
      "= ?"
      " AND s.value = 'yes'",
      workspace, fridays_setting);
  std::map<std::string, std::string> found;
  while (rows.next())
    found[rows.text(0)] = rows.text(1);
  return found;
}

std::string table::reference_of_kudos(std::int64_t entry) {
  return store::reference(on_, store::reference_kind::kudos, entry);
}

}  // namespace huzzah::record
