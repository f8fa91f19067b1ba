#include "app/ledger/standings.hpp"

#include "app/ledger/sight.hpp"
#include "app/ledger/tallies.hpp"
#include "app/people/erased_person.hpp"
#include "app/people/ids.hpp"
#include "app/people/people.hpp"
#include "store/connection.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace huzzah::ledger {
namespace {

/// How a period is numbered in the table of sums.
int number_of(period span) {
  return span == period::week ? by_week : span == period::month ? by_month : all_time;
}

bool has_more(standing const& a, standing const& b) {
  if (a.received != b.received) return a.received > b.received;
  if (a.given != b.given) return a.given > b.given;
  return a.person < b.person;
}

standing standing_of(store::query const& row) {
  standing one;
  one.person = row.text(0);
  one.name = row.text(1);
  one.received = row.integer(2);
  one.given = row.integer(3);
  one.workspace = row.text(4);
  return one;
}

/// People's sums over several audiences, those of erased people left out.
class standings {
 public:
  void add(store::query rows) {
    while (rows.next()) {
      auto one = standing_of(rows);
      if (people::is_erased(one.person) && leaves_out_erased) continue;
      auto const [sum, is_first] = by_person_.try_emplace({one.workspace, one.person}, one);
      if (is_first) continue;
      sum->second.received += one.received;
      sum->second.given += one.given;
    }
  }

  /// Most received first; without those who have nothing.
  std::vector<standing> in_order() const {
    std::vector<standing> found;
    for (auto const& [key, one] : by_person_)
      if (one.received != 0 || one.given != 0) found.push_back(one);
    std::stable_sort(found.begin(), found.end(), has_more);
    return found;
  }

  bool leaves_out_erased = false;

 private:
  std::map<std::pair<std::string, std::string>, standing> by_person_;  // with the workspace
};

}  // namespace

std::vector<standing> board(store::connection& on, std::string const& workspace, period span,
                            calendar::local_date today, int limit, people::viewer const& to) {
  auto const in = people::find_workspace(on, workspace);
  if (!in) return {};
  auto const period = number_of(span);
  auto const number = period_number(period, today);
  auto const seen = sight(on, *in, to);
  standings sums;
  sums.leaves_out_erased = true;
  for (auto const audience : seen.sums()) {
    auto const first = sum_key(audience, period, number, 0);
    auto const end = sum_key_end(audience, period, number);
    sums.add(
        on.select("SELECT p.external, p.name, t.received, t.given, ?3 FROM tally t JOIN person p ON"
                  " p.id = t.person WHERE t.id >= ?1 AND t.id < ?2 AND t.received > 0 AND t.workspace = ?4",
                  first, end, workspace, *in));
  }
  auto people = people::people(on);
  std::vector<standing> found;
  for (auto& one : sums.in_order()) {
    if (found.size() == static_cast<std::size_t>(limit)) break;
    if (people.left_out(workspace, one.person) || people.off_boards(workspace, one.person)) continue;
    found.push_back(std::move(one));
  }
  return found;
}

personal_record mine(store::connection& on, std::string const& workspace, people::viewer const& to,
                     calendar::local_date today, int last) {
  personal_record record;
  auto const& person = to.person();
  record.week.person = record.month.person = record.all.person = person;
  auto const in = people::find_workspace(on, workspace);
  auto const who = in ? people::find_person(on, *in, person) : std::nullopt;
  if (!who) return record;
  auto const sum = [&](period span) {
    auto const period = number_of(span);
    auto const number = period_number(period, today);
    auto const open = sum_key(people::every_member, period, number, *who);
    auto const of_few = sum_key(people::people_named, period, number, *who);
    auto row = on.select(
        "SELECT p.external, p.name, coalesce(sum(t.received), 0), coalesce(sum(t.given), 0), '' FROM person p"
        " LEFT JOIN tally t ON t.id IN (?, ?) WHERE p.id = ? GROUP BY p.id",
        open, of_few, *who);
    row.next();
    return standing_of(row);
  };
  record.week = sum(period::week);
  record.month = sum(period::month);
  record.all = sum(period::all);
  auto seen = sight(on, *in, to);
  record.received = received_by(on, seen, *who, last);
  record.given = given_by(on, seen, *who, last);
  return record;
}

std::vector<standing> tally(store::connection& on, std::optional<calendar::local_date> since,
                            std::optional<calendar::local_date> until, bool with_private) {
  standings sums;
  if (!since && !until) {
    for (auto const audience : {people::every_member, people::people_named}) {
      if (audience == people::people_named && !with_private) continue;
      auto const first = sum_key(audience, all_time, 0, 0);
      auto const end = sum_key_end(audience, all_time, 0);
      sums.add(
          on.select("SELECT p.external, p.name, t.received, t.given, w.external FROM tally t JOIN person p ON"
                    " p.id = t.person JOIN workspace w ON w.id = t.workspace WHERE t.id >= ? AND t.id < ?",
                    first, end));
    }
    return sums.in_order();
  }
  auto const lowest = with_private ? std::optional<std::int64_t>() : std::optional(people::every_member);
  sums.add(on.select(
      "WITH part AS (SELECT e.workspace AS workspace, e.author AS giver, r.person AS receiver, r.amount AS "
      "amount"
      " FROM entry e JOIN entry_person r ON r.entry = e.id AND r.role = 0 AND r.state = 0 WHERE e.kind = 0"
      " AND e.state = 0 AND e.said_on >= coalesce(?1, e.said_on) AND e.said_on <= coalesce(?2, e.said_on)"
      " AND e.audience = coalesce(?3, e.audience)),"
      " shares AS (SELECT workspace, receiver AS person, amount AS received, 0 AS given FROM part"
      " UNION ALL SELECT workspace, giver, 0, amount FROM part)"
      " SELECT p.external, p.name, sum(s.received), sum(s.given), w.external FROM shares s JOIN person p"
      " ON p.id = s.person JOIN workspace w ON w.id = s.workspace GROUP BY p.id, w.external",
      since, until, lowest));
  return sums.in_order();
}

}  // namespace huzzah::ledger
