#include "features/imports/import.hpp"

#include "app/people/directory.hpp"
#include "features/wins/grammar.hpp"
#include "features/wins/impact.hpp"
#include "features/wins/reading.hpp"

#include <algorithm>

namespace huzzah::imports {

namespace {

kudos::house_rules_options rules_for_reading(options const& options) {
  auto rules = options.kudos.rules;
  rules.daily_limit = 0;
  if (!options.apply_rules) rules.minimum_reason = 0;
  return rules;
}

}  // namespace

outcome& outcome::operator+=(outcome const& other) {
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

reader::reader(options options, known_people const& known)
    : options_(std::move(options)),
      people_(known),
      grammar_(options_.kudos.grammar()),
      rules_(rules_for_reading(options_)) {}

bool reader::may_state_win(std::string_view text) {
  for (auto at = text.find_first_of("wW"); at != std::string_view::npos;
       at = text.find_first_of("wW", at + 1)) {
    auto const rest = text.substr(at + 1, 2);
    if (rest.size() == 2 && (rest[0] | 0x20) == 'i' && (rest[1] | 0x20) == 'n') return true;
  }
  return false;
}

std::optional<item> reader::read(chat::message_posted const& posted, base::time_point revision,
                                 outcome& into) {
  std::vector<kudos::intent> intents;
  if (grammar_.may_give(posted.text)) intents = grammar_.parse(posted.text);
  std::optional<chat::rich_text> win;
  if (wins::may_state_win(posted.text)) win = wins::read_win(posted.text);
  auto const was_edited = revision != base::time_point();
  if (intents.empty() && !win && !was_edited) return std::nullopt;
  if (is_bot(posted.author)) {
    if (!intents.empty() || win) ++into.by_bots;
    return std::nullopt;
  }

  item found(ledger::kudos_source::message(posted.where), posted.author, revision, posted.at,
             day_of(posted.author, posted.at));
  found.was_edited = was_edited;
  found.gives = judge(posted.author, intents, into);
  if (win) {
    found.win.emplace(ledger::win_source(posted.where), posted.author, revision, posted.at, found.day);
    found.win->text = chat::to_markup(*win);
    found.win->impacts = wins::find_impacts(*win);
  }
  if (found.gives.empty() && !win && !was_edited) return std::nullopt;
  return found;
}

std::optional<item> reader::read(chat::message_ref const& where, std::string const& author,
                                 base::time_point posted_at, reaction const& reaction, outcome& into) {
  if (is_bot(reaction.person)) {
    ++into.by_bots;
    return std::nullopt;
  }
  std::vector<kudos::intent> intents;
  std::vector<kudos::target> author_alone;
  author_alone.emplace_back(kudos::target::kind::person, author);
  intents.emplace_back(std::move(author_alone), 1);
  auto gives = judge(reaction.person, intents, into);
  if (gives.empty()) return std::nullopt;
  // The time of the reaction is unknown by now. What was seen of it live is newer than the message.
  item found(ledger::kudos_source::reaction(where, reaction.person, reaction.emoji), reaction.person,
             posted_at, posted_at, day_of(reaction.person, posted_at));
  found.gives = std::move(gives);
  return found;
}

bool reader::is_bot(std::string const& person) const {
  auto const found = people_.find(person);
  return found != people_.end() && found->second.is_bot;
}

calendar::local_date reader::day_of(std::string const& person, base::time_point at) {
  auto found = zones_.find(person);
  if (found == zones_.end()) {
    auto const known = people_.find(person);
    auto const zone = known == people_.end() ? calendar::time_zone() : people::zone_of(known->second);
    found = zones_.emplace(person, zone).first;
  }
  return found->second.date_of(at);
}

std::vector<kudos::candidate> reader::judge(std::string const& giver,
                                            std::vector<kudos::intent> const& intents, outcome& into) const {
  into.to_groups += kudos::groups_in(intents).size();
  auto const facts = [this](std::string const& id) {
    auto const found = people_.find(id);
    if (found == people_.end()) return kudos::receiver_facts(id, false, false, false);
    return kudos::receiver_facts(id, found->second.is_bot);
  };
  auto judged = kudos::judge(giver, kudos::merge(intents), facts, 0, rules_);
  for (auto const& one : judged.turned_down)
    ++into.refused[one.why];
  return std::move(judged.accepted);
}

}  // namespace huzzah::imports
