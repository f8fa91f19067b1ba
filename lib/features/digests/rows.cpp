#include "features/digests/rows.hpp"

#include "app/ledger/sight.hpp"
#include "app/ledger/tallies.hpp"
#include "app/ledger/win_views.hpp"
#include "app/people/erased_person.hpp"
#include "app/people/ids.hpp"
#include "features/wins/streak.hpp"
#include "store/connection.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace huzzah::digests {
namespace {

/// The window of a digest in one workspace, by its number, for one viewer.
class digest_reading {
 public:
  digest_reading(store::connection& on, std::string const& name, std::int64_t workspace, window const& window,
                 people::viewer const& to)
      : on_(on),
        name_(name),
        workspace_(workspace),
        seen_(on, workspace, to),
        from_(window.from),
        earliest_(window.from),
        until_(window.until) {
    if (window.late_since) find_late(*window.late_since);
  }

  void read_shoutouts(facts& into);
  void read_wins(facts& into);
  void read_milestones(facts& into);
  void read_board(facts& into);
  /// How many kudos, or shared wins, are visible of that time.
  std::int64_t count_between(ledger::entry_kind kind, base::time_point from, base::time_point until);

 private:
  using words_key = std::pair<std::int64_t, std::int64_t>;  // entry and line
  void find_late(base::time_point since);
  bool is_told(std::int64_t entry, base::time_point said_at) const {
    return said_at > from_ || late_.contains(entry);
  }
  std::map<words_key, std::vector<std::string>> read_values(std::int64_t audience);
  void read_people(facts& into, std::vector<std::int64_t> const& receivers);
  std::optional<base::time_point> last_before(std::int64_t receiver);
  std::set<std::int64_t> wins_of_the_day();
  std::int64_t wins_until(std::int64_t author, base::time_point moment);

