#include "app/schedule/steps.hpp"

#include "store/connection.hpp"

namespace huzzah::schedule {
namespace {

std::string const done = "done";
std::string const skipped = "skipped";

/// False if that step was begun or skipped before.
bool take(store::connection& on, ritual_step const& step, std::string const& outcome, std::string const& why,
          base::time_point now) {
  return on.run(
             "INSERT INTO ritual_step (workspace, ritual, step, date, person, outcome, why, at)"
             " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
             step.workspace, step.ritual, step.step, step.date, step.person, outcome, why, now) > 0;
}

}  // namespace

bool rituals::begin(ritual_step const& step, base::time_point now) {
  return take(*on_, step, done, {}, now);
}

bool rituals::skip(ritual_step const& step, base::time_point now, std::string const& why) {
  return take(*on_, step, skipped, why, now);
}

std::optional<ritual_outcome> rituals::outcome(ritual_step const& step) {
  auto row = on_->select(
      "SELECT outcome FROM ritual_step WHERE workspace = ? AND ritual = ? AND step = ? AND date = ?"
      " AND person = ?",
      step.workspace, step.ritual, step.step, step.date, step.person);
  if (!row.next()) return {};
  return row.text(0) == skipped ? ritual_outcome::skipped : ritual_outcome::done;
}

std::optional<base::time_point> rituals::settled_at(ritual_step const& step) {
  auto row = on_->select(
      "SELECT at FROM ritual_step WHERE workspace = ? AND ritual = ? AND step = ? AND date = ?"
      " AND person = ?",
      step.workspace, step.ritual, step.step, step.date, step.person);
  if (!row.next()) return {};
  return store::to_time(row.integer(0));
}

bool rituals::was_done_for_anybody(ritual_step const& step) {
  auto row = on_->select(
      "SELECT 1 FROM ritual_step WHERE workspace = ? AND ritual = ? AND step = ? AND date = ?"
      " AND person <> '' AND outcome = ? LIMIT 1",
      step.workspace, step.ritual, step.step, step.date, done);
  return row.next();
}

std::set<std::string> rituals::done_for(ritual_step const& step) {
  auto rows = on_->select(
      "SELECT person FROM ritual_step WHERE workspace = ? AND ritual = ? AND step = ? AND date = ?"
      " AND person <> '' AND outcome = ?",
      step.workspace, step.ritual, step.step, step.date, done);
  std::set<std::string> found;
  while (rows.next())
    found.insert(rows.text(0));
  return found;
}

bool rituals::is_any_known(std::string const& workspace, std::string const& kind) {
  auto row =
      on_->select("SELECT 1 FROM ritual_known WHERE workspace = ? AND substr(ritual, 1, ?) = ? LIMIT 1",
                  workspace, static_cast<std::int64_t>(kind.size()), kind);
  return row.next();
}

base::time_point rituals::known_since(std::string const& workspace, std::string const& ritual,
                                      base::time_point now) {
  on_->run("INSERT INTO ritual_known (workspace, ritual, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
           workspace, ritual, now);
  auto row =
      on_->select("SELECT since FROM ritual_known WHERE workspace = ? AND ritual = ?", workspace, ritual);
  return row.next() ? store::to_time(row.integer(0)) : now;
}

}  // namespace huzzah::schedule
