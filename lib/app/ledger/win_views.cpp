#include "app/ledger/win_views.hpp"

#include "app/ledger/sight.hpp"
#include "app/ledger/wins.hpp"
#include "app/people/ids.hpp"
#include "app/people/places.hpp"
#include "store/connection.hpp"
#include "store/references.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace huzzah::ledger {
namespace {

// A win is read where it was said if those who hear it are there; else in the message of ours that shows it.
std::string const told =
    "SELECT e.id, a.external, a.name, e.text, w.external, CASE WHEN e.heard_in = m.place AND m.external <> ''"
    " THEN c.external ELSE p.channel END, CASE WHEN e.heard_in = m.place AND m.external <> '' THEN m.external"
    " ELSE p.ts END, e.said_at, e.said_on, e.supporters, e.heard_in, e.retracted_at, e.author, e.audience,"
    " coalesce(h.reach, 1), coalesce(h.external, ''), CASE WHEN e.about_kind = 1 THEN e.about ELSE 0 END"
    " FROM entry e ";
std::string const joined =
    "JOIN message m ON m.id = e.id JOIN person a ON a.id = e.author JOIN place c ON c.id = m.place"
    " JOIN workspace w ON w.id = e.workspace LEFT JOIN place h ON h.id = e.heard_in"
    " LEFT JOIN posted p ON p.subject_kind = 'win' AND p.subject = e.id ";

bool is_visible(sight& seen, store::query const& row) {
  return seen.sees(row.integer(0), row.integer(12), row.integer(13), number_or_none(row, 10));
}

win_view win_of(store::connection& on, store::query const& row) {
  win_view one;
  one.id = row.integer(0);
  one.author = row.text(1);
  one.author_name = row.text(2);
  one.text = row.text(3);
  if (!row.is_null(6)) one.where = chat::message_ref(row.text(4), row.text(5), row.text(6));
  one.said_at = store::to_time(row.integer(7));
  one.said_on = store::to_date(row.integer(8));
  one.cheers = row.small(9);
  one.shared = !row.is_null(10) || row.integer(13) == people::every_member;
  if (!row.is_null(11)) one.retracted_at = store::to_time(row.integer(11));
  one.is_open = row.integer(13) == people::every_member &&
                row.integer(14) == static_cast<int>(people::reach::everybody);
  one.heard_in = row.text(15);
  one.round = row.integer(16);
  one.impacts = impacts_of(on, one.id);
  return one;
}

std::vector<win_view> all_of(store::connection& on, store::query rows) {
  std::vector<win_view> found;
  while (rows.next())
    found.push_back(win_of(on, rows));
  return found;
}

bool is_earlier(win_view const& a, win_view const& b) {
  return std::pair(a.said_at, a.id) < std::pair(b.said_at, b.id);
}

}  // namespace

std::vector<win_view> wins_of_round(store::connection& on, std::int64_t round) {
  static auto const sql = told + joined +
                          "WHERE e.about_kind = 1 AND e.about = ? AND e.kind = 1 AND e.state = 0"
                          " AND e.heard_in IS NOT NULL ORDER BY e.said_at, e.id";
  return all_of(on, on.select(sql.c_str(), round));
}

std::vector<std::string> authors_of_round(store::connection& on, std::int64_t round) {
  auto rows = on.select(
      "SELECT p.external FROM entry e JOIN person p ON p.id = e.author WHERE e.about_kind = 1 AND e.about = ?"
      " AND e.kind = 1 AND e.state = 0 GROUP BY p.id ORDER BY min(e.said_at), p.id",
      round);
  std::vector<std::string> found;
  while (rows.next())
    found.push_back(rows.text(0));
  return found;
}

std::vector<win_view> wins_between(store::connection& on, std::int64_t workspace, sight& seen,
                                   base::time_point from, base::time_point until) {
  static auto const sql =
      told + "INDEXED BY entry_by_audience " + joined +
      "WHERE e.workspace = ? AND e.audience = ? AND e.state = 0 AND e.said_at > ?"
      " AND e.said_at <= ? AND e.kind = 1 AND (e.heard_in IS NOT NULL OR e.audience = -1)";
  std::vector<win_view> found;
  for (auto const audience : seen.audiences()) {
    auto rows = on.select(sql.c_str(), workspace, audience, from, until);
    while (rows.next())
      if (is_visible(seen, rows)) found.push_back(win_of(on, rows));
  }
  std::sort(found.begin(), found.end(), is_earlier);
  return found;
}

