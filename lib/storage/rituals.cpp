#include "storage/rituals.hpp"

#include "storage/connection.hpp"

namespace huzzah::storage {
namespace {

std::string const done = "done";
std::string const skipped = "skipped";

/// False if that step was begun or skipped before.
bool take(connection& on, ritual_step const& step, std::string const& outcome, std::string const& why,
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

bool rituals::was_done_for_anybody(ritual_step const& step) {
  auto row = on_->select(
      "SELECT 1 FROM ritual_step WHERE workspace = ? AND ritual = ? AND step = ? AND date = ?"
      " AND person <> '' AND outcome = ? LIMIT 1",
      step.workspace, step.ritual, step.step, step.date, done);
  return row.next();
}

base::time_point rituals::known_since(std::string const& workspace, std::string const& ritual,
                                      base::time_point now) {
  on_->run("INSERT INTO ritual_known (workspace, ritual, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
           workspace, ritual, now);
  auto row =
      on_->select("SELECT since FROM ritual_known WHERE workspace = ? AND ritual = ?", workspace, ritual);
  return row.next() ? to_time(row.integer(0)) : now;
}

base::time_point rituals::restored_at() {
  if (!restored_at_) {
    auto row = on_->select("SELECT ifnull(max(at), 0) FROM restored");
    row.next();
    restored_at_ = to_time(row.integer(0));
  }
  return *restored_at_;
}

}  // namespace huzzah::storage
