#include "storage/win_rows.hpp"

#include "storage/connection.hpp"
#include "storage/ids.hpp"

#include <charconv>
#include <string_view>

namespace huzzah::storage {
namespace {

std::string const wins_where =
    "SELECT n.id, w.external, a.external, c.external, n.ts, n.mark, n.text, n.said_at, n.said_on, n.shared,"
    " ifnull(n.round, 0), n.cheers, n.author, n.revision, n.retracted_at IS NOT NULL FROM win n"
    " JOIN person a ON a.id = n.author JOIN place c ON c.id = n.place"
    " JOIN workspace w ON w.id = c.workspace WHERE ";

std::optional<win_row> win_found(query row) {
  if (!row.next()) return {};
  win_row found;
  found.what.id = row.integer(0);
  found.what.workspace = row.text(1);
  found.what.author = row.text(2);
  found.what.said = win_source({found.what.workspace, row.text(3), row.text(4)}, row.text(5));
  found.what.text = row.text(6);
  found.what.said_at = to_time(row.integer(7));
  found.what.said_on = to_date(row.integer(8));
  found.what.shared = row.integer(9) != 0;
  found.what.round = row.integer(10);
  found.what.cheers = row.small(11);
  found.author = row.integer(12);
  found.revision = row.integer(13);
  found.retracted = row.integer(14) != 0;
  return found;
}

void insert_impacts(connection& on, std::int64_t win, std::vector<recognition::impact> const& impacts) {
  auto position = 0;
  for (auto const& one : impacts) {
    auto const kind = std::string(to_string(one.kind));
    auto const recurs = std::string(to_string(one.every));
    on.run(
        "INSERT INTO win_impact (win, position, kind, amount, unit, recurs, occasion, words)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        win, position++, kind, one.amount, one.unit, recurs, one.occasion, one.words);
  }
}

void add_to_win_tally(connection& on, std::int64_t person, int wins, int shared) {
  on.run(
      "INSERT INTO win_tally (person, wins, shared) VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
      " SET wins = wins + excluded.wins, shared = shared + excluded.shared",
      person, wins, shared);
}

/// The channel in which a round is held; empty for no round.
std::string channel_of_round(connection& on, std::int64_t round) {
  auto row = on.select("SELECT channel FROM standup_round WHERE id = ?", round);
  return row.next() ? row.text(0) : std::string();
}

/// Whether others can read a win where it was said. What is gathered for a round from elsewhere than its
/// channel was answered privately.
bool is_readable(connection& on, win_statement const& said) {
  if (said.said.where.timestamp.empty() || !said.shared || said.privately) return false;
  return said.round == 0 || channel_of_round(on, said.round) == said.said.where.channel;
}

/// The win that a key of copy_key()'s names; nothing for any other key.
std::optional<std::int64_t> win_of(std::string_view key) {
  constexpr std::string_view before = "win:";
  if (!key.starts_with(before)) return {};
  auto const digits = key.substr(before.size());
  std::int64_t id = 0;
  auto const [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), id);
  if (failed != std::errc() || end != digits.data() + digits.size() || copy_key(id) != key) return {};
  return id;
}

}  // namespace

std::optional<win_row> find_win(connection& on, std::int64_t place, std::string const& ts,
                                std::string const& mark) {
  static auto const sql = wins_where + "n.place = ? AND n.ts = ? AND n.mark = ?";
  return win_found(on.select(sql.c_str(), place, ts, mark));
}

std::optional<win_row> find_win(connection& on, std::int64_t id) {
  static auto const sql = wins_where + "n.id = ?";
  return win_found(on.select(sql.c_str(), id));
}

std::optional<win_row> find_win_shown(connection& on, chat::message_ref const& where) {
  std::optional<std::int64_t> shown;
  {
    auto rows = on.select(
        "SELECT key FROM outbox WHERE sent_channel = ? AND sent_ts = ? AND sent_ts <> '' AND workspace = ?",
        where.channel, where.timestamp, where.workspace);
    while (!shown && rows.next())
      shown = win_of(rows.text(0));
  }
  auto row = shown ? find_win(on, *shown) : std::nullopt;
  if (row && row->what.workspace != where.workspace) row.reset();
  return row;
}

std::int64_t insert_win(connection& on, win_statement const& said) {
  auto const workspace = workspace_id(on, said.said.where.workspace);
  auto const place = place_id(on, workspace, said.said.where.channel);
  auto const author = person_id(on, workspace, said.author);
  auto const round = said.round == 0 ? std::nullopt : std::optional(said.round);
  auto const shared = said.shared ? 1 : 0;
  auto const readable = is_readable(on, said) ? 1 : 0;
  on.run(
      "INSERT INTO win (place, ts, mark, author, text, revision, said_at, said_on, shared, readable, round)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      place, said.said.where.timestamp, said.said.mark, author, said.text, said.revision, said.said_at,
      said.said_on, shared, readable, round);
  auto const id = on.last_id();
  insert_impacts(on, id, said.impacts);
  add_to_win_tally(on, author, 1, shared);
  return id;
}

void restate_win(connection& on, win_row const& row, win_statement const& said) {
  on.run("UPDATE win SET text = ?, revision = ?, retracted_at = NULL WHERE id = ?", said.text, said.revision,
         row.what.id);
  on.run("DELETE FROM win_impact WHERE win = ?", row.what.id);
  insert_impacts(on, row.what.id, said.impacts);
  if (row.retracted) add_to_win_tally(on, row.author, 1, row.what.shared ? 1 : 0);
}

void set_win_revision(connection& on, std::int64_t win, std::int64_t revision) {
  on.run("UPDATE win SET revision = ? WHERE id = ?", revision, win);
}

void retract_win(connection& on, win_row const& row, base::time_point at) {
  on.run("UPDATE win SET retracted_at = ? WHERE id = ?", at, row.what.id);
  add_to_win_tally(on, row.author, -1, row.what.shared ? -1 : 0);
}

void share_win(connection& on, win_row const& row) {
  on.run("UPDATE win SET shared = 1 WHERE id = ?", row.what.id);
  add_to_win_tally(on, row.author, 0, 1);
}

void set_cheer(connection& on, std::int64_t win, std::int64_t person, std::string const& emoji, bool is_on,
               base::time_point revision) {
  on.run(
      "INSERT INTO cheer (win, person, emoji, revision, is_on) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
      " SET revision = excluded.revision, is_on = excluded.is_on WHERE excluded.revision > revision",
      win, person, emoji, revision, is_on ? 1 : 0);
}

bool has_cheered(connection& on, std::int64_t win, std::int64_t person, std::string const& emoji) {
  auto row = on.select("SELECT 1 FROM cheer WHERE win = ? AND person = ? AND emoji = ?", win, person, emoji);
  return row.next();
}

void count_cheers(connection& on, std::int64_t win) {
  on.run(
      "UPDATE win SET cheers = (SELECT count(DISTINCT person) FROM cheer WHERE win = ?1 AND is_on = 1"
      " AND person <> author) WHERE id = ?1",
      win);
}

std::vector<recognition::impact> impacts_of(connection& on, std::int64_t win) {
  auto rows = on.select(
      "SELECT kind, amount, unit, recurs, occasion, words FROM win_impact WHERE win = ? ORDER BY position",
      win);
  std::vector<recognition::impact> found;
  while (rows.next()) {
    auto const kind = recognition::impact_kind_from(rows.text(0));
    auto const recurs = recognition::recurrence_from(rows.text(3));
    found.emplace_back(kind.value_or(recognition::impact_kind::count), rows.real(1), rows.text(2),
                       recurs.value_or(recognition::recurrence::once), rows.text(4), rows.text(5));
  }
  return found;
}

}  // namespace huzzah::storage
