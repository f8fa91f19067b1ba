#include "features/kudos/home_section.hpp"

#include "app/ledger/kudos.hpp"
#include "app/ledger/standings.hpp"
#include "app/people/directory.hpp"
#include "app/people/people.hpp"
#include "app/people/places.hpp"
#include "app/phrases.hpp"
#include "base/catalog.hpp"
#include "chat/quotes.hpp"
#include "chat/say.hpp"

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
  chat::shown_names names;
  auto const learn = [&](std::string const& person) {
    names.learn(person, people::people(on).name_of(by.workspace, person));
  };
  for (auto const& one : record.received) {
    learn(one.giver);
    for (auto const& person : app::mentioned_in(one.reason))
      learn(person);
  }
  for (auto const& one : record.received)
    shown.cards.emplace_back(line_of(one, names, link_to(on, one, workspace)));
  auto const limit = chosen.rules.daily_limit;
  if (limit == 0) return shown;
  auto const given = ledger::kudos_ledger(on).receivers_given_on(by.workspace, by.person.id, today,
                                                                 ledger::kudos_source(), limit);
  shown.cards.emplace_back(left_in_words(limit - given));
  return shown;
}

}  // namespace

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
