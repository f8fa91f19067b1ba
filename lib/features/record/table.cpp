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
)sql"};
  store::stored lines;
  lines.table = "record_choice";
  lines.person = "person";
  lines.words = {"words"};
  lines.what = "choices about lines of the record";
  lines.why = "to leave out, reword and add lines as they want";
  lines.seen_by = "the person";
  lines.kept = "until it is erased";
  all.tables = {lines};
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

std::string table::reference_of_kudos(std::int64_t entry) {
  return store::reference(on_, store::reference_kind::kudos, entry);
}

}  // namespace huzzah::record
