#include "storage/records.hpp"

#include "storage/connection.hpp"
#include "storage/recognitions.hpp"

#include <string>
#include <utility>

namespace huzzah::storage {
namespace {

std::string const rows_by =
    "SELECT r.id, s.kind, w.external, c.external, s.ts, ifnull(a.external, ''), s.mark, g.external, g.name,"
    " t.external, t.name, r.amount, r.reason, r.given_at, r.given_on, r.retracted_at FROM recognition r"
    " JOIN source s ON s.id = r.source JOIN place c ON c.id = s.place JOIN workspace w ON w.id = c.workspace"
    " JOIN person g ON g.id = r.giver JOIN person t ON t.id = r.receiver"
    " LEFT JOIN person a ON a.id = s.actor ";

recognition_record record_of(connection& on, query const& row) {
  recognition_record one;
  one.id = row.integer(0);
  one.where.kind = static_cast<recognition::source_kind>(row.small(1));
  one.where.where = chat::message_ref(row.text(2), row.text(3), row.text(4));
  one.where.actor = row.text(5);
  one.where.mark = row.text(6);
  one.giver = row.text(7);
  one.giver_name = row.text(8);
  one.receiver = row.text(9);
  one.receiver_name = row.text(10);
  one.amount = row.small(11);
  one.reason = row.text(12);
  one.given_at = to_time(row.integer(13));
  one.given_on = to_date(row.integer(14));
  if (!row.is_null(15)) one.retracted_at = to_time(row.integer(15));
  one.values = values_of(on, one.id);
  return one;
}

std::vector<recognition_record> records_of(connection& on, query rows) {
  std::vector<recognition_record> found;
  while (rows.next())
    found.push_back(record_of(on, rows));
  return found;
}

}  // namespace

std::vector<recognition_record> received_by(connection& on, std::int64_t person, int last) {
  static auto const sql = rows_by +
                          "WHERE r.receiver = ? AND r.retracted_at IS NULL AND g.external <> 'erased' ORDER "
                          "BY r.given_at DESC, r.id DESC LIMIT ?";
  return records_of(on, on.select(sql.c_str(), person, last));
}

std::vector<recognition_record> given_by(connection& on, std::int64_t person, int last) {
  static auto const sql = rows_by +
                          "WHERE r.giver = ? AND r.retracted_at IS NULL AND t.external <> 'erased' ORDER BY "
                          "r.given_at DESC, r.id DESC LIMIT ?";
  return records_of(on, on.select(sql.c_str(), person, last));
}

void each_record(connection& on, std::function<bool(recognition_record const&)> const& take) {
  static auto const sql = rows_by + "ORDER BY r.id";
  auto rows = on.select(sql.c_str());
  while (rows.next()) {
    if (!take(record_of(on, rows))) return;
  }
}

}  // namespace huzzah::storage
