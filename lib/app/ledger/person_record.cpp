#include "app/ledger/person_record.hpp"

#include "store/connection.hpp"
#include "store/database.hpp"

#include <utility>

namespace huzzah::ledger {
namespace {

void read_choices(store::connection& on, std::string const& id, person_record& into) {
  auto rows =
      on.select("SELECT name, value FROM setting WHERE workspace = ? AND person = ?", into.workspace, id);
  while (rows.next())
    into.choices.emplace(rows.text(0), rows.text(1));
}

void read_cheers(store::connection& on, std::int64_t person, person_record& into) {
  auto rows = on.select(
      "SELECT s.entry, a.external, s.sign FROM support s JOIN entry e ON e.id = s.entry JOIN person a ON"
      " a.id = e.author WHERE s.person = ? AND s.is_on = 1 AND e.state = 0 ORDER BY s.entry, s.sign",
      person);
  while (rows.next()) {
    auto& one = into.cheers.emplace_back();
    one.win = rows.integer(0);
    one.author = rows.text(1);
    one.emoji = rows.text(2);
  }
}

void read_messages(store::connection& on, std::string const& id, person_record& into) {
  auto rows =
      on.select("SELECT created_at, state, body FROM outbox WHERE workspace = ? AND person = ? ORDER BY id",
                into.workspace, id);
  while (rows.next()) {
    auto& one = into.messages.emplace_back();
    one.created_at = store::to_time(rows.integer(0));
    one.state = rows.text(1);
    one.body = rows.text(2);
  }
}

std::vector<person_record> records_in(store::connection& on, std::string const& id) {
  // A person who never gave or received anything may have chosen something, or have been sent a message.
  auto names = people::workspaces_of(on, id);
  {
    auto rows = on.select(
        "SELECT w.external FROM person p JOIN workspace w ON w.id = p.workspace WHERE p.external = ?", id);
    while (rows.next())
      names.insert(rows.text(0));
  }
  std::vector<person_record> found;
  found.reserve(names.size());
  for (auto const& workspace : names)
    found.push_back(record_in(on, workspace, id));
  return found;
}

}  // namespace

person_record record_in(store::connection& on, std::string const& workspace, std::string const& id) {
  person_record one;
  one.workspace = workspace;
  std::int64_t number = 0;
  {
    auto row = on.select(
        "SELECT p.id, p.name, p.time_zone FROM person p JOIN workspace w ON w.id = p.workspace"
        " WHERE w.external = ? AND p.external = ?",
        workspace, id);
    if (row.next()) {
      number = row.integer(0);
      one.name = row.text(1);
      one.time_zone = row.text(2);
    }
  }
  read_choices(on, id, one);
  read_cheers(on, number, one);
  read_messages(on, id, one);
  one.stored = people::stored_rows(on, number, workspace, id, {"setting", "outbox"});
  return one;
}

result<std::vector<person_record>> read_person(std::filesystem::path const& ledger, std::string const& id) {
  auto opened = store::open_to_read(ledger);
  if (!opened) return opened.error();
  try {
    (*opened)->execute("BEGIN");
    return records_in(**opened, id);
  } catch (store::storage_failure const& failure) {
    return failure.why;
  }
}

}  // namespace huzzah::ledger
