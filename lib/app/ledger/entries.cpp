#include "app/ledger/entries.hpp"

#include "app/ledger/sight.hpp"
#include "app/ledger/tallies.hpp"

#include <utility>

namespace huzzah::ledger {
namespace {

std::string const entries_where =
    "SELECT e.id, e.workspace, e.kind, e.author, e.audience, e.heard_in, e.text, e.said_at, e.said_on, "
    "e.state,"
    " e.receivers, e.supporters, e.retracted_at, e.undone, e.about FROM entry e ";

entry_row entry_of(store::query const& row) {
  entry_row found;
  found.id = row.integer(0);
  found.workspace = row.integer(1);
  found.kind = static_cast<entry_kind>(row.small(2));
  found.author = row.integer(3);
  found.audience = row.integer(4);
  found.heard_in = number_or_none(row, 5);
  found.text = row.text(6);
  found.said_at = store::to_time(row.integer(7));
  found.said_on = store::to_date(row.integer(8));
  found.state = static_cast<entry_state>(row.small(9));
  found.receivers = row.small(10);
  found.supporters = row.small(11);
  found.retracted_at = number_or_none(row, 12);
  found.undone = number_or_none(row, 13);
  found.round = number_or_none(row, 14).value_or(0);
  return found;
}

std::optional<entry_row> first_of(store::query row) {
  if (!row.next()) return {};
  return entry_of(row);
}

std::optional<int> about_kind(entry_row const& row) {
  return row.round == 0 ? std::nullopt : std::optional(1);
}

std::optional<std::int64_t> about(entry_row const& row) {
  return row.round == 0 ? std::nullopt : std::optional(row.round);
}

std::int64_t value_id(store::connection& on, std::string const& name) {
  {
    auto row = on.select("SELECT id FROM value_tag WHERE name = ?", name);
    if (row.next()) return row.integer(0);
  }
  return on.insert("INSERT INTO value_tag (name) VALUES (?)", name);
}

/// Adds what a standing entry counts for to the sums of an audience, `times` 1 or -1.
void count_entry(store::connection& on, entry_row const& row, std::int64_t audience, std::int64_t times) {
  if (!row.stands()) return;
  if (row.kind == entry_kind::win) {
    add_to_sums(on, row.workspace, audience, row.said_on, {row.author, 0, 0, times});
    return;
  }
  std::int64_t given = 0;
  for (auto const& one : receivers_of(on, row.id)) {
    if (!one.stands()) continue;
    given += one.amount;
    add_to_sums(on, row.workspace, audience, row.said_on, {one.person, times * one.amount, 0, 0});
  }
  add_to_sums(on, row.workspace, audience, row.said_on, {row.author, 0, times * given, 0});
}

}  // namespace

std::optional<entry_row> find_entry(store::connection& on, std::int64_t id) {
  static auto const sql = entries_where + "WHERE e.id = ?";
  return first_of(on.select(sql.c_str(), id));
}

std::vector<entry_row> standing_kudos_at(store::connection& on, std::int64_t place,
                                         std::string const& external) {
  static auto const sql = entries_where +
                          "JOIN message m ON m.id = e.id WHERE m.place = ? AND m.external = ? AND e.kind = 0"
                          " AND e.state <> 2 ORDER BY e.id";
  auto rows = on.select(sql.c_str(), place, external);
  std::vector<entry_row> found;
  while (rows.next())
    found.push_back(entry_of(rows));
  return found;
}

std::optional<entry_row> newest_kudos_of(store::connection& on, std::int64_t author,
                                         base::time_point not_before) {
  static auto const sql = entries_where +
                          "WHERE e.author = ? AND e.kind = 0 AND e.said_at >= ? AND e.state = 0 ORDER BY "
                          "e.said_at DESC, e.id DESC"
                          " LIMIT 1";
  return first_of(on.select(sql.c_str(), author, not_before));
}

void insert_entry(store::connection& on, entry_row const& row) {
  on.run(
      "INSERT INTO entry (id, workspace, kind, author, audience, heard_in, text, said_at, said_on, state,"
      " receivers, supporters, retracted_at, about_kind, about) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "?, ?,"
      " ?)",
      row.id, row.workspace, static_cast<int>(row.kind), row.author, row.audience, row.heard_in, row.text,
      row.said_at, row.said_on, static_cast<int>(row.state), row.receivers, row.supporters, row.retracted_at,
      about_kind(row), about(row));
}

void update_entry(store::connection& on, entry_row const& row) {
  on.run(
      "UPDATE entry SET audience = ?, heard_in = ?, text = ?, said_at = ?, said_on = ?, state = ?, receivers "
      "= ?,"
      " retracted_at = ?, undone = ?, about_kind = ?, about = ? WHERE id = ?",
      row.audience, row.heard_in, row.text, row.said_at, row.said_on, static_cast<int>(row.state),
      row.receivers, row.retracted_at, row.undone, about_kind(row), about(row), row.id);
}

std::vector<entry_receiver> receivers_of(store::connection& on, std::int64_t entry) {
  auto rows = on.select(
      "SELECT e.person, p.external, e.line, e.amount, e.state, e.said_at, e.retracted_at FROM entry_person e"
      " JOIN person p ON p.id = e.person WHERE e.entry = ? AND e.role = 0 ORDER BY e.person",
      entry);
  std::vector<entry_receiver> found;
  while (rows.next()) {
    auto& one = found.emplace_back();
    one.person = rows.integer(0);
    one.external = rows.text(1);
    one.line = static_cast<std::size_t>(rows.integer(2));
    one.amount = rows.small(3);
    one.state = static_cast<entry_state>(rows.small(4));
    one.said_at = store::to_time(rows.integer(5));
    one.retracted_at = number_or_none(rows, 6);
  }
  return found;
}

void insert_receiver(store::connection& on, std::int64_t entry, entry_receiver const& one) {
  on.run(
      "INSERT INTO entry_person (entry, person, role, line, amount, state, said_at) VALUES (?, ?, 0, ?, ?, "
      "?, ?)",
      entry, one.person, static_cast<std::int64_t>(one.line), one.amount, static_cast<int>(one.state),
      one.said_at);
}

void update_receiver(store::connection& on, std::int64_t entry, entry_receiver const& one) {
  on.run(
      "UPDATE entry_person SET line = ?, amount = ?, state = ?, said_at = ?, retracted_at = ? WHERE entry = ?"
      " AND person = ? AND role = 0",
      static_cast<std::int64_t>(one.line), one.amount, static_cast<int>(one.state), one.said_at,
      one.retracted_at, entry, one.person);
}

std::vector<entry_words> words_of(store::connection& on, entry_row const& row) {
  std::vector<entry_words> lines(1);
  lines.front().text = row.text;
  auto const line_at = [&](std::int64_t number) -> entry_words& {
    auto const index = static_cast<std::size_t>(number);
    if (lines.size() <= index) lines.resize(index + 1);
    return lines[index];
  };
  {
    auto rows = on.select("SELECT line, text FROM entry_line WHERE entry = ?", row.id);
    while (rows.next())
      line_at(rows.integer(0)).text = rows.text(1);
  }
  auto rows = on.select(
      "SELECT v.line, t.name FROM entry_value v JOIN value_tag t ON t.id = v.value WHERE v.entry = ?"
      " ORDER BY t.name",
      row.id);
  while (rows.next())
    line_at(rows.integer(0)).values.push_back(rows.text(1));
  return lines;
}

void replace_words(store::connection& on, std::int64_t entry, std::vector<entry_words> const& before,
                   std::vector<entry_words> const& next) {
  if (next == before) return;
  auto const had_values = [&] {
    for (auto const& one : before)
      if (!one.values.empty()) return true;
    return false;
  }();
  if (before.size() > 1) on.run("DELETE FROM entry_line WHERE entry = ?", entry);
  if (had_values) on.run("DELETE FROM entry_value WHERE entry = ?", entry);
  for (std::size_t line = 0; line < next.size(); ++line) {
    auto const number = static_cast<std::int64_t>(line);
    if (line > 0)
      on.run("INSERT INTO entry_line (entry, line, text) VALUES (?, ?, ?)", entry, number, next[line].text);
    for (auto const& name : next[line].values)
      on.run("INSERT INTO entry_value (entry, line, value) VALUES (?, ?, ?)", entry, number,
             value_id(on, name));
  }
}

std::vector<impact> impacts_of(store::connection& on, std::int64_t entry) {
  auto rows = on.select(
      "SELECT kind, amount, unit, recurs, occasion, words FROM entry_impact WHERE entry = ? ORDER BY "
      "position",
      entry);
  std::vector<impact> found;
  while (rows.next()) {
    auto const kind = impact_kind_from(rows.text(0));
    auto const recurs = recurrence_from(rows.text(3));
    found.emplace_back(kind.value_or(impact_kind::count), rows.real(1), rows.text(2),
                       recurs.value_or(recurrence::once), rows.text(4), rows.text(5));
  }
  return found;
}

void replace_impacts(store::connection& on, std::int64_t entry, std::vector<impact> const& impacts) {
  on.run("DELETE FROM entry_impact WHERE entry = ?", entry);
  auto position = 0;
  for (auto const& one : impacts) {
    auto const kind = std::string(to_string(one.kind));
    auto const recurs = std::string(to_string(one.every));
    on.run(
        "INSERT INTO entry_impact (entry, position, kind, amount, unit, recurs, occasion, words)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        entry, position++, kind, one.amount, one.unit, recurs, one.occasion, one.words);
  }
}

std::vector<entry_receiver> retract_entry(store::connection& on, entry_row const& row, base::time_point at) {
  count_entry(on, row, row.audience, -1);
  std::vector<entry_receiver> removed;
  if (row.kind == entry_kind::kudos) {
    for (auto& one : receivers_of(on, row.id))
      if (one.stands()) removed.push_back(std::move(one));
    on.run("UPDATE entry_person SET state = 2, retracted_at = ? WHERE entry = ? AND state <> 2", at, row.id);
  }
  on.run("UPDATE entry SET state = 2, receivers = 0, retracted_at = ? WHERE id = ?", at, row.id);
  return removed;
}

void move_to_audience(store::connection& on, entry_row const& row, std::int64_t audience) {
  if (row.audience == audience) return;
  count_entry(on, row, row.audience, -1);
  count_entry(on, row, audience, 1);
  on.run("UPDATE entry SET audience = ? WHERE id = ?", audience, row.id);
}

void set_support(store::connection& on, std::int64_t entry, std::int64_t person, std::string const& sign,
                 bool is_on, base::time_point revision) {
  on.run(
      "INSERT INTO support (entry, person, sign, revision, is_on) VALUES (?, ?, ?, ?, ?)"
      " ON CONFLICT (entry, person, sign) DO UPDATE SET revision = excluded.revision, is_on = excluded.is_on"
      " WHERE excluded.revision > support.revision",
      entry, person, sign, revision, is_on ? 1 : 0);
}

bool has_supported(store::connection& on, std::int64_t entry, std::int64_t person, std::string const& sign) {
  auto row =
      on.select("SELECT 1 FROM support WHERE entry = ? AND person = ? AND sign = ?", entry, person, sign);
  return row.next();
}

void count_supporters(store::connection& on, std::int64_t entry) {
  on.run(
      "UPDATE entry SET supporters = (SELECT count(DISTINCT person) FROM support WHERE entry = ?1 AND is_on "
      "= 1"
      " AND person <> author) WHERE id = ?1",
      entry);
}

}  // namespace huzzah::ledger