  store::connection& on_;
  std::string const& name_;  // of the workspace
  std::int64_t workspace_;
  ledger::sight seen_;
  base::time_point from_;
  base::time_point earliest_;    // nothing from before it is included
  std::set<std::int64_t> late_;  // from before the window, to be included
  base::time_point until_;
};

void digest_reading::find_late(base::time_point since) {
  auto rows = on_.select(
      "SELECT e.id, e.said_at FROM found_late f JOIN entry e ON e.id = f.entry WHERE f.at > ?"
      " AND e.workspace = ? AND e.said_at <= ?",
      since, workspace_, from_);
  while (rows.next()) {
    late_.insert(rows.integer(0));
    earliest_ = std::min(earliest_, store::to_time(rows.integer(1)) - base::duration(1));
  }
}

/// All values at once: asked one by one they would take as long as all the rest.
std::map<digest_reading::words_key, std::vector<std::string>> digest_reading::read_values(
    std::int64_t audience) {
  std::map<words_key, std::vector<std::string>> found;
  auto rows = on_.select(
      "SELECT v.entry, v.line, t.name FROM entry e INDEXED BY entry_by_audience JOIN entry_value v"
      " ON v.entry = e.id JOIN value_tag t ON t.id = v.value WHERE e.workspace = ? AND e.audience = ?"
      " AND e.state = 0 AND e.said_at > ? AND e.said_at <= ? AND e.kind = 0 ORDER BY t.name",
      workspace_, audience, earliest_, until_);
  while (rows.next())
    found[{rows.integer(0), rows.integer(1)}].push_back(rows.text(2));
  return found;
}

void digest_reading::read_shoutouts(facts& into) {
  std::vector<std::tuple<base::time_point, std::int64_t, std::size_t>> order;  // with the author
  std::vector<shoutout> all;
  std::vector<std::int64_t> receivers;
  for (auto const audience : seen_.audiences()) {
    auto const values = read_values(audience);
    auto rows = on_.select(
        "SELECT e.id, g.external, g.name, t.external, t.name, r.amount, CASE WHEN r.line = 0 THEN e.text ELSE"
        " (SELECT text FROM entry_line l WHERE l.entry = e.id AND l.line = r.line) END, c.external, "
        "m.external,"
        " e.said_at, r.person, e.author, e.heard_in, r.line FROM entry e INDEXED BY entry_by_audience JOIN "
        "entry_person r"
        " ON r.entry = e.id AND r.role = 0 AND r.state = 0 JOIN message m ON m.id = e.id"
        " JOIN place c ON c.id = m.place JOIN person g ON g.id = e.author JOIN person t ON t.id = r.person"
        " WHERE e.workspace = ? AND e.audience = ? AND e.state = 0 AND e.said_at > ? AND e.said_at <= ?"
        " AND e.kind = 0",
        workspace_, audience, earliest_, until_);
    while (rows.next()) {
      if (!is_told(rows.integer(0), store::to_time(rows.integer(9)))) continue;
      auto const author = rows.integer(11);
      if (!seen_.sees(rows.integer(0), author, audience, rows.integer(12))) continue;
      shoutout one;
      one.id = rows.integer(0);
      one.giver = rows.text(1);
      one.giver_name = rows.text(2);
      one.receiver = rows.text(3);
      if (one.giver == people::erased_person || one.receiver == people::erased_person)
        continue;  // a count, and no more
      one.receiver_name = rows.text(4);
      one.amount = rows.small(5);
      one.reason = rows.text(6);
      one.where = chat::message_ref(name_, rows.text(7), rows.text(8));
      one.given_at = store::to_time(rows.integer(9));
      if (auto const found = values.find({one.id, rows.integer(13)}); found != values.end())
        one.values = found->second;
      order.emplace_back(one.given_at, author, all.size());
      all.push_back(std::move(one));
      receivers.push_back(rows.integer(10));
    }
  }
  std::stable_sort(order.begin(), order.end(), [&](auto const& a, auto const& b) {
    return std::tuple(std::get<0>(a), std::get<1>(a), all[std::get<2>(a)].id) <
           std::tuple(std::get<0>(b), std::get<1>(b), all[std::get<2>(b)].id);
  });
  std::vector<std::int64_t> in_order;
  for (auto const& [moment, author, index] : order) {
    in_order.push_back(receivers[index]);
    into.shoutouts.push_back(std::move(all[index]));
  }
  read_people(into, in_order);
}

void digest_reading::read_people(facts& into, std::vector<std::int64_t> const& receivers) {
  std::set<std::int64_t> seen;
  for (std::size_t i = 0; i < receivers.size(); ++i) {
    if (!seen.insert(receivers[i]).second) continue;
    recognised who;
    who.person = into.shoutouts[i].receiver;
    who.name = into.shoutouts[i].receiver_name;
    who.last_before = last_before(receivers[i]);
    into.people.push_back(std::move(who));
  }
}

std::optional<base::time_point> digest_reading::last_before(std::int64_t receiver) {
  auto rows = on_.select(
      "SELECT r.said_at, e.id, e.author, e.audience, e.heard_in FROM entry_person r INDEXED BY"
      " entry_person_by_person JOIN entry e ON e.id = r.entry WHERE r.person = ? AND r.said_at <= ?"
      " AND r.role = 0 AND r.state = 0 ORDER BY r.said_at DESC",
      receiver, from_);
  while (rows.next())
    if (seen_.sees(rows.integer(1), rows.integer(2), rows.integer(3), rows.integer(4)))
      return store::to_time(rows.integer(0));
  return {};
}

void digest_reading::read_wins(facts& into) {
  auto const best = wins_of_the_day();
  for (auto& one : ledger::wins_between(on_, workspace_, seen_, earliest_, until_)) {
    if (!is_told(one.id, one.said_at)) continue;
    one.of_the_day = best.contains(one.id);
    into.wins.push_back(std::move(one));
  }
}

std::set<std::int64_t> digest_reading::wins_of_the_day() {
  // A stand-up often closes in the very hour in which a digest is due. So what counts is that the win lies in
  // the window and its round is closed by now, not when that was: else the last day's would never be shown.
  // Those who hear one win of a round hear all of them.
  std::set<std::int64_t> best;
  for (auto const audience : seen_.audiences()) {
    auto rows = on_.select(
        "SELECT e.id FROM entry e INDEXED BY entry_by_audience JOIN standup_round r ON r.id = e.about"
        " WHERE e.workspace = ? AND e.audience = ? AND e.state = 0 AND e.said_at > ? AND e.said_at <= ?"
        " AND e.kind = 1 AND e.about_kind = 1 AND e.heard_in IS NOT NULL AND e.supporters > 0"
        " AND r.closed_at IS NOT NULL AND e.supporters = (SELECT max(o.supporters) FROM entry o"
        " WHERE o.about_kind = 1 AND o.about = e.about AND o.heard_in IS NOT NULL AND o.state = 0)",
        workspace_, audience, from_, until_);
    while (rows.next())
      best.insert(rows.integer(0));
  }
  return best;
}

/// How many visible wins an author had at a moment. Counted back from the number that is kept: since the
/// moment there are few, before it there may be years of them.
std::int64_t digest_reading::wins_until(std::int64_t author, base::time_point moment) {
  std::int64_t number = 0;
  for (auto const audience : seen_.sums()) {
    auto const key = ledger::sum_key(audience, ledger::all_time, 0, author);
    auto row = on_.select("SELECT wins FROM tally WHERE id = ?", key);
    if (row.next()) number += row.integer(0);
  }
  auto rows = on_.select(
      "SELECT id, audience, heard_in FROM entry INDEXED BY entry_by_author WHERE author = ? AND kind = 1"
      " AND said_at > ? AND state = 0 AND (heard_in IS NOT NULL OR audience = -1)",
      author, moment);
  while (rows.next())
    if (seen_.sees(rows.integer(0), author, rows.integer(1), ledger::number_or_none(rows, 2))) --number;
  return number;
}

void digest_reading::read_milestones(facts& into) {
  std::set<std::string> met;
  for (auto const& win : into.wins) {
    if (!met.insert(win.author).second) continue;
    auto const author = people::find_person(on_, workspace_, win.author);
    if (!author) continue;
    // The greatest of those that were reached.
    auto const before = wins_until(*author, from_);
    for (auto number = wins_until(*author, until_); number > before; --number) {
      if (!wins::is_win_milestone(static_cast<int>(number))) continue;
      auto& reached = into.achievements.emplace_back();
      reached.what = wins::achievement::kind::wins;
      reached.person = win.author;
      reached.name = win.author_name;
      reached.number = static_cast<int>(number);
      break;
    }
  }
}

void digest_reading::read_board(facts& into) {
  std::map<std::string, board_line> sums;
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

std::int64_t digest_reading::count_between(ledger::entry_kind kind, base::time_point from,
                                           base::time_point until) {
  std::int64_t count = 0;
  auto const number = static_cast<int>(kind);
  for (auto const audience : seen_.audiences()) {
    auto rows = on_.select(
        "SELECT id, author, heard_in, receivers FROM entry INDEXED BY entry_by_audience WHERE workspace = ?"
        " AND audience = ? AND state = 0 AND said_at > ? AND said_at <= ? AND kind = ?"
        " AND (heard_in IS NOT NULL OR audience = -1)",
        workspace_, audience, from, until, number);
    while (rows.next())
      if (seen_.sees(rows.integer(0), rows.integer(1), audience, ledger::number_or_none(rows, 2)))
        count += kind == ledger::entry_kind::kudos ? rows.integer(3) : 1;
  }
  return count;
}

}  // namespace

facts read_digest(store::connection& on, std::string const& workspace, window const& window,
                  base::time_point previous_from, bool with_board, people::viewer const& to) {
  facts facts;
  facts.window = window;
  auto const in = people::find_workspace(on, workspace);
  if (!in) return facts;
  digest_reading reading(on, workspace, *in, window, to);
  reading.read_shoutouts(facts);
  reading.read_wins(facts);
  reading.read_milestones(facts);
  if (with_board) reading.read_board(facts);
  facts.shoutouts_before = reading.count_between(ledger::entry_kind::kudos, previous_from, window.from);
  facts.wins_before = reading.count_between(ledger::entry_kind::win, previous_from, window.from);
  return facts;
}

}  // namespace huzzah::digests
