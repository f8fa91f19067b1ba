// What people won, and what they reached by it.
#include "app/ledger/win_views.hpp"
#include "features/digests/sections.hpp"
#include "features/wins/impact.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace huzzah::digests {

namespace {

using chat::rich_text;

constexpr std::size_t longest_win = 280;
/// So many names, as they are measured, make a line.
constexpr std::size_t longest_reached = 500;

std::string_view wins_title(digest_period period) {
  switch (period) {
    case digest_period::week:
      return "Wins of the week";
    case digest_period::two_weeks:
      return "Wins of two weeks";
    case digest_period::month:
      return "Wins of the month";
  }
  return "Wins";
}

/// " (about 8.7 hours a month)" behind what recurs at another pace.
void append_by_month(rich_text& line, std::vector<wins::impact> const& impacts) {
  std::vector<chat::token> monthly;
  for (auto const& one : impacts) {
    if (one.every == wins::recurrence::monthly) continue;
    if (auto const month = wins::by_month(one)) monthly.push_back(chat::text(wins::in_words(*month)));
  }
  if (monthly.empty()) return;
  line.push_back(chat::text(" ("));
  chat::append_list(line, monthly);
  line.push_back(chat::text(")"));
}

rich_text in_authors_words(ledger::win_view const& win, chat::shown_names const& names) {
  rich_text line;
  if (win.of_the_day) {
    line.push_back(chat::emoji("star"));
    line.push_back(chat::text(" "));
  }
  chat::append(line, chat::quoted(win.text, names, longest_win));
  append_by_month(line, win.impacts);
  if (win.of_the_day) line.push_back(chat::text(" · win of the day"));
  if (win.cheers > 0) line.push_back(chat::text(" · " + chat::number_of(win.cheers, "cheer", "cheers")));
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
  std::vector<chat::token> amounts;
  amounts.reserve(sums.size());
  for (auto const& sum : sums)
    amounts.push_back(chat::text(wins::in_words(sum)));
  rich_text line{chat::text("All together worth ")};
  chat::append_list(line, amounts);
  line.push_back(chat::text("."));
  return line;
}

std::string ordinal(int number) {
  auto const tens = number % 100;
  auto const ones = number % 10;
  auto const teen = tens >= 11 && tens <= 13;
  return fmt::format("{}{}", number,
                     teen        ? "th"
                     : ones == 1 ? "st"
                     : ones == 2 ? "nd"
                     : ones == 3 ? "rd"
                                 : "th");
}

std::string what_was_reached(wins::achievement::kind what, int number) {
  if (what == wins::achievement::kind::wins)
    return number == 1 ? "A first win: " : fmt::format("Their {} win: ", ordinal(number));
  return fmt::format("{} working days with a win in a row: ", number);
}

/// One line for all who reached the same; more than one where the names need it.
void append_reached(std::vector<chat::card>& cards, std::string const& what,
                    std::vector<chat::token> const& people) {
  for (auto const& some : chat::split_list(people, longest_reached)) {
    rich_text line{chat::text(what)};
    chat::append_list(line, some);
    cards.emplace_back(std::move(line));
  }
}

}  // namespace

chat::section tell_wins(digest_sources const& from) {
  chat::section part(std::string(wins_title(from.digest.period)));
  if (auto sum = worth(from.facts.wins)) part.cards.emplace_back(*std::move(sum));
  for (auto const& one : by_author(from.facts)) {
    chat::card line(rich_text{from.names.named(one.author, true)});
    for (auto const* win : one.wins)
      line.words.push_back(in_authors_words(*win, from.names));
    if (line.words.size() == 1) {
      line.head.push_back(chat::text(": "));
      chat::append(line.head, line.words.front());
      line.words.clear();
    }
    part.cards.push_back(std::move(line));
  }
  return part;
}

chat::section tell_streaks(digest_sources const& from) {
  chat::section part("Streaks and milestones");
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
    append_reached(part.cards, what_was_reached(what.first, what.second), people);
  return part;
}

}  // namespace huzzah::digests
