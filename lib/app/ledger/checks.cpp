#include "app/ledger/checks.hpp"

#include "app/ledger/tallies.hpp"
#include "app/people/places.hpp"
#include "store/connection.hpp"

namespace huzzah::ledger {
namespace {

/// Numbers that are kept with entries and differ from what there is.
void add_wrong_entries(store::connection& on, std::vector<std::string>& to) {
  auto receivers = on.select(R"sql(
    SELECT id, receivers, there FROM (SELECT e.id, e.receivers, (SELECT count(*) FROM entry_person r
      WHERE r.entry = e.id AND r.role = 0 AND r.state = 0 AND e.state = 0) AS there FROM entry e
      WHERE e.kind = 0) AS counted WHERE receivers <> there)sql");
  while (receivers.next())
    to.push_back("entry " + receivers.text(0) + ": kept are " + receivers.text(1) + " receivers, there are " +
                 receivers.text(2));
  auto supporters = on.select(R"sql(
    SELECT id, supporters, there FROM (SELECT e.id, e.supporters, (SELECT count(DISTINCT s.person)
      FROM support s WHERE s.entry = e.id AND s.is_on = 1 AND s.person <> e.author) AS there
      FROM entry e) AS counted WHERE supporters <> there)sql");
  while (supporters.next())
    to.push_back("entry " + supporters.text(0) + ": kept are " + supporters.text(1) +
                 " supporters, there are " + supporters.text(2));
}

std::string period_in_words(std::int64_t period, std::int64_t number) {
  if (period == all_time) return "since ever";
  if (period == by_week) return "in the week of " + calendar::to_string(store::to_date(number * 7 - 3));
  auto const month = std::chrono::year(static_cast<int>(1970 + number / 12)) /
                     std::chrono::month(static_cast<unsigned>(number % 12 + 1)) / 1;
  return "in the month of " + calendar::to_string(calendar::local_date(std::chrono::local_days(month)));
}

}  // namespace

std::vector<std::string> wrong_tallies(store::connection& on) {
  // Weeks and months are computed here by the database, not by the code that keeps the sums, so that an error
  // there shows. 1970 began on a Thursday. Months are counted in eras of 400 years that begin in March
  // (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
  auto rows = on.select(R"sql(
    WITH shares AS (
      SELECT e.workspace AS workspace, e.audience AS audience, e.said_on AS day, r.person AS person,
             r.amount AS received, 0 AS given, 0 AS wins
      FROM entry e JOIN entry_person r ON r.entry = e.id AND r.role = 0 AND r.state = 0
      WHERE e.kind = 0 AND e.state = 0
      UNION ALL
      SELECT e.workspace, e.audience, e.said_on, e.author, 0, r.amount, 0
      FROM entry e JOIN entry_person r ON r.entry = e.id AND r.role = 0 AND r.state = 0
      WHERE e.kind = 0 AND e.state = 0
      UNION ALL
      SELECT workspace, audience, said_on, author, 0, 0, 1 FROM entry WHERE kind = 1 AND state = 0),
    counted AS (
      SELECT * FROM shares
      UNION ALL
      SELECT workspace, 0, day, person, received, given, wins FROM shares WHERE audience > 0),
    eras AS (SELECT c.*, (day + 719468) / 146097 AS era, (day + 719468) % 146097 AS at FROM counted c),
    years AS (SELECT e.*, (at - at / 1460 + at / 36524 - at / 146096) / 365 AS year FROM eras e),
    months AS (SELECT y.*, (5 * (at - 365 * year - year / 4 + year / 100) + 2) / 153 AS month FROM years y),
    periods AS (
      SELECT workspace, audience, 0 AS period, 0 AS number, person, received, given, wins FROM counted
      UNION ALL
      SELECT workspace, audience, 1, (era * 400 + year - 1970) * 12 + month + 2, person, received, given, wins
      FROM months
      UNION ALL
      SELECT workspace, audience, 2, (day - ((day + 3) % 7 + 7) % 7 + 3) / 7, person, received, given, wins
      FROM counted),
    compared AS (
      SELECT ((audience + 1) << 43) | (period << 41) | (number << 27) | person AS id, workspace, person, received,
             given, wins, 0 AS kept_received, 0 AS kept_given, 0 AS kept_wins FROM periods
      UNION ALL
      SELECT id, workspace, person, 0, 0, 0, received, given, wins FROM tally)
    SELECT w.external, p.external, (c.id >> 43) - 1, (c.id >> 41) & 3, (c.id >> 27) & 16383, sum(c.received),
           sum(c.given), sum(c.wins), sum(c.kept_received), sum(c.kept_given), sum(c.kept_wins)
    FROM compared c JOIN workspace w ON w.id = c.workspace JOIN person p ON p.id = c.person
    GROUP BY c.id, w.external, p.external
    HAVING sum(c.received) <> sum(c.kept_received) OR sum(c.given) <> sum(c.kept_given)
        OR sum(c.wins) <> sum(c.kept_wins))sql");
  std::vector<std::string> found;
  while (rows.next()) {
    auto const audience = rows.integer(2);
    auto const among = audience == people::every_member   ? std::string()
                       : audience == people::people_named ? std::string(" (what only some can read)")
                                                          : " (place " + rows.text(2) + ")";
    found.push_back(rows.text(1) + " of " + rows.text(0) + " " +
                    period_in_words(rows.integer(3), rows.integer(4)) + among + ": kept are " + rows.text(8) +
                    " received, " + rows.text(9) + " given and " + rows.text(10) + " wins, the ledger has " +
                    rows.text(5) + ", " + rows.text(6) + " and " + rows.text(7));
  }
  add_wrong_entries(on, found);
  return found;
}

}  // namespace huzzah::ledger
