#include "features/goals/table.hpp"

#include "app/people/ids.hpp"
#include "features/goals/habit_table.hpp"
#include "store/connection.hpp"
#include "store/references.hpp"

#include <algorithm>

namespace huzzah::goals {

namespace {

std::vector<step> steps_of(store::connection& on, std::int64_t goal) {
  std::vector<step> found;
  auto rows = on.select(
      "SELECT s.id, s.text, s.is_done, s.decided_at, coalesce(p.external, '') FROM goals_step s LEFT JOIN"
      " goals_tick t ON t.step = s.id LEFT JOIN person p ON p.id = t.person WHERE s.goal = ? ORDER BY s.id",
      goal);
  while (rows.next()) {
    auto& one = found.emplace_back();
    one.id = rows.integer(0);
    one.text = rows.text(1);
    one.is_done = rows.integer(2) != 0;
    one.decided_at = store::to_time(rows.integer(3));
    one.ticked_by = rows.text(4);
  }
  for (auto& one : found)
    one.reference = store::reference(on, store::reference_kind::step, one.id);
  return found;
}

}  // namespace

std::size_t goal::done() const {
  return static_cast<std::size_t>(
      std::count_if(steps.begin(), steps.end(), [](step const& one) { return one.is_done; }));
}

store::feature_tables table::tables() {
  store::feature_tables all;
  all.feature = "goals";
  all.migrations = {R"sql(
CREATE TABLE goals_goal (
  id         INTEGER PRIMARY KEY,
  workspace  INTEGER NOT NULL REFERENCES workspace (id),
  person     INTEGER NOT NULL REFERENCES person (id),
  view       TEXT NOT NULL,     -- of the form that it comes from
  text       TEXT NOT NULL,
  due_on     INTEGER,           -- days since 1970; what the person set themselves
  channel    TEXT NOT NULL,     -- with which it is shared; '': with no one
  made_at    INTEGER NOT NULL,  -- microseconds, UTC
  reached_on INTEGER,           -- days since 1970, where the person lives
  ended_at   INTEGER,           -- microseconds, UTC
  UNIQUE (workspace, view)
) STRICT;
CREATE INDEX goals_goal_person ON goals_goal (person);
CREATE TABLE goals_step (
  id         INTEGER PRIMARY KEY,
  workspace  INTEGER NOT NULL REFERENCES workspace (id),
  person     INTEGER NOT NULL REFERENCES person (id),
  goal       INTEGER NOT NULL REFERENCES goals_goal (id) ON DELETE CASCADE,
  text       TEXT NOT NULL,
  is_done    INTEGER NOT NULL,
  decided_at INTEGER NOT NULL   -- microseconds, UTC: when the newest press that is known was
) STRICT;
CREATE INDEX goals_step_goal ON goals_step (goal);
CREATE INDEX goals_step_person ON goals_step (person);
)sql",
                    habit_table::migration(), R"sql(
ALTER TABLE goals_goal ADD COLUMN members_tick INTEGER NOT NULL DEFAULT 0;
CREATE TABLE goals_tick (
  id        INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL REFERENCES workspace (id),
  person    INTEGER NOT NULL REFERENCES person (id),  -- who ticked it: not the goal's
  step      INTEGER NOT NULL UNIQUE REFERENCES goals_step (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX goals_tick_person ON goals_tick (person);
)sql",
                    R"sql(
ALTER TABLE goals_goal ADD COLUMN is_asked_about INTEGER NOT NULL DEFAULT 0;
ALTER TABLE goals_goal ADD COLUMN unanswered INTEGER NOT NULL DEFAULT 0;
ALTER TABLE goals_goal ADD COLUMN ask_at INTEGER;
CREATE INDEX goals_goal_ask_at ON goals_goal (ask_at) WHERE ask_at IS NOT NULL;
)sql"};
  store::stored steps;
  steps.table = "goals_step";
  steps.person = "person";
  steps.words = {"text"};
  steps.what = "steps of goals";
  steps.why = "to tick them";
  steps.seen_by = "the person, and the members of a channel that the goal is shared with";
  steps.kept = "until it is erased";
  auto goals = steps;
  goals.table = "goals_goal";
  goals.what = "goals";
  goals.why = "to show what they are working towards";
  all.tables = habit_table::tables();
  store::stored ticks;
  ticks.table = "goals_tick";
  ticks.person = "person";
  ticks.what = "steps of colleagues' goals that they ticked";
  ticks.why = "to take a step back from who ticked it";
  ticks.seen_by = "no one";
  ticks.kept = steps.kept;
  all.tables.insert(all.tables.begin(), {ticks, steps, goals});
  return all;
}

bool table::knows(std::string const& workspace, std::string const& view) {
  auto row = on_.select(
      "SELECT 1 FROM goals_goal g JOIN workspace w ON w.id = g.workspace WHERE w.external = ? AND g.view = ?",
      workspace, view);
  return row.next();
}

std::int64_t table::add(goal const& fresh) {
  auto const where = people::workspace_id(on_, fresh.workspace);
  auto const who = people::person_id(on_, where, fresh.person);
  auto const id = on_.insert(
      "INSERT INTO goals_goal (workspace, person, view, text, due_on, channel, made_at, members_tick,"
      " is_asked_about, ask_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      where, who, fresh.view, fresh.text, fresh.due_on, fresh.channel, fresh.made_at,
      fresh.members_tick ? 1 : 0, fresh.is_asked_about ? 1 : 0, fresh.ask_at);
  for (auto const& one : fresh.steps)
    on_.run(
        "INSERT INTO goals_step (workspace, person, goal, text, is_done, decided_at) VALUES (?, ?, ?, ?, 0, "
        "0)",
        where, who, id, one.text);
  return id;
}

std::optional<goal> table::find(std::int64_t id) {
  std::optional<goal> found;
  {
    auto row = on_.select(
        "SELECT w.external, p.external, g.view, g.text, g.due_on, g.channel, g.made_at, g.reached_on,"
        " g.ended_at, g.members_tick, g.is_asked_about, g.unanswered, g.ask_at FROM goals_goal g JOIN "
        "workspace w ON w.id = g.workspace JOIN person p "
        "ON p.id = "
        "g.person"
        " WHERE g.id = ?",
        id);
    if (!row.next()) return found;
    found.emplace();
    found->id = id;
    found->workspace = row.text(0);
    found->person = row.text(1);
    found->view = row.text(2);
    found->text = row.text(3);
    if (!row.is_null(4)) found->due_on = store::to_date(row.integer(4));
    found->channel = row.text(5);
    found->made_at = store::to_time(row.integer(6));
    if (!row.is_null(7)) found->reached_on = store::to_date(row.integer(7));
    if (!row.is_null(8)) found->ended_at = store::to_time(row.integer(8));
    found->members_tick = row.integer(9) != 0;
    found->is_asked_about = row.integer(10) != 0;
    found->unanswered = static_cast<int>(row.integer(11));
    if (!row.is_null(12)) found->ask_at = store::to_time(row.integer(12));
  }
  found->reference = store::reference(on_, store::reference_kind::goal, id);
  found->steps = steps_of(on_, id);
  return found;
}

std::optional<goal> table::find_referenced(std::string const& reference) {
  return find(store::referenced(on_, store::reference_kind::goal, reference));
}

std::optional<goal> table::find_with_step(std::string const& reference) {
  auto const id = store::referenced(on_, store::reference_kind::step, reference);
  std::int64_t of = 0;
  {
    auto row = on_.select("SELECT goal FROM goals_step WHERE id = ?", id);
    if (row.next()) of = row.integer(0);
  }
  return find(of);
}

std::vector<goal> table::open(std::string const& workspace, std::string const& person,
                              calendar::local_date today) {
  std::vector<std::int64_t> ids;
  auto const where = people::find_workspace(on_, workspace);
  auto const who = where ? people::find_person(on_, *where, person) : std::nullopt;
  if (!who) return {};
  {
    auto rows = on_.select(
        "SELECT id FROM goals_goal WHERE person = ? AND ended_at IS NULL AND (reached_on IS NULL OR"
        " reached_on >= ?) ORDER BY id",
        *who, today);
    while (rows.next())
      ids.push_back(rows.integer(0));
  }
  std::vector<goal> found;
  found.reserve(ids.size());
  for (auto const id : ids)
    found.push_back(*find(id));
  return found;
}

std::optional<chat::message_ref> table::where_posted(goal const& one) {
  auto row = on_.select("SELECT channel, ts FROM posted WHERE subject_kind = 'goal' AND subject = ?", one.id);
  if (!row.next()) return {};
  return chat::message_ref(one.workspace, row.text(0), row.text(1));
}

bool table::set_done(std::int64_t step, bool is_done, base::time_point at, std::string const& by) {
  if (on_.run("UPDATE goals_step SET is_done = ?2, decided_at = ?3 WHERE id = ?1 AND decided_at < ?3", step,
              is_done ? 1 : 0, at) == 0)
    return false;
  on_.run("DELETE FROM goals_tick WHERE step = ?", step);
  if (!is_done || by.empty()) return true;
  std::int64_t where = 0;
  {
    auto row = on_.select("SELECT workspace FROM goals_step WHERE id = ?", step);
    if (row.next()) where = row.integer(0);
  }
  on_.run("INSERT INTO goals_tick (workspace, person, step) VALUES (?, ?, ?)", where,
          people::person_id(on_, where, by), step);
  return true;
}

std::vector<goal> table::to_ask(std::string const& workspace, base::time_point now) {
  std::vector<std::int64_t> ids;
  {
    auto rows = on_.select(
        "SELECT g.id FROM goals_goal g JOIN workspace w ON w.id = g.workspace WHERE w.external = ? AND"
        " g.ask_at <= ? AND g.ended_at IS NULL AND g.reached_on IS NULL ORDER BY g.id",
        workspace, now);
    while (rows.next())
      ids.push_back(rows.integer(0));
  }
  std::vector<goal> found;
  found.reserve(ids.size());
  for (auto const id : ids)
    found.push_back(*find(id));
  return found;
}

std::optional<base::time_point> table::next_question(std::string const& workspace) {
  auto row = on_.select(
      "SELECT min(g.ask_at) FROM goals_goal g JOIN workspace w ON w.id = g.workspace WHERE w.external = ?"
      " AND g.ask_at IS NOT NULL AND g.ended_at IS NULL AND g.reached_on IS NULL",
      workspace);
  if (!row.next() || row.is_null(0)) return std::nullopt;
  return store::to_time(row.integer(0));
}

void table::set_asking(std::int64_t goal, int unanswered, std::optional<base::time_point> next) {
  on_.run("UPDATE goals_goal SET unanswered = ?, ask_at = ? WHERE id = ?", unanswered, next, goal);
}

void table::set_reached(std::int64_t goal, std::optional<calendar::local_date> day) {
  on_.run("UPDATE goals_goal SET reached_on = ? WHERE id = ?", day, goal);
}

void table::end(std::int64_t goal, base::time_point at) {
  on_.run("UPDATE goals_goal SET ended_at = ? WHERE id = ? AND ended_at IS NULL", at, goal);
}

std::vector<std::string> table::wrong(store::connection& on) {
  std::vector<std::string> lines;
  auto rows = on.select(
      "SELECT id FROM goals_goal g WHERE (reached_on IS NULL) <> EXISTS (SELECT 1 FROM goals_step s WHERE"
      " s.goal = g.id AND s.is_done = 0) ORDER BY id");
  while (rows.next())
    lines.push_back("goal " + std::to_string(rows.integer(0)) +
                    " is reached, or not, against what its steps say");
  return lines;
}

}  // namespace huzzah::goals
