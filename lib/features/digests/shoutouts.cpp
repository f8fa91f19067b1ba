// Who was recognised, in the words of those who did it.
#include "features/digests/sections.hpp"

#include "base/catalog.hpp"
#include "base/text.hpp"
#include "chat/say.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace huzzah::digests {

namespace {

using chat::rich_text;

constexpr std::size_t longest_reason = 280;
constexpr std::size_t longest_tags = 80;
constexpr std::size_t longest_givers = 500;
/// People without recognition for that long come early.
constexpr auto long_time = std::chrono::days(56);

/// Everything said of one person.
class praise {
 public:
  std::string person;
  std::vector<shoutout const*> said;  ///< in the order of time
  bool known = false;                 ///< whether the facts tell when they were last recognised
  std::optional<base::time_point> last_before;

  bool is_first() const { return known && !last_before; }
};

/// Grouped by person, in the order of each one's first shoutout.
std::vector<praise> by_person(facts const& facts) {
  std::vector<shoutout const*> in_time;
  in_time.reserve(facts.shoutouts.size());
  for (auto const& one : facts.shoutouts)
    in_time.push_back(&one);
  std::stable_sort(in_time.begin(), in_time.end(),
                   [](auto const* a, auto const* b) { return a->given_at < b->given_at; });
  std::vector<praise> people;
  std::unordered_map<std::string_view, std::size_t> places;
  for (auto const* one : in_time) {
    auto const [place, is_new] = places.try_emplace(one->receiver, people.size());
    if (is_new) people.push_back({one->receiver, {}, false, {}});
    people[place->second].said.push_back(one);
  }
  for (auto const& one : facts.people)
    if (auto const place = places.find(one.person); place != places.end()) {
      people[place->second].known = true;
      people[place->second].last_before = one.last_before;
    }
  return people;
}

/// First-timers, then who was last recognised longest ago, then all others as they are.
void put_in_order(std::vector<praise>& people, base::time_point from) {
  auto const rank = [&](praise const& one) -> std::pair<int, base::time_point> {
    if (one.is_first()) return {0, {}};
    if (one.last_before && *one.last_before < from - long_time) return {1, *one.last_before};
    return {2, {}};
  };
  std::stable_sort(people.begin(), people.end(),
                   [&](praise const& a, praise const& b) { return rank(a) < rank(b); });
}

void append_values(rich_text& line, std::vector<std::string> const& values) {
  if (values.empty()) return;
  std::string tags = " ·";
  for (auto const& value : values)
    tags += " #" + value;
  line.push_back(chat::text(base::shorten(tags, longest_tags)));
}

/// "Ben: the flaky test · #courage · see it"
rich_text in_their_words(shoutout const& said, rich_text const& reason, chat::shown_names const& names) {
  auto line = chat::say("{author}: ", {{"author", names.named(said.giver, true)}});
  chat::append(line, reason);
  append_values(line, said.values);
  chat::append_link(line, said.link);
  return line;
}

/// "Ben and Cleo said thank you · see it": those who gave for the same, without a word. More than one line
/// where the names need it.
void append_without_words(std::vector<rich_text>& lines, std::vector<shoutout const*> const& said,
                          chat::shown_names const& names) {
  std::vector<chat::token> givers;
  std::set<std::string_view> met;
  for (auto const* one : said)
    if (met.insert(one->giver).second) givers.push_back(names.named(one->giver, givers.empty()));
  for (auto const& some : chat::split_list(givers, longest_givers)) {
    auto line = chat::say(static_cast<std::int64_t>(some.size()), "{people} said thank you",
                          "{people} said thank you", {{"people", chat::list_of(some)}});
    append_values(line, said.front()->values);
    chat::append_link(line, said.front()->link);
    lines.push_back(std::move(line));
  }
}

chat::card tell_person(praise const& one, digest_sources const& from) {
  chat::card line;
  line.head.push_back(from.shouted_out(one.person));
  // What was given without words for the same message is one line, at the place of the first one.
  using occasion = std::tuple<std::string, std::vector<std::string>>;
  std::map<occasion, std::vector<shoutout const*>> wordless;
  std::vector<std::pair<shoutout const*, rich_text>> told;
  for (auto const* said : one.said) {
    auto reason = chat::quoted(said->reason, from.names, longest_reason);
    if (reason.empty()) {
      auto& same = wordless[{said->link, said->values}];
      same.push_back(said);
      if (same.size() > 1) continue;
    }
    told.emplace_back(said, std::move(reason));
  }
  for (auto const& [said, reason] : told) {
    if (reason.empty())
      append_without_words(line.words, wordless[{said->link, said->values}], from.names);
    else
      line.words.push_back(in_their_words(*said, reason, from.names));
  }
  return line;
}

chat::section tell_people(std::string title, digest_sources const& from, bool with_first, bool with_others) {
  chat::section part(std::move(title));
  auto people = by_person(from.facts);
  put_in_order(people, from.facts.window.from);
  for (auto const& one : people)
    if (one.is_first() ? with_first : with_others) part.cards.push_back(tell_person(one, from));
  return part;
}

}  // namespace

digest_sources::digest_sources(digests::facts const& facts_, settings const& digest_)
    : facts(facts_), digest(digest_) {
  for (auto const& one : facts.people)
    names.learn(one.person, one.name);
  for (auto const& one : facts.shoutouts) {
    names.learn(one.giver, one.giver_name);
    names.learn(one.receiver, one.receiver_name);
  }
  for (auto const& one : facts.wins)
    names.learn(one.author, one.author_name);
  for (auto const& one : facts.achievements)
    names.learn(one.person, one.name);
  for (auto const& one : facts.board)
    names.learn(one.person, one.name);
}

bool digest_sources::wants(digest_section section) const {
  return std::find(digest.sections.begin(), digest.sections.end(), section) != digest.sections.end();
}

chat::token digest_sources::shouted_out(std::string const& person) const {
  if (!digest.ping) return names.named(person, true);
  return {chat::token_kind::mention, names.find(person), person};
}

chat::section tell_first_time(digest_sources const& from) {
  return tell_people(base::translate("Recognised for the first time"), from, true, false);
}

chat::section tell_shoutouts(digest_sources const& from) {
  return tell_people(base::translate("Shoutouts"), from, !from.wants(digest_section::first_time), true);
}

}  // namespace huzzah::digests
