#include "storage/digest_rows.hpp"

#include "recognition/streak.hpp"
#include "storage/connection.hpp"
#include "storage/erased_person.hpp"
#include "storage/ids.hpp"
#include "storage/told_wins.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace huzzah::storage {
namespace {

using recognition::digest_facts;

/// The window of a digest in one workspace, by its number.
class digest_reading {
 public:
  digest_reading(connection& on, std::string const& name, std::int64_t workspace,
                 recognition::digest_window const& window)
      : on_(on), name_(name), workspace_(workspace), from_(window.from), until_(window.until) {}

  void read_shoutouts(digest_facts& into);
  void read_values(digest_facts& into);
  void read_wins(digest_facts& into);
  void read_milestones(digest_facts& into);
  void read_board(digest_facts& into);
  std::int64_t shoutouts_between(base::time_point from, base::time_point until);
  std::int64_t wins_between(base::time_point from, base::time_point until);

 private:
  std::optional<base::time_point> last_before(std::int64_t receiver);
  std::set<std::int64_t> wins_of_the_day();
  int shared_wins_until(std::int64_t author, base::time_point moment);

  connection& on_;
  std::string const& name_;  // of the workspace
  std::int64_t workspace_;
  base::time_point from_;
  base::time_point until_;
};

void digest_reading::read_shoutouts(digest_facts& into) {
  std::set<std::int64_t> seen;
  auto rows = on_.select(
      "SELECT r.id, g.external, g.name, t.external, t.name, r.amount, r.reason, c.external, s.ts, r.given_at,"
      " r.receiver FROM recognition r INDEXED BY recognition_by_time JOIN source s ON s.id = r.source"
      " JOIN place c ON c.id = s.place JOIN person g ON g.id = r.giver JOIN person t ON t.id = r.receiver"
      " WHERE r.retracted_at IS NULL AND r.given_at > ? AND r.given_at <= ? AND +g.workspace = ?"
      " ORDER BY r.given_at, r.giver, r.id",  // as the index has it: nothing is sorted
      from_, until_, workspace_);
  while (rows.next()) {
    recognition::shoutout one;
    one.id = rows.integer(0);
    one.giver = rows.text(1);
    one.giver_name = rows.text(2);
    one.receiver = rows.text(3);
    if (one.giver == erased_person || one.receiver == erased_person) continue;  // a count, and no more
    one.receiver_name = rows.text(4);
    one.amount = rows.small(5);
    one.reason = rows.text(6);
    one.where = chat::message_ref(name_, rows.text(7), rows.text(8));
    one.given_at = to_time(rows.integer(9));
    if (auto const receiver = rows.integer(10); seen.insert(receiver).second) {
      recognition::recognised who;
      who.person = one.receiver;
      who.name = one.receiver_name;
      who.last_before = last_before(receiver);
      into.people.push_back(std::move(who));
    }
    into.shoutouts.push_back(std::move(one));
  }
}

/// The values of all shoutouts at once: asked one by one they would take as long as all the rest.
void digest_reading::read_values(digest_facts& into) {
  std::unordered_map<std::int64_t, recognition::shoutout*> by_id;
  for (auto& one : into.shoutouts)
    by_id.emplace(one.id, &one);
  auto rows = on_.select(
      "SELECT rv.recognition, v.name FROM recognition r INDEXED BY recognition_by_time"
      " JOIN recognition_value rv ON rv.recognition = r.id JOIN value_tag v ON v.id = rv.value"
      " WHERE r.retracted_at IS NULL AND r.given_at > ? AND r.given_at <= ?",
      from_, until_);
  while (rows.next()) {
    if (auto const found = by_id.find(rows.integer(0)); found != by_id.end())
      found->second->values.push_back(rows.text(1));
  }
  for (auto& one : into.shoutouts)
    std::sort(one.values.begin(), one.values.end());
}

std::optional<base::time_point> digest_reading::last_before(std::int64_t receiver) {
  auto row = on_.select(
      "SELECT given_at FROM recognition INDEXED BY recognition_by_receiver WHERE receiver = ?"
      " AND given_at <= ? AND retracted_at IS NULL ORDER BY given_at DESC LIMIT 1",
      receiver, from_);
  if (!row.next()) return {};
  return to_time(row.integer(0));
}

void digest_reading::read_wins(digest_facts& into) {
  auto const best = wins_of_the_day();
  for (auto& one : storage::wins_between(on_, workspace_, from_, until_)) {
    one.of_the_day = best.contains(one.id);
    into.wins.push_back(std::move(one));
  }
}

std::set<std::int64_t> digest_reading::wins_of_the_day() {
  // A stand-up often closes in the very hour in which a digest is due. So what counts is that the win lies in
  // the window and its round is closed by now, not when that was: else the last day's would never be told.
  auto rows = on_.select(
      "SELECT n.id FROM win n INDEXED BY win_by_time JOIN standup_round r ON r.id = n.round"
      " WHERE n.retracted_at IS NULL AND n.said_at > ? AND n.said_at <= ? AND n.shared = 1 AND n.cheers > 0"
      " AND +r.workspace = ? AND r.closed_at IS NOT NULL AND n.cheers = (SELECT max(m.cheers) FROM win m"
      " WHERE m.round = n.round AND m.shared = 1 AND m.retracted_at IS NULL)",
      from_, until_, workspace_);
  std::set<std::int64_t> best;
  while (rows.next())
    best.insert(rows.integer(0));
  return best;
}

/// How many shared wins an author had at a moment. Counted back from the number that is kept: since the
/// moment there are few, before it there may be years of them.
int digest_reading::shared_wins_until(std::int64_t author, base::time_point moment) {
  // The index is by the author's days, which begin at most a day before UTC's.
  auto const day = to_integer(moment) / 86'400'000'000 - 1;
  auto row = on_.select(
      "SELECT (SELECT shared FROM win_tally WHERE person = ?1) - count(*) FROM win INDEXED BY win_by_author"
      " WHERE author = ?1 AND said_on >= ?2 AND said_at > ?3 AND shared = 1 AND retracted_at IS NULL",
      author, day, moment);
  row.next();
  return row.small(0);
}

void digest_reading::read_milestones(digest_facts& into) {
  std::vector<std::pair<std::int64_t, recognition::achievement>> authors;
  {
    auto rows = on_.select(
        "SELECT DISTINCT p.id, p.external, p.name FROM win n INDEXED BY win_by_time JOIN person p ON"
        " p.id = n.author WHERE n.retracted_at IS NULL AND n.said_at > ? AND n.said_at <= ? AND n.shared = 1"
        " AND +p.workspace = ? ORDER BY p.id",
        from_, until_, workspace_);
    while (rows.next()) {
      recognition::achievement reached;
      reached.what = recognition::achievement::kind::wins;
      reached.person = rows.text(1);
      reached.name = rows.text(2);
      authors.emplace_back(rows.integer(0), std::move(reached));
    }
  }
  for (auto& [author, reached] : authors) {
    // The greatest of those that were reached.
    auto const before = shared_wins_until(author, from_);
    for (auto number = shared_wins_until(author, until_); number > before; --number) {
      if (!recognition::is_win_milestone(number)) continue;
      reached.number = number;
      into.achievements.push_back(std::move(reached));
      break;
    }
  }
}

void digest_reading::read_board(digest_facts& into) {
  std::map<std::string, recognition::board_line> sums;
  for (auto const& one : into.shoutouts) {
    auto& line = sums[one.receiver];
    line.person = one.receiver;
    line.name = one.receiver_name;
    line.received += one.amount;
  }
  for (auto& [person, line] : sums)
    into.board.push_back(std::move(line));
  std::stable_sort(into.board.begin(), into.board.end(),
                   [](auto const& a, auto const& b) { return a.received > b.received; });
}

std::int64_t digest_reading::shoutouts_between(base::time_point from, base::time_point until) {
  auto row = on_.select(
      "SELECT count(*) FROM recognition r INDEXED BY recognition_by_time JOIN person g ON g.id = r.giver"
      " WHERE r.retracted_at IS NULL AND r.given_at > ? AND r.given_at <= ? AND +g.workspace = ?",
      from, until, workspace_);
  row.next();
  return row.integer(0);
}

std::int64_t digest_reading::wins_between(base::time_point from, base::time_point until) {
  auto row = on_.select(
      "SELECT count(*) FROM win n INDEXED BY win_by_time JOIN person p ON p.id = n.author WHERE"
      " n.retracted_at IS NULL AND n.said_at > ? AND n.said_at <= ? AND n.shared = 1 AND +p.workspace = ?",
      from, until, workspace_);
  row.next();
  return row.integer(0);
}

}  // namespace

recognition::digest_facts read_digest(connection& on, std::string const& workspace,
                                      recognition::digest_window const& window,
                                      base::time_point previous_from, bool with_board) {
  digest_facts facts;
  facts.window = window;
  auto const in = find_workspace(on, workspace);
  if (!in) return facts;
  digest_reading reading(on, workspace, *in, window);
  reading.read_shoutouts(facts);
  reading.read_values(facts);
  reading.read_wins(facts);
  reading.read_milestones(facts);
  if (with_board) reading.read_board(facts);
  facts.shoutouts_before = reading.shoutouts_between(previous_from, window.from);
  facts.wins_before = reading.wins_between(previous_from, window.from);
  return facts;
}

}  // namespace huzzah::storage
