#include "features/digests/facts.hpp"

#include "app/ledger/span.hpp"
#include "app/ledger/wins.hpp"
#include "app/people/away_days.hpp"
#include "app/people/people.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace huzzah::digests {

namespace {

/// Longer rows of days exist, but by then every twentieth day is enough of a round number.
constexpr auto longest_look_back = std::chrono::days{400};

/// The windows that a digest compares follow one another, also if one was posted early.
base::time_point start_before(settings const& digest, window const& window) {
  auto const before = last_window(digest, window.from);
  return before.until == window.from ? before.from : window.from - (window.until - window.from);
}

bool wants(settings const& digest, digest_section section) {
  return std::find(digest.sections.begin(), digest.sections.end(), section) != digest.sections.end();
}

/// The best row of days that each author of a win has reached within the window.
void add_streaks(facts& facts, store::reader& from, std::string const& workspace,
                 calendar::workdays const& team, people::viewer const& to) {
  struct author {
    std::string name;
    std::set<calendar::local_date> days;  // with a win within the window
  };
  std::map<std::string, author> authors;
  for (auto const& win : facts.wins) {
    auto& one = authors[win.author];
    one.name = win.author_name;
    one.days.insert(win.said_on);
  }
  auto people = people::people(from);
  auto wins = ledger::win_ledger(from);
  for (auto const& [person, one] : authors) {
    auto const all = wins.days(workspace, person, *one.days.begin() - longest_look_back, to);
    auto const is_free = people::free_days(team, people::away_days::of(people, workspace, person));
    auto best = 0;
    for (auto const day : one.days)
      if (auto const row = wins::streak_on(day, all, is_free); wins::is_streak_milestone(row))
        best = std::max(best, row);
    if (best == 0) continue;
    wins::achievement reached;
    reached.person = person;
    reached.name = one.name;
    reached.what = wins::achievement::kind::streak;
    reached.number = best;
    facts.achievements.push_back(std::move(reached));
  }
}

/// Takes out those who want to be left out. What they said of others stays, without their name.
void leave_out(facts& facts, store::reader& from, std::string const& workspace) {
  auto people = people::people(from);
  std::map<std::string, bool> known;
  auto const is_left_out = [&](std::string const& person) {
    auto const [found, is_new] = known.try_emplace(person, false);
    if (is_new) found->second = people.left_out(workspace, person);
    return found->second;
  };
  std::erase_if(facts.shoutouts, [&](auto const& one) { return is_left_out(one.receiver); });
  std::erase_if(facts.wins, [&](auto const& one) { return is_left_out(one.author); });
  for (auto& one : facts.shoutouts)
    if (is_left_out(one.giver)) {
      one.giver.clear();
      one.giver_name.clear();
    }
}

void add_people(facts& facts, ledger::span& all) {
  std::set<std::string> seen;
  for (auto const& one : facts.shoutouts) {
    if (!seen.insert(one.receiver).second) continue;
    facts.people.push_back({one.receiver, one.receiver_name, all.last_received_before(one.receiver)});
  }
}

/// A stand-up often closes in the very hour in which a digest is due. So what counts is that the win lies in
/// the window and its round is closed by now, not when that was: else the last day's would never be shown.
/// Those who hear one win of a round hear all of them.
void find_wins_of_the_day(facts& facts, store::reader& from, closed_rounds const& is_closed) {
  std::map<std::int64_t, int> most;  // cheers in a round; 0 while it is open
  for (auto& win : facts.wins) {
    if (win.round == 0 || win.said_at <= facts.window.from) continue;
    auto const [found, is_new] = most.try_emplace(win.round, 0);
    if (is_new && is_closed && is_closed(from, win.round))
      for (auto const& one : ledger::wins_of_round(from, win.round))
        found->second = std::max(found->second, one.cheers);
    win.of_the_day = win.cheers > 0 && win.cheers == found->second;
  }
}

void add_milestones(facts& facts, ledger::span& all) {
  std::set<std::string> met;
  for (auto const& win : facts.wins) {
    if (!met.insert(win.author).second) continue;
    // The greatest of those that were reached.
    auto const before = all.wins_until(win.author, facts.window.from);
    for (auto number = all.wins_until(win.author, facts.window.until); number > before; --number) {
      if (!wins::is_win_milestone(static_cast<int>(number))) continue;
      auto& reached = facts.achievements.emplace_back();
      reached.what = wins::achievement::kind::wins;
      reached.person = win.author;
      reached.name = win.author_name;
      reached.number = static_cast<int>(number);
      break;
    }
  }
}

void add_board(facts& facts) {
  std::map<std::string, board_line> sums;
  for (auto const& one : facts.shoutouts) {
    auto& line = sums[one.receiver];
    line.person = one.receiver;
    line.name = one.receiver_name;
    line.received += one.amount;
  }
  for (auto& [person, line] : sums)
    facts.board.push_back(std::move(line));
  std::stable_sort(facts.board.begin(), facts.board.end(),
                   [](auto const& a, auto const& b) { return a.received > b.received; });
}

}  // namespace

