#include "features/past.hpp"

#include "features/roster.hpp"
#include "features/win_reading.hpp"
#include "recognition/impact.hpp"
#include "recognition/win_grammar.hpp"

#include <algorithm>

namespace huzzah::features {

namespace {

recognition::house_rules_options rules_for_reading(past_options const& options) {
  auto rules = options.kudos.rules;
  rules.daily_limit = 0;
  if (!options.apply_rules) rules.minimum_reason = 0;
  return rules;
}

bool has_word_win(std::string_view text) {
  for (auto at = text.find_first_of("wW"); at != std::string_view::npos;
       at = text.find_first_of("wW", at + 1)) {
    auto const rest = text.substr(at + 1, 2);
    if (rest.size() == 2 && (rest[0] | 0x20) == 'i' && (rest[1] | 0x20) == 'n') return true;
  }
  return false;
}

}  // namespace

past_outcome& past_outcome::operator+=(past_outcome const& other) {
  kudos += other.kudos;
  reactions += other.reactions;
  wins += other.wins;
  changed += other.changed;
  known += other.known;
  for (auto const& [why, count] : other.refused)
    refused[why] += count;
  forgotten += other.forgotten;
  by_bots += other.by_bots;
  to_groups += other.to_groups;
  return *this;
}

past_reader::past_reader(past_options options, people const& known)
    : options_(std::move(options)),
      people_(known),
      grammar_(options_.kudos.grammar()),
      rules_(rules_for_reading(options_)) {}

bool past_reader::may_matter(std::string_view text) {
  // Whoever is thanked stands between these; a win is said to be one.
  return text.find("<@") != std::string_view::npos || text.find("<!") != std::string_view::npos ||
         has_word_win(text);
}

std::optional<past_item> past_reader::read(chat::message_posted const& posted, base::time_point revision,
                                           past_outcome& into) {
  std::vector<recognition::kudos_intent> intents;
  if (grammar_.may_give(posted.text)) intents = grammar_.parse(posted.text);
  std::optional<chat::rich_text> win;
  if (may_state_win(posted.text)) win = recognition::read_win(posted.text);
  auto const was_edited = revision != base::time_point();
  if (intents.empty() && !win && !was_edited) return std::nullopt;
  if (is_bot(posted.author)) {
    if (!intents.empty() || win) ++into.by_bots;
    return std::nullopt;
  }

  past_item item(storage::source::message(posted.where), posted.author, revision, posted.at,
                 day_of(posted.author, posted.at));
  item.was_edited = was_edited;
  item.gives = judge(posted.author, intents, into);
  if (win) {
    item.win.emplace(storage::win_source(posted.where), posted.author, revision, posted.at, item.day);
    item.win->text = chat::to_markup(*win);
    item.win->impacts = recognition::find_impacts(*win);
  }
  if (item.gives.empty() && !win && !was_edited) return std::nullopt;
  return item;
}

std::optional<past_item> past_reader::read(chat::message_ref const& where, std::string const& author,
                                           base::time_point posted_at, past_reaction const& reaction,
                                           past_outcome& into) {
  if (is_bot(reaction.person)) {
    ++into.by_bots;
    return std::nullopt;
  }
  std::vector<recognition::kudos_intent> intents;
  std::vector<recognition::target> author_alone;
  author_alone.emplace_back(recognition::target::kind::person, author);
  intents.emplace_back(std::move(author_alone), 1);
  auto gives = judge(reaction.person, intents, into);
  if (gives.empty()) return std::nullopt;
  // When it was put there, nobody knows any more. What was seen of it live is newer than the message.
  past_item item(storage::source::reaction(where, reaction.person, reaction.emoji), reaction.person,
                 posted_at, posted_at, day_of(reaction.person, posted_at));
  item.gives = std::move(gives);
  return item;
}

bool past_reader::is_bot(std::string const& person) const {
  auto const found = people_.find(person);
  return found != people_.end() && found->second.is_bot;
}

calendar::local_date past_reader::day_of(std::string const& person, base::time_point at) {
  auto found = zones_.find(person);
  if (found == zones_.end()) {
    auto const known = people_.find(person);
    auto const zone = known == people_.end() ? calendar::time_zone() : zone_of(known->second);
    found = zones_.emplace(person, zone).first;
  }
  return found->second.date_of(at);
}

std::vector<recognition::candidate> past_reader::judge(std::string const& giver,
                                                       std::vector<recognition::kudos_intent> const& intents,
                                                       past_outcome& into) const {
  into.to_groups += recognition::groups_in(intents).size();
  auto const facts = [this](std::string const& id) {
    auto const found = people_.find(id);
    if (found == people_.end()) return recognition::receiver_facts(id, false, false, false);
    return recognition::receiver_facts(id, found->second.is_bot);
  };
  auto judged = recognition::judge(giver, recognition::merge(intents), facts, 0, rules_);
  for (auto const& one : judged.turned_down)
    ++into.refused[one.why];
  return std::move(judged.accepted);
}

}  // namespace huzzah::features
