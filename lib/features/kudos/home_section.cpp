#include "features/kudos/home_section.hpp"

#include "app/ledger/kudos.hpp"
#include "app/ledger/own_record.hpp"
#include "app/ledger/standings.hpp"
#include "app/people/away_days.hpp"
#include "app/people/calm_choices.hpp"
#include "app/people/directory.hpp"
#include "app/people/people.hpp"
#include "app/people/places.hpp"
#include "app/phrases.hpp"
#include "base/catalog.hpp"
#include "chat/quotes.hpp"
#include "chat/say.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace huzzah::kudos {

namespace {

using chat::say;

constexpr int most_shown = 5;
constexpr std::size_t longest_reason = 280;

/// "*Ada*: for the flaky test *#courage* · see it"
chat::rich_text line_of(ledger::recognition_record const& one, chat::shown_names const& names,
                        std::string const& link) {
  auto const giver = names.named(one.giver, true);
  auto const reason = chat::quoted(one.reason, names, longest_reason);
  auto line = reason.empty() ? say("{giver} said thank you", {{"giver", giver}})
                             : say("{giver}: {reason}", {{"giver", giver}, {"reason", reason}});
  for (auto const& value : one.values) {
    line.push_back(chat::text(" "));
    line.push_back(chat::bold("#" + value));
  }
  chat::append_link(line, link);
  return line;
}

chat::shown_names names_in(store::connection& on, std::string const& workspace,
                           std::span<ledger::recognition_record const> said) {
  chat::shown_names names;
  auto const learn = [&](std::string const& person) {
    names.learn(person, people::people(on).name_of(workspace, person));
  };
  for (auto const& one : said) {
    learn(one.giver);
    for (auto const& person : app::mentioned_in(one.reason))
      learn(person);
  }
  return names;
}

/// Where it can be read; empty where the receiver can't go there.
std::string link_to(store::connection& on, ledger::recognition_record const& one,
                    chat::poster const& workspace) {
  auto const& where = one.where.where;
  if (one.is_hidden || where.id.empty() || where.channel.empty()) return {};
  auto const is_direct = people::places(on).known_of(where.workspace, where.channel) == people::reach::named;
  return is_direct ? std::string() : workspace.link_to(where);
}

chat::rich_text left_in_words(int left) {
  if (left <= 0)
    return say(
        "You have thanked as many people today as there is room for. At midnight there is room again.");
  return say(left, "You can thank {count} more person today. At midnight the count starts again.",
             "You can thank {count} more people today. At midnight the count starts again.");
}

chat::section of_person(store::connection& on, app::reading const& by, chat::poster const& workspace,
                        options const& chosen) {
  chat::section shown(base::translate("Kudos"), chat::card_layout::lines);
  shown.key = "kudos";
  shown.icon = chosen.emoji.front();
  auto const today = people::zone_of(by.person).date_of(by.until);
  auto const record = ledger::mine(on, by.workspace, by.to, today, most_shown);
  auto const names = names_in(on, by.workspace, record.received);
  for (auto const& one : record.received)
    shown.cards.emplace_back(line_of(one, names, link_to(on, one, workspace)));
  auto const limit = chosen.rules.daily_limit;
  if (limit == 0) return shown;
  auto const given = ledger::kudos_ledger(on).receivers_given_on(by.workspace, by.person.id, today,
                                                                 ledger::kudos_source(), limit);
  shown.cards.emplace_back(left_in_words(limit - given));
  return shown;
}

/// The days on which a person was away lately, however that is known.
std::optional<people::absence> lately_away(store::connection& on, app::reading const& by,
                                           calendar::local_date today) {
  constexpr auto shown_for = std::chrono::weeks{1};
  people::people const kept(on);
  auto found = people::last_absence(kept, by.workspace, by.person.id);
  if (found && found->back + shown_for <= today) found.reset();
  auto const own = people::away_days::of(kept, by.workspace, by.person.id).over_by(today);
  if (!own || own->second + shown_for <= today) return found;
  if (!found) return people::absence{own->first, own->second};
  return people::absence{std::min(found->from, own->first), std::max(found->back, own->second)};
}

chat::section while_away(store::connection& on, app::reading const& by, chat::poster const& workspace,
                         options const& chosen) {
  constexpr std::size_t most_lines = 10;
  chat::section shown(base::translate("While you were away"), chat::card_layout::lines);
  shown.key = "away";
  shown.icon = chosen.emoji.front();
  auto const zone = people::zone_of(by.person);
  auto const was = lately_away(on, by, zone.date_of(by.until));
  if (!was) return chat::section();
  auto const until = std::min(by.until, zone.start_of(was->back + std::chrono::days{1}));
  auto const record = ledger::read_own(on, by.workspace, by.to, zone.start_of(was->from), until);
  auto said = std::span(record.kudos);
  auto const more = said.size() - std::min(said.size(), most_lines);
  said = said.last(said.size() - more);
  auto const names = names_in(on, by.workspace, said);
  for (auto const& one : said)
    shown.cards.emplace_back(line_of(one, names, link_to(on, one, workspace)));
  if (auto const others = static_cast<std::int64_t>(more) + record.hidden_kudos; others > 0)
    shown.cards.emplace_back(
        say(others, "And {count} more thank-you: `/huzzah record`", "And {count} more: `/huzzah record`"));
  return shown;
}

}  // namespace

app::shown_section away_section(chat::poster const& workspace, options const& chosen) {
  app::shown_section made;
  made.where = app::surface::home;
  made.order = -10;
  made.make = [&workspace, &chosen](store::connection& on, app::reading const& by) {
    return while_away(on, by, workspace, chosen);
  };
  return made;
}

app::shown_section home_section(chat::poster const& workspace, options const& chosen) {
  app::shown_section made;
  made.where = app::surface::home;
  made.order = 10;
  made.make = [&workspace, &chosen](store::connection& on, app::reading const& by) {
    return of_person(on, by, workspace, chosen);
  };
  return made;
}

}  // namespace huzzah::kudos
