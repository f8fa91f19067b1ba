#include "features/home/privacy.hpp"

#include "app/phrases.hpp"
#include "base/catalog.hpp"
#include "calendar/spoken_dates.hpp"
#include "calendar/time_zone.hpp"
#include "chat/quotes.hpp"
#include "chat/say.hpp"
#include "features/home/words.hpp"

#include <chrono>
#include <utility>

namespace huzzah::home {

namespace {

using base::translate;
using chat::say;

constexpr auto acts_shown_for = std::chrono::days{365};
constexpr int most_acts = 20;

/// "*names*: to call people by their names. Seen by everybody here, kept until it is erased. About you: 1."
chat::rich_text line_of(people::stored_count const& one) {
  auto const& kind = one.kind;
  auto line = say("*{what}*: {why}. Seen by: {who}. Kept {time}.",
                  {{"what", kind.what}, {"why", kind.why}, {"who", kind.seen_by}, {"time", kind.kept}});
  if (one.rows) chat::append(line, say(" About you: {count}.", {{"count", *one.rows}}));
  return line;
}

std::string date_of(base::time_point at) {
  auto const day = calendar::time_zone().date_of(at);
  return calendar::dates_in_words(day, day);
}

}  // namespace

std::vector<chat::rich_text> times_in_words(app::keeping const& chosen, base::time_point now) {
  std::vector<chat::rich_text> lines;
  lines.push_back(chosen.words ? say("Words are withdrawn when they are older than this: {time}.",
                                     {{"time", chosen.words->text}})
                               : say("Words stay until their author takes them back or they are erased."));
  if (chosen.backups > 0) {
    auto const last = now + std::chrono::days(chosen.backups);
    lines.push_back(
        say("A copy of everything is made each day. What is erased today stays in copies until {date}.",
            {{"date", date_of(last)}}));
  } else {
    lines.push_back(say("I make no copies here. Whoever runs me may; what you erase stays in those."));
  }
  return lines;
}

chat::rich_text act_in_words(ledger::operator_act const& one) {
  auto const date = date_of(one.at);
  auto const& act = one.act;
  if (act == "export") return say("{date}: what every member can read was copied out.", {{"date", date}});
  if (act == "export --include-private")
    return say("{date}: everything was copied out, private channels included.", {{"date", date}});
  if (act == "export --person")
    return say("{date}: all that is kept about you was copied out.", {{"date", date}});
  if (act == "tally") return say("{date}: who gave and received how much was counted.", {{"date", date}});
  if (act == "tally --include-private")
    return say("{date}: who gave and received how much was counted, private channels included.",
               {{"date", date}});
  if (act == "digest --include-private")
    return say("{date}: a digest was printed, private channels included.", {{"date", date}});
  if (act == "import")
    return say("{date}: what was said in the past was read from an export of this workspace.",
               {{"date", date}});
  return say("{date}: {command}", {{"date", date}, {"command", app::code("huzzah " + act)}});
}

chat::document privacy::page(std::vector<people::stored_count> const& all,
                             std::vector<ledger::operator_act> const& acts, std::string const& person) const {
  chat::document shown;
  shown.title = translate("What I keep about people here");
  auto& can = shown.sections.emplace_back(translate("What you can do"), chat::card_layout::list);
  can.cards.emplace_back(say("`/huzzah data` gives you all that is about you, as files."));
  can.cards.emplace_back(say("`/huzzah erase` erases you. Whoever runs me can do it, too: {command}",
                             {{"command", app::code("huzzah forget --person " + person)}}));
  can.cards.emplace_back(say("`/huzzah settings` has a switch to be left out from now on."));
  can.buttons.emplace_back(word_action, translate("My data"), "data");
  can.buttons.emplace_back(word_action, translate("Erase me"), "erase");
  auto& times = shown.sections.emplace_back(translate("For how long"), chat::card_layout::list);
  for (auto& line : times_in_words(chosen_, with_.clock.now()))
    times.cards.emplace_back(std::move(line));
  auto& done = shown.sections.emplace_back(translate("What those who run me did with it in twelve months"),
                                           chat::card_layout::list);
  for (auto const& one : acts)
    done.cards.emplace_back(act_in_words(one));
  if (acts.empty()) done.cards.emplace_back(say("Nothing that concerned you."));
  auto& kept = shown.sections.emplace_back(shown.title, chat::card_layout::list);
  for (auto const& one : all)
    kept.cards.emplace_back(line_of(one));
  return shown;
}

awaitable<result<chat::reply>> privacy::show(chat::command_invoked const& command) {
  auto query = [&command, since = with_.clock.now() - acts_shown_for](store::reader& from) {
    return std::pair(people::count_stored(from, command.workspace, command.person),
                     ledger::acts_about(from, command.workspace, command.person, since, most_acts));
  };
  auto const found = co_await with_.store.read(std::move(query));
  if (!found) co_return found.error();
  auto said = chat::to_message(page(found->first, found->second, command.person), with_.workspace.limits());
  co_return chat::reply(std::move(said));
}

}  // namespace huzzah::home
