#include "app/ledger/audiences.hpp"

#include "app/ledger/entries.hpp"
#include "app/people/ids.hpp"
#include "app/people/places.hpp"
#include "store/connection.hpp"

#include <cstdint>
#include <vector>

namespace huzzah::ledger {
namespace {

/// Entries of a place that have another audience; wins may be heard elsewhere than they were said.
std::vector<std::int64_t> misplaced(store::connection& on, std::int64_t place, std::int64_t audience,
                                    int most) {
  auto rows = on.select(
      "SELECT e.id FROM message m JOIN entry e ON e.id = m.id WHERE m.place = ?1 AND e.heard_in = ?1"
      " AND e.audience <> ?2 AND e.kind = 0 UNION ALL SELECT id FROM entry WHERE heard_in = ?1 AND kind = 1"
      " AND audience <> ?2 LIMIT ?3",
      place, audience, most);
  std::vector<std::int64_t> found;
  while (rows.next())
    found.push_back(rows.integer(0));
  return found;
}

}  // namespace

bool audiences::has_unsettled(std::string const& workspace) {
  auto const in = people::find_workspace(*on_, workspace);
  if (!in) return false;
  auto row = on_->select("SELECT 1 FROM place WHERE workspace = ? AND unsettled = 1 LIMIT 1", *in);
  return row.next();
}

bool audiences::settle(std::string const& workspace, int most) {
  auto const in = people::find_workspace(*on_, workspace);
  if (!in) return false;
  std::int64_t place = 0;
  auto known = people::reach::unknown;
  {
    auto row = on_->select(
        "SELECT id, reach FROM place WHERE workspace = ? AND unsettled = 1 ORDER BY id LIMIT 1", *in);
    if (!row.next()) return false;
    place = row.integer(0);
    known = static_cast<people::reach>(row.small(1));
  }
  auto const audience = people::audience_in(known, place);
  auto const left = misplaced(*on_, place, audience, most);
  for (auto const id : left)
    if (auto row = find_entry(*on_, id)) move_to_audience(*on_, *row, audience);
  if (static_cast<int>(left.size()) < most) on_->run("UPDATE place SET unsettled = 0 WHERE id = ?", place);
  return true;
}

}  // namespace huzzah::ledger
