#include "features/record/gathering.hpp"

#include "app/people/directory.hpp"
#include "app/people/people.hpp"
#include "app/people/places.hpp"
#include "app/phrases.hpp"
#include "features/record/table.hpp"
#include "features/wins/impact.hpp"

#include <set>
#include <utility>

namespace huzzah::record {

namespace {

/// What is open to every full member, and what the person has added to the record themselves.
void leave_private_out(sources& from) {
  std::erase_if(from.said.wins, [&](ledger::win_view const& one) {
    return (!one.shared || !one.is_open) && !from.added.contains(one.id);
  });
  std::erase_if(from.said.kudos, [](ledger::recognition_record const& one) { return !one.is_open; });
  from.said.hidden_kudos = 0;
}

/// Where a kudos can be read; empty for what was said in a direct conversation with its giver, or by a
/// command.
std::string link_to(store::reader& on, chat::message_ref const& where, chat::poster const& workspace) {
  if (where.id.empty() || where.channel.empty()) return {};
  auto const is_direct = people::places(on).known_of(where.workspace, where.channel) == people::reach::named;
  return is_direct ? std::string() : workspace.link_to(where);
}

/// The names of those who are mentioned.
app::names_by_id names_in(store::reader& from, std::string const& workspace, ledger::own_record const& said) {
  std::set<std::string> people;
  for (auto const& one : said.wins)
    people.merge(app::mentioned_in(one.text));
  for (auto const& one : said.kudos)
    people.merge(app::mentioned_in(one.reason));
  app::names_by_id names;
  for (auto const& id : people)
    names[id] = people::people(from).name_of(workspace, id);
  return names;
}

/// Leaves out what is hidden, and says wins in the words that were chosen for them.
void keep_to(std::map<std::int64_t, line_choice> const& chosen, sources& from) {
  auto const is_hidden = [&](auto const& one) {
    auto const found = chosen.find(one.id);
    return found != chosen.end() && found->second.is_hidden;
  };
  std::erase_if(from.said.wins, is_hidden);
  std::erase_if(from.said.kudos, is_hidden);
  for (auto& win : from.said.wins) {
    auto const found = chosen.find(win.id);
    if (found == chosen.end()) continue;
    if (found->second.is_added) from.added.insert(win.id);
    if (found->second.words.empty()) continue;
    chat::rich_text const words{chat::text(found->second.words)};
    win.text = chat::to_markup(words);
    win.impacts = wins::find_impacts(words);
  }
}

/// Where something was said is asked for once more, of the platform.
awaitable<> keep_readable(people::audience& audience, people::viewer by, sources& from) {
  std::set<std::string> asked;
  for (auto const& one : from.said.wins)
    if (!one.heard_in.empty()) asked.insert(one.heard_in);
  for (auto const& one : from.said.kudos)
    if (!one.where.where.channel.empty()) asked.insert(one.where.where.channel);
  auto const readable = co_await audience.readable(std::move(by), asked, true);
  auto const is_closed = [&](std::string const& channel) {
    return !channel.empty() && !readable.contains(channel);
  };
  from.left_out += static_cast<int>(
      std::erase_if(from.said.wins, [&](auto const& one) { return is_closed(one.heard_in); }) +
      std::erase_if(from.said.kudos, [&](auto const& one) { return is_closed(one.where.where.channel); }));
}

}  // namespace

awaitable<result<sources>> gather(app::context const& with, std::string workspace, std::string person,
                                  choices chosen, std::string reader) {
  people::directory directory(with.workspace, with.clock);
  auto const who = co_await directory.find(person);
  auto const to = co_await with.audience.of_person(workspace, person);
  people::viewer by;
  if (!reader.empty()) by = co_await with.audience.of_person(workspace, reader);
  sources made;
  made.is_for_another = !reader.empty();
  made.zone = people::zone_of(who ? *who : chat::person());
  if (who) made.person = who->name;
  made.made_at = with.clock.now();
  made.last = made.zone.date_of(made.made_at);
  made.first = made.last - std::chrono::days(chosen.days - 1);
  auto const from = made.zone.start_of(made.first) - base::duration(1);
  auto query = [&](store::reader& on) {
    made.said = ledger::read_own(on, workspace, to, from, made.made_at);
    keep_to(table(on).choices_of(workspace, person), made);
    if (made.is_for_another) made.left_out = ledger::leave_to(on, workspace, by, made.said);
    for (auto& one : made.said.kudos)
      one.link = link_to(on, one.where.where, with.workspace);
    return names_in(on, workspace, made.said);
  };
  auto names = co_await with.store.read(std::move(query));
  if (!names) co_return names.error();
  if (!chosen.with_private) leave_private_out(made);
  if (made.is_for_another) co_await keep_readable(with.audience, by, made);
  for (auto& win : made.said.wins)
    if (!win.where.id.empty()) win.link = with.workspace.link_to(win.where);
  made.name_of = [known = std::move(*names)](std::string const& id) {
    auto const found = known.find(id);
    return found == known.end() ? std::string() : found->second;
  };
  co_return made;
}

}  // namespace huzzah::record
