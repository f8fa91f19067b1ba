#include "storage/told_wins.hpp"

#include "storage/connection.hpp"
#include "storage/win_rows.hpp"

#include <string>
#include <utility>

namespace huzzah::storage {
namespace {

// A win is meant for those of its stand-up's channel, of the one where it was said or where the command was
// typed; what was said to the bot alone, for those of the channel where its copy goes, or else for everybody.
// A win that can't be read where it was said is read in our message that shows it, while that is there.
std::string const told =
    "SELECT n.id, a.external, a.name, n.text, w.external, iif(n.readable, c.external, o.sent_channel),"
    " iif(n.readable, n.ts, o.sent_ts), n.said_at, n.said_on, n.cheers, n.shared, n.retracted_at,"
    " coalesce(r.channel, nullif(iif(n.readable OR n.ts = '', c.external, ''), ''),"
    " (SELECT channel FROM outbox WHERE key = 'win:' || n.id), '') FROM win n ";
std::string const joined =
    "JOIN person a ON a.id = n.author JOIN place c ON c.id = n.place"
    " JOIN workspace w ON w.id = c.workspace LEFT JOIN standup_round r ON r.id = n.round"
    " LEFT JOIN outbox o ON n.readable = 0"
    " AND o.key = 'win:' || n.id AND o.state = 'sent' AND o.sent_ts <> '' AND NOT EXISTS (SELECT 1"
    " FROM outbox u WHERE u.follows = o.id AND u.errand = 'remove' AND u.state NOT IN ('failed',"
    " 'withdrawn')) ";
std::string const joined_standing = joined + "WHERE n.retracted_at IS NULL AND ";

told_win_of win_of(connection& on, query const& row) {
  told_win_of one;
  one.id = row.integer(0);
  one.author = row.text(1);
  one.author_name = row.text(2);
  one.text = row.text(3);
  if (!row.is_null(6)) one.where = chat::message_ref(row.text(4), row.text(5), row.text(6));
  one.said_at = to_time(row.integer(7));
  one.said_on = to_date(row.integer(8));
  one.cheers = row.small(9);
  one.shared = row.integer(10) != 0;
  if (!row.is_null(11)) one.retracted_at = to_time(row.integer(11));
  one.meant_for = row.text(12);
  one.impacts = impacts_of(on, one.id);
  return one;
}

std::vector<told_win_of> wins_of(connection& on, query rows) {
  std::vector<told_win_of> found;
  while (rows.next())
    found.push_back(win_of(on, rows));
  return found;
}

void hand_over(connection& on, query rows, std::function<bool(told_win_of const&)> const& take) {
  while (rows.next()) {
    if (!take(win_of(on, rows))) return;
  }
}

}  // namespace

std::vector<told_win_of> wins_of_round(connection& on, std::int64_t round) {
  static auto const sql = told + joined_standing + "n.round = ? AND n.shared = 1 ORDER BY n.said_at, n.id";
  return wins_of(on, on.select(sql.c_str(), round));
}

std::vector<told_win_of> wins_between(connection& on, std::int64_t workspace, base::time_point from,
                                      base::time_point until) {
  static auto const sql = told + "INDEXED BY win_by_time " + joined_standing +
                          "n.said_at > ? AND n.said_at <= ? AND n.shared = 1 AND +a.workspace = ?"
                          " ORDER BY n.said_at, n.id";
  return wins_of(on, on.select(sql.c_str(), from, until, workspace));
}

std::vector<told_win_of> last_wins_of(connection& on, std::int64_t person, int most) {
  static auto const sql = told + "INDEXED BY win_by_author " + joined_standing +
                          "n.author = ? ORDER BY n.said_on DESC, n.said_at DESC, n.id DESC LIMIT ?";
  return wins_of(on, on.select(sql.c_str(), person, most));
}

std::vector<told_win_of> last_shared_wins(connection& on, std::int64_t workspace, calendar::local_date since,
                                          int most) {
  // The index is by moment: a day on anybody's calendar begins at most a day before UTC's.
  static auto const sql = told + "INDEXED BY win_by_time " + joined_standing +
                          "n.said_at >= ? AND n.said_on >= ? AND n.shared = 1 AND +a.workspace = ?"
                          " ORDER BY n.said_at DESC, n.id DESC LIMIT ?";
  auto const earliest = (to_integer(since) - 1) * 86'400'000'000;
  return wins_of(on, on.select(sql.c_str(), earliest, since, workspace, most));
}

void each_win(connection& on, std::function<bool(told_win_of const&)> const& take) {
  static auto const sql = told + joined_standing + "true ORDER BY n.id";
  hand_over(on, on.select(sql.c_str()), take);
}

void each_win_ever(connection& on, std::function<bool(told_win_of const&)> const& take) {
  static auto const sql = told + joined + "ORDER BY n.id";
  hand_over(on, on.select(sql.c_str()), take);
}

}  // namespace huzzah::storage
