// What a digest says around the shoutouts and wins: values, who saw many, how it compares, the board.
#include "features/digests/sections.hpp"

#include "base/catalog.hpp"
#include "base/text.hpp"
#include "chat/say.hpp"

#include <algorithm>
#include <set>

namespace huzzah::digests {

namespace {

using chat::say;

constexpr std::size_t longest_example = 200;
/// A person who thanked fewer people than that is not said to have looked widely.
constexpr std::size_t widely = 3;
constexpr std::size_t most_named = 3;

/// The kudos that shows a value best: one in words, not used for another value already if there is a choice,
/// and the one that says most without needing to be cut.
shoutout const* example_of(std::string const& value, digest_sources const& from,
                           std::set<shoutout const*> const& told) {
  shoutout const* best = nullptr;
  std::pair<bool, std::size_t> best_worth{};
  for (auto const& one : from.facts.shoutouts) {
    if (std::find(one.values.begin(), one.values.end(), value) == one.values.end()) continue;
    auto const length = one.reason.size();
    std::pair const worth(!told.contains(&one), length > longest_example ? std::size_t{1} : length);
    if (best != nullptr && worth <= best_worth) continue;
    best = &one;
    best_worth = worth;
  }
  return best;
}

/// How two numbers compare in words: -1, 0 for about as many, 1.
int direction(std::int64_t now, std::int64_t before) {
  if (now * 4 > before * 5) return 1;
  if (now * 5 < before * 4) return -1;
  return 0;
}

/// How a window compares with the one before.
class comparison_words {
 public:
  char const* more_of_both;
  char const* more_shoutouts;
  char const* more_shoutouts_as_many_wins;
  char const* more_wins;
  char const* more_wins_as_many_shoutouts;
  char const* as_many_shoutouts;
  char const* as_many_wins;
  char const* as_many_of_both;
  char const* quieter;
};

constexpr comparison_words of_week{
    base::translatable("More shoutouts and more wins than the week before."),
    base::translatable("More shoutouts than the week before."),
    base::translatable("More shoutouts than the week before, and about as many wins."),
    base::translatable("More wins than the week before."),
    base::translatable("More wins than the week before, and about as many shoutouts."),
    base::translatable("About as many shoutouts as in the week before: a steady rhythm."),
    base::translatable("About as many wins as in the week before: a steady rhythm."),
    base::translatable("About as many shoutouts and wins as in the week before: a steady rhythm."),
    base::translatable("A quieter week than the one before, and each of these lines was worth saying.")};
constexpr comparison_words of_two_weeks{
    base::translatable("More shoutouts and more wins than the two weeks before."),
    base::translatable("More shoutouts than the two weeks before."),
    base::translatable("More shoutouts than the two weeks before, and about as many wins."),
    base::translatable("More wins than the two weeks before."),
    base::translatable("More wins than the two weeks before, and about as many shoutouts."),
    base::translatable("About as many shoutouts as in the two weeks before: a steady rhythm."),
    base::translatable("About as many wins as in the two weeks before: a steady rhythm."),
    base::translatable("About as many shoutouts and wins as in the two weeks before: a steady rhythm."),
    base::translatable("Two quieter weeks than those before, and each of these lines was worth saying.")};
constexpr comparison_words of_month{
    base::translatable("More shoutouts and more wins than the month before."),
    base::translatable("More shoutouts than the month before."),
    base::translatable("More shoutouts than the month before, and about as many wins."),
    base::translatable("More wins than the month before."),
    base::translatable("More wins than the month before, and about as many shoutouts."),
    base::translatable("About as many shoutouts as in the month before: a steady rhythm."),
    base::translatable("About as many wins as in the month before: a steady rhythm."),
    base::translatable("About as many shoutouts and wins as in the month before: a steady rhythm."),
    base::translatable("A quieter month than the one before, and each of these lines was worth saying.")};

comparison_words const& words_for(digest_period period) {
  switch (period) {
    case digest_period::two_weeks:
      return of_two_weeks;
    case digest_period::month:
      return of_month;
    case digest_period::week:
      break;
  }
  return of_week;
}

char const* compare(facts const& facts, comparison_words const& words) {
  auto const thanks = static_cast<std::int64_t>(facts.shoutouts.size());
  auto const wins = static_cast<std::int64_t>(facts.wins.size());
  auto const of_thanks = direction(thanks, facts.shoutouts_before);
  auto const of_wins = direction(wins, facts.wins_before);
  auto const any_wins = wins > 0 || facts.wins_before > 0;
  auto const any_thanks = thanks > 0 || facts.shoutouts_before > 0;
  if (of_thanks > 0 && of_wins > 0) return words.more_of_both;
  if (of_thanks > 0)
    return any_wins && of_wins == 0 ? words.more_shoutouts_as_many_wins : words.more_shoutouts;
  if (of_wins > 0) return any_thanks && of_thanks == 0 ? words.more_wins_as_many_shoutouts : words.more_wins;
  if (of_thanks != 0 || of_wins != 0) return words.quieter;
  if (!any_wins) return words.as_many_shoutouts;
  return any_thanks ? words.as_many_of_both : words.as_many_wins;
}

}  // namespace

std::vector<std::pair<std::string, int>> count_values(facts const& facts) {
  std::vector<std::pair<std::string, int>> counts;
  std::unordered_map<std::string_view, std::size_t> places;
  for (auto const& one : facts.shoutouts)
    for (auto const& value : one.values) {
      auto const [place, is_new] = places.try_emplace(value, counts.size());
      if (is_new) counts.emplace_back(value, 0);
      ++counts[place->second].second;
    }
  std::stable_sort(counts.begin(), counts.end(), [](auto const& a, auto const& b) {
    return std::pair(-a.second, std::string_view(a.first)) < std::pair(-b.second, std::string_view(b.first));
  });
  return counts;
}

chat::section tell_values(digest_sources const& from) {
  chat::section part(base::translate("Values that were lived"));
  std::set<shoutout const*> told;
  for (auto const& [value, count] : count_values(from.facts)) {
    auto const* const example = example_of(value, from, told);
    told.insert(example);
    auto const giver = from.names.plainly(example->giver);
    auto const receiver = from.names.plainly(example->receiver);
    auto const reason = chat::quoted(example->reason, from.names, longest_example);
    auto line = reason.empty()
                    ? say("*{value}*: {giver} to {receiver}",
                          {{"value", value}, {"giver", giver}, {"receiver", receiver}})
                    : say("*{value}*: {giver} to {receiver}, {reason}",
                          {{"value", value}, {"giver", giver}, {"receiver", receiver}, {"reason", reason}});
    chat::append_link(line, example->link);
    part.cards.emplace_back(std::move(line));
  }
  return part;
}

chat::section tell_breadth(digest_sources const& from) {
  chat::section part(base::translate("With an eye for others"));
  std::vector<std::string> givers;  // in the order of time
  std::unordered_map<std::string, std::set<std::string_view>> receivers;
  for (auto const& one : from.facts.shoutouts) {
    if (one.giver.empty()) continue;
    auto& seen = receivers[one.giver];
    if (seen.empty()) givers.push_back(one.giver);
    seen.insert(one.receiver);
  }
  std::erase_if(givers, [&](std::string const& giver) { return receivers[giver].size() < widely; });
  if (givers.empty()) return part;
  std::stable_sort(givers.begin(), givers.end(), [&](std::string const& a, std::string const& b) {
    return receivers[a].size() > receivers[b].size();
  });
  givers.resize(std::min(givers.size(), most_named));
  std::sort(givers.begin(), givers.end(), [&](std::string const& a, std::string const& b) {
    return std::pair(base::to_lower(from.names.find(a)), a) <
           std::pair(base::to_lower(from.names.find(b)), b);
  });
  std::vector<chat::token> people;
  people.reserve(givers.size());
  for (auto const& giver : givers)
    people.push_back(from.names.named(giver, people.empty()));
  part.cards.emplace_back(say(static_cast<std::int64_t>(people.size()),
                              "{people} saw the good work of many different people, and said so.",
                              "{people} each saw the good work of many different people, and said so.",
                              {{"people", chat::list_of(people)}}));
  return part;
}

chat::section tell_comparison(digest_sources const& from) {
  chat::section part(base::translate("Looking back"));
  if (from.facts.empty() || from.facts.shoutouts_before + from.facts.wins_before == 0) return part;
  part.cards.emplace_back(say(compare(from.facts, words_for(from.digest.period))));
  return part;
}

chat::section tell_board(digest_sources const& from) {
  chat::section part(base::translate("The board"), chat::card_layout::lines);
  std::size_t rank = 0;
  auto const& board = from.facts.board;
  for (std::size_t i = 0; i < board.size(); ++i) {
    if (i == 0 || board[i].received != board[i - 1].received) rank = i + 1;  // equals share a place
    part.cards.emplace_back(
        say("{rank}. {person} · {received}", {{"rank", rank},
                                              {"person", from.names.named(board[i].person, true)},
                                              {"received", board[i].received}}));
  }
  return part;
}

}  // namespace huzzah::digests
