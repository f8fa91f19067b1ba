#include "features/welcome/table.hpp"

#include "app/people/ids.hpp"
#include "store/connection.hpp"

#include <optional>
#include <utility>

namespace huzzah::welcome {
namespace {

constexpr auto version_1 = R"sql(
CREATE TABLE welcome_seen (
  workspace INTEGER PRIMARY KEY REFERENCES workspace (id),
  entry     INTEGER NOT NULL  -- all up to that one were looked at
) STRICT;
)sql";

}  // namespace

store::feature_tables table::tables() {
  store::feature_tables made;
  made.feature = "welcome";
  made.migrations = {version_1};
  return made;
}

table::news table::next(std::string const& workspace, base::time_point not_before, int most) {
  news found;
  auto const in = people::workspace_id(*on_, workspace);
  std::optional<std::int64_t> seen;
  {
    auto row = on_->select("SELECT entry FROM welcome_seen WHERE workspace = ?", in);
    if (row.next()) seen = row.integer(0);
  }
  auto newest = ledger::newest_entry(*on_);
  if (seen && newest > *seen + most) {
    newest = *seen + most;
    found.is_all = false;
  }
  if (seen && newest <= *seen) return found;
  if (seen) found.people = ledger::first_kudos_among(*on_, in, *seen, newest, not_before);
  on_->run(
      "INSERT INTO welcome_seen (workspace, entry) VALUES (?, ?) ON CONFLICT (workspace) DO UPDATE SET"
      " entry = excluded.entry",
      in, newest);
  return found;
}

}  // namespace huzzah::welcome
