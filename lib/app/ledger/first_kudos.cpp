#include "app/ledger/first_kudos.hpp"

#include "store/connection.hpp"

#include <utility>

namespace huzzah::ledger {
namespace {

class person_of_entry {
 public:
  std::int64_t entry;
  std::int64_t person;
  std::string external;
  bool has_given;
};

bool is_first(store::connection& on, std::int64_t person, std::int64_t entry) {
  auto given =
      on.select("SELECT 1 FROM entry WHERE author = ? AND kind = 0 AND id < ? LIMIT 1", person, entry);
  if (given.next()) return false;
  auto received =
      on.select("SELECT 1 FROM entry_person WHERE person = ? AND entry < ? LIMIT 1", person, entry);
  return !received.next();
}

}  // namespace

std::int64_t newest_entry(store::connection& on) {
  auto row = on.select("SELECT coalesce(max(id), 0) FROM entry");
  row.next();
  return row.integer(0);
}

std::vector<first_kudos> first_kudos_among(store::connection& on, std::int64_t workspace, std::int64_t after,
                                           std::int64_t until, base::time_point not_before) {
  std::vector<person_of_entry> all;
  {
    auto rows = on.select(
        "SELECT e.id, p.id, p.external, 1 FROM entry e JOIN person p ON p.id = e.author WHERE e.id > ?1"
        " AND e.id <= ?2 AND e.workspace = ?3 AND e.kind = 0 AND e.state = 0 AND e.said_at > ?4"
        " UNION ALL SELECT e.id, p.id, p.external, 0 FROM entry e JOIN entry_person r ON r.entry = e.id"
        " AND r.role = 0 AND r.state = 0 JOIN person p ON p.id = r.person WHERE e.id > ?1 AND e.id <= ?2"
        " AND e.workspace = ?3 AND e.kind = 0 AND e.state = 0 AND e.said_at > ?4 ORDER BY 1, 2",
        after, until, workspace, not_before);
    while (rows.next())
      all.push_back({rows.integer(0), rows.integer(1), rows.text(2), rows.integer(3) != 0});
  }
  std::vector<first_kudos> found;
  for (auto& one : all)
    if (is_first(on, one.person, one.entry)) found.push_back({std::move(one.external), one.has_given});
  return found;
}

}  // namespace huzzah::ledger