facts read_digest(store::reader& from, std::string const& workspace, window const& window,
                  base::time_point previous_from, bool with_board, people::viewer const& to,
                  closed_rounds const& is_closed, std::set<std::int64_t> const* only) {
  facts facts;
  facts.window = window;
  ledger::span all(from, workspace, to, window.from, window.until, window.late_since);
  facts.shoutouts = all.kudos();
  facts.wins = all.wins();
  if (only != nullptr) {
    std::erase_if(facts.shoutouts, [&](auto const& one) { return !only->contains(one.id); });
    std::erase_if(facts.wins, [&](auto const& one) { return !only->contains(one.id); });
  }
  leave_out(facts, from, workspace);
  add_people(facts, all);
  find_wins_of_the_day(facts, from, is_closed);
  add_milestones(facts, all);
  if (with_board) add_board(facts);
  facts.shoutouts_before = all.count_kudos(previous_from, window.from);
  facts.wins_before = all.count_wins(previous_from, window.from);
  return facts;
}

facts read_digest(store::reader& from, std::string const& workspace, settings const& digest,
                  window const& window, calendar::workdays const& team, people::viewer const& to,
                  closed_rounds const& is_closed, std::set<std::int64_t> const* only) {
  auto facts = read_digest(from, workspace, window, start_before(digest, window),
                           wants(digest, digest_section::board), to, is_closed, only);
  if (wants(digest, digest_section::streaks)) add_streaks(facts, from, workspace, team, to);
  return facts;
}

void add_sections(facts& facts, store::reader& from, std::string const& workspace, people::viewer const& to,
                  std::vector<app::shown_section> const& more) {
  app::reading const by{workspace, to, facts.window.from, facts.window.until, {}};
  for (auto const& one : more)
    if (one.where == app::surface::digest) facts.more.push_back(one.make(from, by));
}

void for_each_name(facts& facts, std::function<void(std::string const&, std::string&)> const& take) {
  for (auto& one : facts.shoutouts) {
    take(one.giver, one.giver_name);
    take(one.receiver, one.receiver_name);
  }
  for (auto& one : facts.people)
    take(one.person, one.name);
  for (auto& one : facts.wins)
    take(one.author, one.author_name);
  for (auto& one : facts.achievements)
    take(one.person, one.name);
  for (auto& one : facts.board)
    take(one.person, one.name);
}

std::string early_post::written() const {
  return calendar::to_string(date) + " " + std::to_string(until.time_since_epoch().count());
}

std::optional<early_post> early_post::read(std::optional<std::string> const& written) {
  constexpr std::size_t date_length = 10;
  if (!written || written->size() <= date_length) return std::nullopt;
  auto const date = calendar::parse_date(std::string_view(*written).substr(0, date_length));
  base::duration::rep moment = 0;
  auto const* end = written->data() + written->size();
  auto const [stopped, failed] = std::from_chars(written->data() + date_length + 1, end, moment);
  if (!date || failed != std::errc{} || stopped != end) return std::nullopt;
  return early_post(*date, base::time_point(base::duration(moment)));
}

window without_told(settings const& digest, window window, std::optional<early_post> const& early) {
  if (early && early->until > last_window(digest, window.from).from &&
      early->date == last_window(digest, window.from).date && early->until < window.from)
    window.from = early->until;
  return window;
}

}  // namespace huzzah::digests
