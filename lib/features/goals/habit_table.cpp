#include "features/goals/habit_table.hpp"

#include "app/people/ids.hpp"
#include "store/connection.hpp"
#include "store/references.hpp"

namespace huzzah::goals {

char const* habit_table::migration() {
  return R"sql(
CREATE TABLE goals_habit (
  id         INTEGER PRIMARY KEY,
  workspace  INTEGER NOT NULL REFERENCES workspace (id),
  person     INTEGER NOT NULL REFERENCES person (id),
  view       TEXT NOT NULL,     -- of the form that it comes from
  text       TEXT NOT NULL,
  times      INTEGER NOT NULL,  -- so often a week it is wanted
  since      INTEGER NOT NULL,  -- days since 1970, where the person lives
  ended_at   INTEGER,           -- microseconds, UTC
  UNIQUE (workspace, view)
) STRICT;
CREATE INDEX goals_habit_person ON goals_habit (person);
CREATE TABLE goals_kept (
  id         INTEGER PRIMARY KEY,
  workspace  INTEGER NOT NULL REFERENCES workspace (id),
  person     INTEGER NOT NULL REFERENCES person (id),
  habit      INTEGER NOT NULL REFERENCES goals_habit (id) ON DELETE CASCADE,
  day        INTEGER NOT NULL,  -- days since 1970, where the person lives
  is_kept    INTEGER NOT NULL,
  decided_at INTEGER NOT NULL,  -- microseconds, UTC: when the newest press that is known was
  UNIQUE (habit, day)
) STRICT;
CREATE INDEX goals_kept_person ON goals_kept (person);
)sql";
}

std::vector<store::stored> habit_table::tables() {
  store::stored days;
  days.table = "goals_kept";
  days.person = "person";
  days.what = "the days on which habits were kept";
  days.why = "to show how strong a habit is";
  days.seen_by = "the person";
  days.kept = "until it is erased";
  auto habits = days;
  habits.table = "goals_habit";
  habits.words = {"text"};
  habits.what = "habits";
  habits.why = "to show what they want to do regularly";
  return {days, habits};
}

bool habit_table::knows(std::string const& workspace, std::string const& view) {
  auto row = on_.select(
      "SELECT 1 FROM goals_habit h JOIN workspace w ON w.id = h.workspace WHERE w.external = ? AND"
      " h.view = ?",
      workspace, view);
  return row.next();
}

void habit_table::add(habit const& fresh) {
  auto const where = people::workspace_id(on_, fresh.workspace);
  auto const who = people::person_id(on_, where, fresh.person);
  on_.run("INSERT INTO goals_habit (workspace, person, view, text, times, since) VALUES (?, ?, ?, ?, ?, ?)",
          where, who, fresh.view, fresh.text, fresh.times, fresh.since);
}

std::optional<habit> habit_table::find(std::int64_t id) {
  std::optional<habit> found;
  {
    auto row = on_.select(
        "SELECT w.external, p.external, h.view, h.text, h.times, h.since, h.ended_at FROM goals_habit h"
        " JOIN workspace w ON w.id = h.workspace JOIN person p ON p.id = h.person WHERE h.id = ?",
        id);
    if (!row.next()) return found;
    found.emplace();
    found->id = id;
    found->workspace = row.text(0);
    found->person = row.text(1);
    found->view = row.text(2);
    found->text = row.text(3);
    found->times = static_cast<int>(row.integer(4));
    found->since = store::to_date(row.integer(5));
    if (!row.is_null(6)) found->ended_at = store::to_time(row.integer(6));
  }
  found->reference = store::reference(on_, store::reference_kind::habit, id);
  auto days = on_.select("SELECT day FROM goals_kept WHERE habit = ? AND is_kept = 1", id);
  while (days.next())
    found->kept.insert(store::to_date(days.integer(0)));
  return found;
}

std::optional<habit> habit_table::find_referenced(std::string const& reference) {
  return find(store::referenced(on_, store::reference_kind::habit, reference));
}

std::vector<habit> habit_table::open(std::string const& workspace, std::string const& person) {
  std::vector<std::int64_t> ids;
  auto const where = people::find_workspace(on_, workspace);
  auto const who = where ? people::find_person(on_, *where, person) : std::nullopt;
  if (!who) return {};
  {
    auto rows =
        on_.select("SELECT id FROM goals_habit WHERE person = ? AND ended_at IS NULL ORDER BY id", *who);
    while (rows.next())
      ids.push_back(rows.integer(0));
  }
  std::vector<habit> found;
  found.reserve(ids.size());
  for (auto const id : ids)
    found.push_back(*find(id));
  return found;
}

bool habit_table::set_kept(habit const& one, calendar::local_date day, bool is_kept, base::time_point at) {
  return on_.run(
             "INSERT INTO goals_kept (workspace, person, habit, day, is_kept, decided_at) SELECT workspace,"
             " person, id, ?2, ?3, ?4 FROM goals_habit WHERE id = ?1 ON CONFLICT (habit, day) DO UPDATE SET"
             " is_kept = excluded.is_kept, decided_at = excluded.decided_at WHERE goals_kept.decided_at <"
             " excluded.decided_at",
             one.id, day, is_kept ? 1 : 0, at) > 0;
}

void habit_table::end(habit const& one, base::time_point at) {
  on_.run("UPDATE goals_habit SET ended_at = ? WHERE id = ? AND ended_at IS NULL", at, one.id);
}

}  // namespace huzzah::goals
