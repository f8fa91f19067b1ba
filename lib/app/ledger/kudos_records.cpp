#include "app/ledger/kudos_records.hpp"

#include "app/ledger/sight.hpp"
#include "app/people/places.hpp"
#include "store/connection.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>

namespace huzzah::ledger {
namespace {

std::string const rows_by =
    "SELECT e.id, m.way, w.external, c.external, m.external, coalesce(a.external, ''), m.mark, g.external, "
    "g.name,"
    " t.external, t.name, r.amount, CASE WHEN r.line = 0 THEN e.text ELSE (SELECT text FROM entry_line l "
    "WHERE"
    " l.entry = e.id AND l.line = r.line) END, r.said_at, e.said_on, r.retracted_at, r.line, e.author, "
    "e.audience, e.heard_in,"
    " c.reach FROM entry_person r JOIN entry e ON e.id = r.entry"
    " JOIN message m ON m.id = e.id JOIN place c ON c.id = m.place JOIN workspace w ON w.id = e.workspace"
    " JOIN person g ON g.id = e.author JOIN person t ON t.id = r.person LEFT JOIN person a ON a.id = "
    "m.actor ";

std::vector<std::string> values_of(store::connection& on, std::int64_t entry, std::int64_t line) {
  auto rows = on.select(
      "SELECT t.name FROM entry_value v JOIN value_tag t ON t.id = v.value WHERE v.entry = ? AND v.line = ?"
      " ORDER BY t.name",
      entry, line);
  std::vector<std::string> names;
  while (rows.next())
    names.push_back(rows.text(0));
  return names;
}

recognition_record record_of(store::connection& on, store::query const& row) {
  recognition_record one;
  one.id = row.integer(0);
  one.where.kind = static_cast<source_kind>(row.small(1));
  one.where.where = chat::message_ref(row.text(2), row.text(3), row.text(4));
  one.where.actor = row.text(5);
  one.where.mark = row.text(6);
  one.giver = row.text(7);
  one.giver_name = row.text(8);
  one.receiver = row.text(9);
  one.receiver_name = row.text(10);
  one.amount = row.small(11);
  one.reason = row.text(12);
  one.given_at = store::to_time(row.integer(13));
  one.given_on = store::to_date(row.integer(14));
  if (!row.is_null(15)) one.retracted_at = store::to_time(row.integer(15));
  one.values = values_of(on, one.id, row.integer(16));
  one.is_open = row.integer(18) == people::every_member &&
                row.integer(20) == static_cast<int>(people::reach::everybody);
  return one;
}

/// Reduces a kudos that a viewer can't read to its giver and receiver.
void hide(recognition_record& one) {
  one.is_hidden = true;
  one.where = {};
  one.reason.clear();
  one.values.clear();
}

std::vector<recognition_record> records_of(store::connection& on, sight& seen, store::query rows) {
  std::vector<recognition_record> found;
  while (rows.next()) {
    auto& one = found.emplace_back(record_of(on, rows));
    if (!seen.sees(one.id, rows.integer(17), rows.integer(18), rows.integer(19))) hide(one);
  }
  return found;
}

}  // namespace

std::vector<recognition_record> received_by(store::connection& on, sight& seen, std::int64_t person,
                                            int last) {
  static auto const sql =
      rows_by +
      "WHERE r.person = ? AND r.role = 0 AND r.state = 0 AND substr(g.external, 1, 6) <> 'erased'"
      " ORDER BY r.said_at DESC, r.entry DESC LIMIT ?";
  return records_of(on, seen, on.select(sql.c_str(), person, last));
}

std::vector<recognition_record> given_by(store::connection& on, sight& seen, std::int64_t person, int last) {
  static auto const sql =
      rows_by +
      "WHERE e.author = ? AND e.kind = 0 AND e.state = 0 AND r.role = 0 AND r.state = 0"
      " AND substr(t.external, 1, 6) <> 'erased' ORDER BY e.said_at DESC, e.id DESC, t.external LIMIT ?";
  return records_of(on, seen, on.select(sql.c_str(), person, last));
}

std::vector<recognition_record> all_kudos_of(store::connection& on, sight& seen, std::int64_t person) {
  static auto const received = rows_by + "WHERE r.person = ? AND r.role = 0 AND r.state <> 1";
  static auto const given = rows_by +
                            "WHERE e.author = ?1 AND e.kind = 0 AND r.role = 0 AND r.state <> 1 AND"
                            " r.person <> ?1";
  auto found = records_of(on, seen, on.select(received.c_str(), person));
  auto more = records_of(on, seen, on.select(given.c_str(), person));
  std::move(more.begin(), more.end(), std::back_inserter(found));
  std::sort(found.begin(), found.end(), [](auto const& a, auto const& b) {
    return std::tie(a.id, a.receiver) < std::tie(b.id, b.receiver);
  });
  return found;
}

void for_each_recognition(store::connection& on, std::function<bool(recognition_record const&)> const& take) {
  static auto const sql = rows_by + "WHERE r.role = 0 AND r.state <> 1 ORDER BY r.entry, r.person";
  auto rows = on.select(sql.c_str());
  while (rows.next()) {
    if (!take(record_of(on, rows))) return;
  }
}

std::int64_t count_kudos(store::connection& on) {
  auto row = on.select("SELECT count(*) FROM entry_person WHERE role = 0 AND state = 0");
  row.next();
  return row.integer(0);
}

}  // namespace huzzah::ledger
