// From facts to the document.
#include "base/catalog.hpp"
#include "calendar/spoken_dates.hpp"
#include "chat/say.hpp"
#include "features/digests/picture.hpp"
#include "features/digests/sections.hpp"

#include <algorithm>
#include <array>

namespace huzzah::digests {

namespace {

using calendar::local_date;
using std::chrono::days;

std::string title_of(digest_period period) {
  switch (period) {
    case digest_period::week:
      break;
    case digest_period::two_weeks:
      return base::translate("The good work of two weeks");
    case digest_period::month:
      return base::translate("The good work of the month");
  }
  return base::translate("The good work of the week");
}

/// Shoutouts and wins by day, without the rest of the day on which the digest before was posted and the
/// weekend after it, as long as nothing happened then.
std::vector<std::pair<local_date, int>> count_days(digest_sources const& from) {
  auto const& zone = from.digest.zone;
  auto const& window = from.facts.window;
  auto const first = zone.date_of(window.from + base::duration(1));
  auto const last = std::max(first, zone.date_of(window.until));
  std::vector<std::pair<local_date, int>> counts;
  for (auto day = first; day <= last; day += days(1))
    counts.emplace_back(day, 0);
  auto const count = [&](base::time_point moment) {
    auto const at = (zone.date_of(moment) - first).count();
    if (at >= 0 && static_cast<std::size_t>(at) < counts.size())
      ++counts[static_cast<std::size_t>(at)].second;
  };
  for (auto const& one : from.facts.shoutouts)
    count(one.given_at);
  for (auto const& one : from.facts.wins)
    count(one.said_at);
  auto const may_go = [&](std::pair<local_date, int> const& day) {
    std::chrono::weekday const name(day.first);
    auto const weekend = name == std::chrono::Saturday || name == std::chrono::Sunday;
    return day.second == 0 && (day.first == first || weekend);
  };
  auto const begin = std::find_if_not(counts.begin(), counts.end() - 1, may_go);
  counts.erase(counts.begin(), begin);
  return counts;
}

std::string subtitle_of(document const& digest, facts const& facts) {
  auto words = calendar::dates_in_words(digest.by_day.front().first, digest.by_day.back().first);
  if (auto const count = static_cast<std::int64_t>(facts.shoutouts.size()); count > 0)
    words += base::translate(count, " · {count} shoutout", " · {count} shoutouts");
  if (auto const count = static_cast<std::int64_t>(facts.wins.size()); count > 0)
    words += base::translate(count, " · {count} win", " · {count} wins");
  return words;
}

class teller {
 public:
  digest_section section;
  chat::section (*tell)(digest_sources const&);
  int chapter = 2;
  chat::left_out left_out{};
};

std::string people_in_words(std::int64_t number) {
  return base::translate(number, "{count} person", "{count} people");
}
std::string wins_in_words(std::int64_t number) {
  return base::translate(number, "{count} win", "{count} wins");
}

constexpr teller sections_in_order[] = {
    {digest_section::first_time,
     tell_first_time,
     0,
     {people_in_words, false,
      base::translatable(
          "More was said than a thread can hold. Also recognised for the first time: {people}")}},
    {digest_section::shoutouts,
     tell_shoutouts,
     0,
     {people_in_words, false,
      base::translatable("More was said than a thread can hold. Also thanked: {people}")}},
    {digest_section::wins,
     tell_wins,
     1,
     {wins_in_words, true,
      base::translatable("More was won than a thread can hold. Wins came from {people}")}},
    {digest_section::values, tell_values},
    {digest_section::streaks, tell_streaks},
    {digest_section::breadth, tell_breadth},
    {digest_section::comparison, tell_comparison},
    {digest_section::board, tell_board}};

/// Whether the cards of a section read as a list: several, each without words below it.
bool is_list(chat::section const& part) {
  return part.cards.size() > 1 && std::all_of(part.cards.begin(), part.cards.end(),
                                              [](chat::card const& one) { return one.words.empty(); });
}

void add_charts(document& digest) {
  digest.charts_in_words = picture_in_words(digest);
  chat::chart by_day{base::translate("By day"), {}, "by_day", "date", {}};
  for (auto const& [day, count] : digest.by_day)
    by_day.counts.emplace_back(calendar::to_string(day), count);
  chat::chart values{base::translate("Values"), {}, "by_value", "value", digest.by_value};
  if (!digest.charts_in_words.empty()) {
    by_day.bars = picture_bars(digest);
    values.bars = picture_values(digest);
  }
  digest.charts = {std::move(by_day), std::move(values)};
}

}  // namespace

document compose(facts const& facts, settings const& digest) {
  digest_sources const from(facts, digest);
  document document;
  document.title = title_of(digest.period);
  document.has_header = true;
  document.by_day = count_days(from);
  document.subtitle = subtitle_of(document, facts);
  if (from.wants(digest_section::values)) document.by_value = count_values(facts);
  add_charts(document);
  for (auto const& one : sections_in_order) {
    if (!from.wants(one.section)) continue;
    auto part = one.tell(from);
    if (part.cards.empty()) continue;
    part.key = to_string(one.section);
    if (part.layout == chat::card_layout::paragraphs && is_list(part)) part.layout = chat::card_layout::list;
    part.chapter = one.chapter;
    part.left_out = one.left_out;
    document.sections.push_back(std::move(part));
  }
  for (auto part : facts.more) {
    if (part.cards.empty()) continue;
    part.chapter = 2;
    document.sections.push_back(std::move(part));
  }
  if (document.sections.empty()) document.instead = encouragement(facts.window.date);
  return document;
}

chat::rich_text encouragement(local_date date) {
  // An odd number of lines: neither weekly, fortnightly nor monthly digests say the same twice in a row.
  static constexpr std::array lines{
      base::translatable(
          "A quiet page, and surely not for want of good work. If somebody made your days easier, a line of "
          "thanks is welcome at any time."),
      base::translatable("No shoutouts this time. Think of one person who helped you lately, and tell them "
                         "what it changed."),
      base::translatable(
          "Good work often makes no noise. If you saw some, say so: a name and a reason are all it takes."),
      base::translatable(
          "Nothing here yet, and that is fine. The next digest begins with the first thank-you."),
      base::translatable(
          "Some days are for getting things done. When you come up for air, somebody will be glad to hear "
          "from you."),
      base::translatable(
          "Nothing was written down, though surely something went well. Small wins count too."),
      base::translatable("A calm one. Who answered your question, or took the call? They would like to know "
                         "that it helped."),
  };
  auto const week = calendar::week_start(date).time_since_epoch() / days(7);
  auto const count = static_cast<std::chrono::days::rep>(lines.size());
  return chat::say(lines[static_cast<std::size_t>(((week % count) + count) % count)]);
}

}  // namespace huzzah::digests
