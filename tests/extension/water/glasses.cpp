#include "water/glasses.hpp"

#include "app/people/ids.hpp"
#include "calendar/time_zone.hpp"
#include "store/connection.hpp"

namespace huzzah::water {

store::feature_tables glasses::tables() {
  store::feature_tables all;
  all.feature = "water";
  all.migrations = {R"sql(
CREATE TABLE water_glass (
  id        INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL REFERENCES workspace (id),
  person    INTEGER NOT NULL REFERENCES person (id),
  drunk_at  INTEGER NOT NULL,  -- microseconds, UTC
  drunk_on  INTEGER NOT NULL   -- days since 1970, UTC
) STRICT;
)sql",
                    R"sql(
ALTER TABLE water_glass ADD COLUMN note TEXT NOT NULL DEFAULT '';
)sql"};
  store::stored one;
  one.table = "water_glass";
  one.person = "person";
  one.words = {"note"};
  one.what = "glasses of water";
  one.why = "for the count of the day";
  one.seen_by = "nobody but the person; others see the sum of all";
  one.kept = "until it is erased";
  all.tables = {one};
  return all;
}

void glasses::add(std::string const& workspace, std::string const& person, base::time_point at,
                  std::string const& note) {
  auto const where = people::workspace_id(on_, workspace);
  on_.run("INSERT INTO water_glass (workspace, person, drunk_at, drunk_on, note) VALUES (?, ?, ?, ?, ?)",
          where, people::person_id(on_, where, person), at, calendar::time_zone().date_of(at), note);
}

bool glasses::take_back(std::string const& workspace, std::string const& person) {
  auto const where = people::workspace_id(on_, workspace);
  return on_.run(
             "DELETE FROM water_glass WHERE id = (SELECT max(id) FROM water_glass WHERE workspace = ? AND "
             "person"
             " = ?)",
             where, people::person_id(on_, where, person)) > 0;
}

std::int64_t glasses::of_day(std::string const& workspace, std::string const& person,
                             calendar::local_date day) {
  auto const where = people::workspace_id(on_, workspace);
  auto row =
      on_.select("SELECT count(*) FROM water_glass WHERE workspace = ? AND person = ? AND drunk_on = ?",
                 where, people::person_id(on_, where, person), day);
  row.next();
  return row.integer(0);
}

std::int64_t glasses::of_everybody(std::string const& workspace, calendar::local_date day) {
  auto const where = people::workspace_id(on_, workspace);
  auto row = on_.select("SELECT count(*) FROM water_glass WHERE workspace = ? AND drunk_on = ?", where, day);
  row.next();
  return row.integer(0);
}

std::int64_t glasses::of_everybody(std::string const& workspace, base::time_point from,
                                   base::time_point until) {
  auto row = on_.select(
      "SELECT count(*) FROM water_glass g JOIN workspace w ON w.id = g.workspace WHERE w.external = ? AND"
      " drunk_at > ? AND drunk_at <= ?",
      workspace, from, until);
  row.next();
  return row.integer(0);
}

std::vector<std::string> glasses::wrong(store::connection& on) {
  std::vector<std::string> lines;
  auto rows = on.select("SELECT id FROM water_glass WHERE drunk_on <> drunk_at / 86400000000 ORDER BY id");
  while (rows.next())
    lines.push_back("glass " + std::to_string(rows.integer(0)) +
                    " is counted on another day than it was drunk");
  return lines;
}

}  // namespace huzzah::water
