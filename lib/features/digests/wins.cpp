// What people won, and what they reached by it.
#include "app/ledger/win_views.hpp"
#include "base/catalog.hpp"
#include "chat/say.hpp"
#include "features/digests/sections.hpp"
#include "features/wins/impact.hpp"

#include <algorithm>
#include <map>

namespace huzzah::digests {

namespace {

using chat::rich_text;
using chat::say;

constexpr std::size_t longest_win = 280;
/// So many names, as they are measured, make a line.
constexpr std::size_t longest_reached = 500;

std::string wins_title(digest_period period) {
  switch (period) {
    case digest_period::week:
      break;
    case digest_period::two_weeks:
      return base::translate("Wins of two weeks");
    case digest_period::month:
      return base::translate("Wins of the month");
  }
  return base::translate("Wins of the week");
}

/// " (about 8.7 hours a month)" behind what recurs at another pace.
void append_by_month(rich_text& line, std::vector<wins::impact> const& impacts) {
  std::vector<std::string> monthly;
  for (auto const& one : impacts) {
    if (one.every == wins::recurrence::monthly) continue;
    if (auto const month = wins::by_month(one)) monthly.push_back(wins::in_words(*month));
  }
  if (!monthly.empty()) chat::append(line, say(" ({amounts})", {{"amounts", chat::list_of(monthly)}}));
}

rich_text in_authors_words(ledger::win_view const& win, chat::shown_names const& names) {
  rich_text line;
  if (win.of_the_day) {
    line.push_back(chat::emoji("star"));
    line.push_back(chat::text(" "));
  }
  chat::append(line, chat::quoted(win.text, names, longest_win));
  append_by_month(line, win.impacts);
  if (win.of_the_day) chat::append(line, say(" · win of the day"));
  if (win.cheers > 0) chat::append(line, say(win.cheers, " · {count} cheer", " · {count} cheers"));
  chat::append_link(line, win.link);
  return line;
}

/// The wins of one author, in the order of time.
class harvest {
 public:
  std::string author;
  std::vector<ledger::win_view const*> wins;
  bool crowned = false;
};

std::vector<harvest> by_author(facts const& facts) {
  std::vector<ledger::win_view const*> in_time;
  in_time.reserve(facts.wins.size());
  for (auto const& one : facts.wins)
    in_time.push_back(&one);
  std::stable_sort(in_time.begin(), in_time.end(),
                   [](auto const* a, auto const* b) { return a->said_at < b->said_at; });
  std::vector<harvest> authors;
  std::unordered_map<std::string_view, std::size_t> places;
  for (auto const* one : in_time) {
    auto const [place, is_new] = places.try_emplace(one->author, authors.size());
    if (is_new) authors.push_back({one->author, {}, false});
    authors[place->second].wins.push_back(one);
    authors[place->second].crowned |= one->of_the_day;
  }
  std::stable_partition(authors.begin(), authors.end(), [](harvest const& one) { return one.crowned; });
  return authors;
}

/// What the wins are worth all together, where at least two of them say something.
std::optional<rich_text> worth(std::vector<ledger::win_view> const& wins) {
  std::vector<wins::impact> all;
  int telling = 0;
  for (auto const& win : wins) {
    telling += win.impacts.empty() ? 0 : 1;
    all.insert(all.end(), win.impacts.begin(), win.impacts.end());
  }
  auto const sums = wins::added_up(all);
  if (telling < 2 || sums.empty()) return std::nullopt;
  std::vector<std::string> amounts;
  amounts.reserve(sums.size());
  for (auto const& sum : sums)
    amounts.push_back(wins::in_words(sum));
  return say("All together worth {amounts}.", {{"amounts", chat::list_of(amounts)}});
}

rich_text what_was_reached(wins::achievement::kind what, int number, rich_text const& people) {
  if (what != wins::achievement::kind::wins)
    return say(number, "{count} working day with a win in a row: {people}",
               "{count} working days with a win in a row: {people}", {{"people", people}});
  if (number == 1) return say("A first win: {people}", {{"people", people}});
  return say("Their {number}th win: {people}", {{"number", number}, {"people", people}});
}

}  // namespace

chat::section tell_wins(digest_sources const& from) {
  chat::section part(wins_title(from.digest.period));
  if (auto sum = worth(from.facts.wins)) part.cards.emplace_back(*std::move(sum));
  for (auto const& one : by_author(from.facts)) {
    chat::card line(rich_text{from.names.named(one.author, true)});
    for (auto const* win : one.wins)
      line.words.push_back(in_authors_words(*win, from.names));
    if (line.words.size() == 1) {
      line.head = say("{author}: ", {{"author", line.head}});
      chat::append(line.head, line.words.front());
      line.words.clear();
    }
    part.cards.push_back(std::move(line));
  }
  return part;
}

chat::section tell_streaks(digest_sources const& from) {
  chat::section part(base::translate("Streaks and milestones"));
  using reached = std::pair<wins::achievement::kind, int>;
  // Wins before days, small numbers before large: beginnings are what is cheered first.
  auto const order = [](reached const& a, reached const& b) {
    auto const days = wins::achievement::kind::streak;
    return std::pair(a.first == days, a.second) < std::pair(b.first == days, b.second);
  };
  std::map<reached, std::vector<chat::token>, decltype(order)> groups(order);
  for (auto const& one : from.facts.achievements)
    groups[{one.what, one.number}].push_back(from.names.named(one.person));
  for (auto const& [what, people] : groups)
    // More than one line for those who reached the same where the names need it.
    for (auto const& some : chat::split_list(people, longest_reached))
      part.cards.emplace_back(what_was_reached(what.first, what.second, chat::list_of(some)));
  return part;
}

}  // namespace huzzah::digests
