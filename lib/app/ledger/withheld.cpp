#include "app/ledger/withheld.hpp"

#include "app/ledger/entries.hpp"
#include "app/ledger/sight.hpp"
#include "app/ledger/sources.hpp"
#include "app/people/ids.hpp"
#include "store/connection.hpp"
#include "store/database.hpp"

#include <optional>

namespace huzzah::ledger {
namespace {

class withheld_row {
 public:
  bool hides() const { return by_person || report == report_state::waiting; }

  bool by_person = false;
  report_state report = report_state::none;
  std::optional<std::int64_t> heard_in;  // where it was heard before
  std::int64_t audience = people::people_named;
};

std::optional<withheld_row> row_of(store::connection& on, std::int64_t entry) {
  auto row = on.select("SELECT by_person, report, heard_in, audience FROM withheld WHERE entry = ?", entry);
  if (!row.next()) return {};
  withheld_row found;
  found.by_person = row.integer(0) != 0;
  found.report = static_cast<report_state>(row.small(1));
  found.heard_in = number_or_none(row, 2);
  found.audience = row.integer(3);
  return found;
}

/// What is heard nowhere: a private win has no place, a private kudos the one of forms and buttons.
std::optional<std::int64_t> no_place(store::connection& on, entry_row const& row) {
  if (row.kind == entry_kind::win) return {};
  auto const place = people::place_id(on, row.workspace, "");
  on.run("UPDATE place SET reach = ? WHERE id = ? AND reach = 0", static_cast<int>(people::reach::named),
         place);
  return place;
}

void put_out_of_sight(store::connection& on, entry_row row) {
  move_to_audience(on, row, people::people_named);
  row.audience = people::people_named;
  row.heard_in = no_place(on, row);
  update_entry(on, row);
}

void put_back(store::connection& on, entry_row row, withheld_row const& as) {
  // The place may have become narrower since.
  auto const audience = as.heard_in && as.audience != people::people_named
                            ? people::audience_in(people::reach_of(on, *as.heard_in), *as.heard_in)
                            : as.audience;
  move_to_audience(on, row, audience);
  row.audience = audience;
  row.heard_in = as.heard_in;
  update_entry(on, row);
}

}  // namespace

bool withheld_entries::is_hidden(std::int64_t entry) {
  auto const row = row_of(*on_, entry);
  return row && row->hides();
}

bool withheld_entries::is_hidden_by_person(std::int64_t entry) {
  auto const row = row_of(*on_, entry);
  return row && row->by_person;
}

report_state withheld_entries::report_of(std::int64_t entry) {
  auto const row = row_of(*on_, entry);
  return row ? row->report : report_state::none;
}

void withheld_entries::set(std::int64_t entry, bool by_person, report_state report) {
  auto const before = row_of(*on_, entry).value_or(withheld_row());
  auto now = before;
  now.by_person = by_person;
  now.report = report;
  auto const row = find_entry(*on_, entry);
  if (!row) return;
  if (now.hides() && !before.hides()) {
    now.heard_in = row->heard_in;
    now.audience = row->audience;
    put_out_of_sight(*on_, *row);
  } else if (!now.hides() && before.hides()) {
    put_back(*on_, *row, before);
  }
  on_->run(
      "INSERT INTO withheld (entry, by_person, report, heard_in, audience) VALUES (?, ?, ?, ?, ?)"
      " ON CONFLICT (entry) DO UPDATE SET by_person = excluded.by_person, report = excluded.report,"
      " heard_in = excluded.heard_in, audience = excluded.audience",
      entry, now.by_person ? 1 : 0, static_cast<int>(now.report), now.heard_in, now.audience);
}

bool withheld_entries::hide(std::int64_t entry, bool is_wanted) {
  auto const row = find_entry(*on_, entry);
  auto const before = row_of(*on_, entry).value_or(withheld_row());
  if (!row || !row->stands() || before.by_person == is_wanted) return false;
  set(entry, is_wanted, before.report);
  return true;
}

bool withheld_entries::report(std::int64_t entry) {
  auto const row = find_entry(*on_, entry);
  auto const before = row_of(*on_, entry).value_or(withheld_row());
  if (!row || !row->stands() || before.report != report_state::none) return false;
  set(entry, before.by_person, report_state::waiting);
  return true;
}

bool withheld_entries::keep(std::int64_t entry) {
  auto const before = row_of(*on_, entry);
  if (!before || before->report != report_state::waiting) return false;
  set(entry, before->by_person, report_state::kept);
  return true;
}

bool withheld_entries::remove(std::int64_t entry, base::time_point at) {
  auto const before = row_of(*on_, entry);
  auto const row = find_entry(*on_, entry);
  if (!before || !row || before->report != report_state::waiting) return false;
  on_->run("UPDATE withheld SET report = ? WHERE entry = ?", static_cast<int>(report_state::removed), entry);
  if (row->stands()) retract_entry(*on_, *row, at);
  set_revision(*on_, entry, closed);
  return true;
}

std::vector<std::int64_t> withheld_entries::waiting(std::string const& workspace) {
  std::vector<std::int64_t> found;
  auto const in = people::find_workspace(*on_, workspace);
  if (!in) return found;
  auto rows = on_->select(
      "SELECT w.entry FROM withheld w JOIN entry e ON e.id = w.entry WHERE w.report = 1 AND e.workspace = ?"
      " AND e.state = 0 ORDER BY w.entry",
      *in);
  while (rows.next())
    found.push_back(rows.integer(0));
  return found;
}

void withhold_again(store::connection& older, std::filesystem::path const& newer) {
  class withheld_since {
   public:
    std::int64_t entry;
    bool by_person;
    report_state report;
  };
  std::vector<withheld_since> hidden;
  if (auto const opened = store::open_to_read(newer, store::ledger_age::any)) {
    try {
      auto rows = (*opened)->select("SELECT entry, by_person, report FROM withheld ORDER BY entry");
      while (rows.next())
        hidden.push_back({rows.integer(0), rows.integer(1) != 0, static_cast<report_state>(rows.small(2))});
    } catch (store::storage_failure const&) {
      // A damaged ledger, or one of before anything could be hidden.
      return;
    }
  }
  older.execute("BEGIN IMMEDIATE");
  withheld_entries known(older);
  for (auto const& one : hidden) {
    known.hide(one.entry, one.by_person);
    if (one.report == report_state::none) continue;
    known.report(one.entry);
    if (one.report == report_state::kept) known.keep(one.entry);
    if (one.report == report_state::removed) known.remove(one.entry, base::time_point());
  }
  older.execute("COMMIT");
}

}  // namespace huzzah::ledger
