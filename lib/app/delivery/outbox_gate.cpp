// What the outbox asks of its table about deliveries that wait at the gate, and those that share a message.
#include "app/delivery/outbox_rows.hpp"
#include "store/connection.hpp"

#include <utility>

namespace huzzah::delivery {

std::vector<std::string> outbox::held_people(std::string const& workspace, base::time_point now, int most) {
  std::vector<std::string> found;
  auto const latest = now + longest_postponement;
  for (auto rows = on_->select(
           "SELECT DISTINCT person FROM outbox WHERE workspace = ? AND state = 'pending' AND held > 0"
           " AND carrier IS NULL AND (due_at <= ? OR due_at > ?) LIMIT ?",
           workspace, now, latest, most);
       rows.next();)
    found.push_back(rows.text(0));
  return found;
}

std::vector<outbox_row> outbox::held_for(std::string const& workspace, std::string const& person) {
  std::vector<std::int64_t> ids;
  for (auto rows = on_->select(
           "SELECT id FROM outbox WHERE workspace = ? AND person = ? AND state = 'pending' AND held > 0"
           " AND carrier IS NULL ORDER BY id",
           workspace, person);
       rows.next();)
    ids.push_back(rows.integer(0));
  std::vector<outbox_row> found;
  found.reserve(ids.size());
  for (auto const id : ids)
    found.push_back(*find(id));
  return found;
}

std::optional<base::time_point> outbox::next_held(std::string const& workspace) {
  auto row = on_->select(
      "SELECT min(due_at) FROM outbox WHERE workspace = ? AND state = 'pending' AND held > 0"
      " AND carrier IS NULL",
      workspace);
  if (!row.next() || row.is_null(0)) return {};
  return store::to_time(row.integer(0));
}

int outbox::count_of(std::string const& workspace, std::string const& person, calendar::local_date day) {
  auto row = on_->select(
      "SELECT count(*) FROM outbox WHERE workspace = ? AND person = ? AND day = ?"
      " AND state IN ('pending', 'sending', 'sent')",
      workspace, person, day);
  row.next();
  return row.small(0);
}

void outbox::hold_until(std::int64_t id, base::time_point when, bool is_away) {
  on_->run(
      "UPDATE outbox SET due_at = ?, held = CASE WHEN ? > 0 THEN 2 ELSE held END WHERE id = ? AND held > 0",
      when, is_away ? 1 : 0, id);
}

void outbox::release(std::int64_t id, calendar::local_date day, base::time_point now) {
  on_->run("UPDATE outbox SET held = 0, day = ?, due_at = ? WHERE id = ? AND state = 'pending' AND held > 0",
           day, now, id);
  on_->announce();
}

void outbox::join(std::int64_t id, std::int64_t carrier, base::time_point now) {
  on_->run("UPDATE outbox SET carrier = ? WHERE id = ? AND state = 'pending'", carrier, id);
  show_again(carrier, now);
}

std::int64_t outbox::carrier_of(std::string const& workspace, std::string const& person,
                                calendar::local_date day) {
  std::int64_t id = 0;
  {
    auto row = on_->select(
        "SELECT id FROM outbox WHERE workspace = ? AND person = ? AND day = ? AND topic = 'joined'"
        " AND state IN ('pending', 'sending', 'sent') ORDER BY id DESC LIMIT 1",
        workspace, person, day);
    if (row.next()) id = row.integer(0);
  }
  return id != 0 && is_undone(*on_, id) ? 0 : id;
}

void outbox::show_again(std::int64_t carrier, base::time_point now) {
  auto const first = find(carrier);
  if (!first) return;
  auto const says_nothing = [&] {
    auto row = on_->select("SELECT 1 FROM outbox WHERE carrier = ? AND state = 'pending'", carrier);
    return !row.next();
  }();
  if (says_nothing) {
    withdraw(first->what.key, now);
  } else {
    revise(first->what.key, {}, now);
  }
}

}  // namespace huzzah::delivery