std::vector<win_view> wins_of(store::connection& on, std::string const& workspace, std::string const& person,
                              int most) {
  auto const in = people::find_workspace(on, workspace);
  auto const who = in ? people::find_person(on, *in, person) : std::nullopt;
  if (!who) return {};
  static auto const sql =
      told + "INDEXED BY entry_by_author " + joined +
      "WHERE e.author = ? AND e.kind = 1 AND e.state = 0 ORDER BY e.said_at DESC, e.id DESC"
      " LIMIT ?";
  auto found = all_of(on, on.select(sql.c_str(), *who, most));
  for (auto& one : found)
    one.reference = store::reference(on, store::reference_kind::win, one.id);
  return found;
}

std::vector<win_view> all_wins_of(store::connection& on, std::string const& workspace,
                                  std::string const& person) {
  auto const in = people::find_workspace(on, workspace);
  auto const who = in ? people::find_person(on, *in, person) : std::nullopt;
  if (!who) return {};
  static auto const sql =
      told + "INDEXED BY entry_by_author " + joined + "WHERE e.author = ? AND e.kind = 1 ORDER BY e.id";
  return all_of(on, on.select(sql.c_str(), *who));
}

std::vector<win_view> shared_wins(store::connection& on, std::string const& workspace,
                                  calendar::local_date since, int most, people::viewer const& to) {
  auto const in = people::find_workspace(on, workspace);
  if (!in) return {};
  sight seen(on, *in, to);
  static auto const sql = told + "INDEXED BY entry_by_audience " + joined +
                          "WHERE e.workspace = ? AND e.audience = ? AND e.state = 0 AND e.said_at >= ?"
                          " AND e.said_on >= ? AND e.kind = 1 AND (e.heard_in IS NOT NULL OR e.audience = -1)"
                          " ORDER BY e.said_at DESC, e.id DESC";
  // The index is by moment: a day on anybody's calendar begins at most a day before UTC's.
  auto const earliest = (store::to_integer(since) - 1) * 86'400'000'000;
  std::vector<win_view> found;
  for (auto const audience : seen.audiences()) {
    auto rows = on.select(sql.c_str(), *in, audience, earliest, since);
    for (auto left = most; left > 0 && rows.next();) {
      if (!is_visible(seen, rows)) continue;
      found.push_back(win_of(on, rows));
      --left;
    }
  }
  std::sort(found.begin(), found.end(), [](auto const& a, auto const& b) { return is_earlier(b, a); });
  if (found.size() > static_cast<std::size_t>(most)) found.resize(static_cast<std::size_t>(most));
  return found;
}

void for_each_win(store::connection& on, std::function<bool(win_view const&)> const& take) {
  static auto const standing = told + joined + "WHERE e.kind = 1 AND e.state = 0 ORDER BY e.id";
  auto rows = on.select(standing.c_str());
  while (rows.next())
    if (!take(win_of(on, rows))) return;
}

void for_each_win_ever(store::connection& on, std::function<bool(win_view const&)> const& take) {
  static auto const all = told + joined + "WHERE e.kind = 1 ORDER BY e.id";
  auto rows = on.select(all.c_str());
  while (rows.next())
    if (!take(win_of(on, rows))) return;
}

bool shows_win(store::connection& on, chat::message_ref const& where) {
  return win_ledger(on).find(where).has_value();
}

std::set<std::string> channels_of(std::vector<win_view> const& wins) {
  std::set<std::string> found;
  for (auto const& one : wins)
    if (!one.heard_in.empty()) found.insert(one.heard_in);
  return found;
}

void keep_heard_in(std::vector<win_view>& wins, std::set<std::string> const& channels,
                   std::string const& person) {
  std::erase_if(wins, [&](win_view const& one) {
    return !one.heard_in.empty() && !channels.contains(one.heard_in) && one.author != person;
  });
}

}  // namespace huzzah::ledger
