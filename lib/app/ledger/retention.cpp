#include "app/ledger/retention.hpp"

#include "app/ledger/sources.hpp"
#include "store/connection.hpp"

#include <vector>

namespace huzzah::ledger {

std::optional<std::int64_t> withdraw_old_words(store::connection& on, base::time_point before,
                                               std::int64_t from, std::int64_t most) {
  auto const until = [&]() -> std::optional<std::int64_t> {
    auto row = on.select(
        "SELECT max(id) FROM (SELECT id FROM entry WHERE id > ? ORDER BY id LIMIT ?) AS next", from, most);
    if (!row.next() || row.is_null(0)) return {};
    return row.integer(0);
  }();
  if (!until) return {};
  std::vector<std::int64_t> old;
  {
    auto rows = on.select(
        "SELECT id FROM entry WHERE id > ?1 AND id <= ?2 AND said_at < ?3 AND (text <> '' OR EXISTS (SELECT 1"
        " FROM entry_line l WHERE l.entry = entry.id))",
        from, *until, before);
    while (rows.next())
      old.push_back(rows.integer(0));
  }
  for (auto const id : old) {
    on.run("UPDATE entry SET text = '' WHERE id = ?", id);
    on.run("UPDATE entry_line SET text = '' WHERE entry = ?", id);
    on.run("DELETE FROM entry_value WHERE entry = ?", id);
    on.run("DELETE FROM entry_impact WHERE entry = ?", id);
    on.run("UPDATE message SET revision = ?1 WHERE id = ?2 AND revision < ?1", closed, id);
  }
  if (!old.empty())
    on.run(
        "INSERT INTO erasing (person, known_as, at, stage, position) VALUES ('', '', ?, '', 0) ON CONFLICT"
        " (person) DO NOTHING",
        before);
  return until;
}

}  // namespace huzzah::ledger
