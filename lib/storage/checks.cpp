#include "storage/checks.hpp"

#include "storage/connection.hpp"

namespace huzzah::storage {
namespace {

/// The kept numbers of wins and cheers that differ from what there is.
void add_wrong_wins(connection& on, std::vector<std::string>& to) {
  auto wins = on.select(R"sql(
    SELECT p.external, ifnull(t.wins, 0), ifnull(t.shared, 0), count(n.id), ifnull(sum(n.shared), 0)
    FROM person p LEFT JOIN win_tally t ON t.person = p.id
    LEFT JOIN win n ON n.author = p.id AND n.retracted_at IS NULL
    GROUP BY p.id
    HAVING ifnull(t.wins, 0) <> count(n.id) OR ifnull(t.shared, 0) <> ifnull(sum(n.shared), 0))sql");
  while (wins.next())
    to.push_back(wins.text(0) + ": kept are " + wins.text(1) + " wins, " + wins.text(2) +
                 " of them shared; there are " + wins.text(3) + " and " + wins.text(4));
  auto cheers = on.select(R"sql(
    SELECT n.id, n.cheers, count(DISTINCT c.person) FROM win n
    LEFT JOIN cheer c ON c.win = n.id AND c.is_on = 1 AND c.person <> n.author
    GROUP BY n.id HAVING n.cheers <> count(DISTINCT c.person))sql");
  while (cheers.next())
    to.push_back("win " + cheers.text(0) + ": kept are cheers of " + cheers.text(1) + " people, there are " +
                 cheers.text(2));
}

}  // namespace

std::vector<std::string> wrong_tallies(connection& on) {
  // Weeks and months are computed here by SQLite, not by the code that keeps the tallies, so that an error
  // there shows. 1970 began on a Thursday.
  auto rows = on.select(R"sql(
    WITH stands AS (
      SELECT g.workspace AS workspace, r.giver AS giver, r.receiver AS receiver, r.amount AS amount,
             r.given_on AS day
      FROM recognition r JOIN person g ON g.id = r.giver WHERE r.retracted_at IS NULL),
    shares AS (
      SELECT workspace, day, receiver AS person, amount AS received, 0 AS given FROM stands
      UNION ALL
      SELECT workspace, day, giver, 0, amount FROM stands),
    periods AS (
      SELECT workspace, 0 AS period, 0 AS start, person, received, given FROM shares
      UNION ALL
      SELECT workspace, 1, CAST(strftime('%s', day * 86400, 'unixepoch', 'start of month') AS INTEGER)
        / 86400, person, received, given FROM shares
      UNION ALL
      SELECT workspace, 2, day - ((day + 3) % 7 + 7) % 7, person, received, given FROM shares),
    both AS (
      SELECT workspace, period, start, person, received, given, 0 AS kept_received, 0 AS kept_given
      FROM periods
      UNION ALL
      SELECT workspace, period, start, person, 0, 0, received, given FROM tally)
    SELECT w.external, b.period, b.start, p.external, sum(b.received), sum(b.given), sum(b.kept_received),
           sum(b.kept_given)
    FROM both b JOIN workspace w ON w.id = b.workspace JOIN person p ON p.id = b.person
    GROUP BY b.workspace, b.period, b.start, b.person
    HAVING sum(b.received) <> sum(b.kept_received) OR sum(b.given) <> sum(b.kept_given))sql");
  std::vector<std::string> found;
  while (rows.next()) {
    auto const period = rows.small(1) == 0 ? std::string("since ever")
                        : rows.small(1) == 1
                            ? "in the month of " + calendar::to_string(to_date(rows.integer(2)))
                            : "in the week of " + calendar::to_string(to_date(rows.integer(2)));
    found.push_back(rows.text(3) + " of " + rows.text(0) + " " + period + ": kept are " + rows.text(6) +
                    " received and " + rows.text(7) + " given, the ledger has " + rows.text(4) + " and " +
                    rows.text(5));
  }
  add_wrong_wins(on, found);
  return found;
}

std::vector<std::string> wrong_pages(connection& on) {
  std::vector<std::string> found;
  auto pages = on.select("PRAGMA integrity_check");
  while (pages.next()) {
    if (pages.text(0) != "ok") found.push_back(pages.text(0));
  }
  auto links = on.select("PRAGMA foreign_key_check");
  while (links.next()) {
    found.push_back("row " + links.text(1) + " of " + links.text(0) + " points to nothing in " +
                    links.text(2));
  }
  return found;
}

}  // namespace huzzah::storage
