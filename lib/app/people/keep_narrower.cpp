#include "app/people/keep_narrower.hpp"

#include "store/connection.hpp"
#include "store/database.hpp"

#include <string>
#include <vector>

namespace huzzah::people {
namespace {

class choice {
 public:
  std::string workspace;
  std::string person;
  std::string name;
  std::string value;
};

// How people, opt-outs (standups/opt_outs) and the books of rituals (schedule/registry) write them.
constexpr auto narrow_choices =
    "SELECT workspace, person, name, value FROM setting WHERE"
    " (person <> '' AND (name = 'muted' OR value = 'out'))"
    " OR (person = '' AND json_valid(value)"
    " AND (json_extract(value, '$.removed') OR json_extract(value, '$.off')"
    " OR json_extract(value, '$.paused_until') IS NOT NULL))";

/// Those of a ledger that may be damaged.
std::vector<choice> choices_in(std::filesystem::path const& ledger) {
  auto const opened = store::open_to_read(ledger, store::ledger_age::any);
  if (!opened) return {};
  try {
    std::vector<choice> found;
    auto rows = (*opened)->select(narrow_choices);
    while (rows.next())
      found.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3)});
    return found;
  } catch (store::storage_failure const&) {
    return {};
  }
}

}  // namespace

void keep_narrower(store::connection& older, std::filesystem::path const& newer) {
  auto const choices = choices_in(newer);
  older.execute("BEGIN IMMEDIATE");
  for (auto const& one : choices)
    older.run(
        "INSERT INTO setting (workspace, person, name, value) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (workspace, person, name) DO UPDATE SET value = excluded.value",
        one.workspace, one.person, one.name, one.value);
  older.execute("COMMIT");
}

}  // namespace huzzah::people
