#include "storage/recognitions.hpp"

#include "storage/ids.hpp"
#include "storage/tallies.hpp"

#include <utility>

namespace huzzah::storage {
namespace {

void add_tallies(connection& on, recognition_row const& row, std::int64_t amount) {
  if (amount == 0) return;
  auto const giver = person_id(on, row.workspace, row.what.giver);
  auto const receiver = person_id(on, row.workspace, row.what.receiver);
  add_to_tallies(on, row.workspace, giver, receiver, row.given_on, amount);
}

std::int64_t value_id(connection& on, std::string const& name) {
  {
    auto row = on.select("SELECT id FROM value_tag WHERE name = ?", name);
    if (row.next()) return row.integer(0);
  }
  on.run("INSERT INTO value_tag (name) VALUES (?)", name);
  return on.last_id();
}

void insert_values(connection& on, entry const& what) {
  for (auto const& name : what.values) {
    on.run("INSERT INTO recognition_value (recognition, value) VALUES (?, ?)", what.id, value_id(on, name));
  }
}

std::vector<recognition_row> collect(connection& on, query rows) {
  std::vector<recognition_row> found;
  while (rows.next()) {
    recognition_row row;
    row.what.id = rows.integer(0);
    row.what.giver = rows.text(1);
    row.what.receiver = rows.text(2);
    row.what.amount = rows.small(3);
    row.what.reason = rows.text(4);
    row.source = rows.integer(5);
    row.workspace = rows.integer(6);
    row.given_at = to_time(rows.integer(7));
    row.given_on = to_date(rows.integer(8));
    if (!rows.is_null(9)) row.retracted = to_time(rows.integer(9));
    row.what.values = values_of(on, row.what.id);
    found.push_back(std::move(row));
  }
  return found;
}

}  // namespace

std::vector<recognition_row> recognitions_of(connection& on, std::int64_t source) {
  return collect(on, on.select("SELECT r.id, g.external, t.external, r.amount, r.reason, r.source,"
                               " g.workspace, r.given_at, r.given_on, r.retracted_at"
                               " FROM recognition r JOIN person g ON g.id = r.giver"
                               " JOIN person t ON t.id = r.receiver WHERE r.source = ? ORDER BY r.id",
                               source));
}

std::vector<recognition_row> recognitions_at(connection& on, std::int64_t place, std::string const& ts) {
  return collect(on, on.select("SELECT r.id, g.external, t.external, r.amount, r.reason, r.source,"
                               " g.workspace, r.given_at, r.given_on, r.retracted_at"
                               " FROM source s JOIN recognition r ON r.source = s.id"
                               " JOIN person g ON g.id = r.giver JOIN person t ON t.id = r.receiver"
                               " WHERE s.place = ? AND s.ts = ? ORDER BY r.id",
                               place, ts));
}

std::optional<std::int64_t> newest_source_of(connection& on, std::int64_t giver,
                                             base::time_point not_before) {
  auto row = on.select(
      "SELECT source FROM recognition WHERE giver = ? AND given_at >= ? AND retracted_at IS NULL"
      " ORDER BY given_at DESC, id DESC LIMIT 1",
      giver, not_before);
  if (!row.next()) return {};
  return row.integer(0);
}

source source_of(connection& on, std::int64_t id) {
  auto row = on.select(
      "SELECT s.kind, w.external, c.external, s.ts, ifnull(a.external, ''), s.mark FROM source s"
      " JOIN place c ON c.id = s.place JOIN workspace w ON w.id = c.workspace"
      " LEFT JOIN person a ON a.id = s.actor WHERE s.id = ?",
      id);
  if (!row.next()) return {};
  auto where = chat::message_ref(row.text(1), row.text(2), row.text(3));
  return {static_cast<recognition::source_kind>(row.small(0)), std::move(where), row.text(4), row.text(5)};
}

void insert_recognition(connection& on, recognition_row& row) {
  auto const giver = person_id(on, row.workspace, row.what.giver);
  auto const receiver = person_id(on, row.workspace, row.what.receiver);
  on.run(
      "INSERT INTO recognition (source, giver, receiver, amount, reason, given_at, given_on)"
      " VALUES (?, ?, ?, ?, ?, ?, ?)",
      row.source, giver, receiver, row.what.amount, row.what.reason, row.given_at, row.given_on);
  row.what.id = on.last_id();
  insert_values(on, row.what);
  add_to_tallies(on, row.workspace, giver, receiver, row.given_on, row.what.amount);
}

void replace_recognition(connection& on, recognition_row const& row, entry const& next) {
  on.run(
      "UPDATE recognition SET amount = ?, reason = ?, given_at = ?, given_on = ?, retracted_at = NULL WHERE "
      "id = ?",
      next.amount, next.reason, row.given_at, row.given_on, row.what.id);
  if (next.values != row.what.values) {
    on.run("DELETE FROM recognition_value WHERE recognition = ?", row.what.id);
    insert_values(on, next);
  }
  add_tallies(on, row, next.amount - (row.retracted ? 0 : row.what.amount));
}

void retract_recognition(connection& on, recognition_row const& row, base::time_point at) {
  on.run("UPDATE recognition SET retracted_at = ? WHERE id = ?", at, row.what.id);
  add_tallies(on, row, -row.what.amount);
}

std::vector<std::string> values_of(connection& on, std::int64_t recognition) {
  auto rows = on.select(
      "SELECT v.name FROM recognition_value rv JOIN value_tag v ON v.id = rv.value"
      " WHERE rv.recognition = ? ORDER BY v.name",
      recognition);
  std::vector<std::string> names;
  while (rows.next())
    names.push_back(rows.text(0));
  return names;
}

}  // namespace huzzah::storage
