#include "features/standups/home_section.hpp"

#include "app/ledger/wins.hpp"
#include "app/people/people.hpp"
#include "base/catalog.hpp"
#include "chat/say.hpp"
#include "features/standups/opt_outs.hpp"
#include "features/standups/rounds.hpp"
#include "features/wins/words.hpp"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::standups {

namespace {

/// For so long a private question waits.
constexpr auto private_question_waits = std::chrono::hours{24};

/// Those that the person was asked: in a channel that they are in, or privately.
std::vector<standup_round> asked_of(store::connection& on, app::reading const& by) {
  std::vector<standup_round> found;
  for (auto& one : rounds(on).open_rounds(by.workspace))
    if (one.mode == standup_mode::thread && by.to.is_in(one.channel)) found.push_back(std::move(one));
  for (auto& one : rounds(on).asked_privately(by.workspace, by.person.id, by.until - private_question_waits))
    if (!one.closed_at) found.push_back(std::move(one));
  return found;
}

chat::section of_person(store::connection& on, app::reading const& by) {
  chat::section shown(base::translate("Today's question"), chat::card_layout::blocks);
  shown.key = "question";
  shown.icon = "speech_balloon";
  auto const people = people::people(on);
  for (auto const& one : asked_of(on, by)) {
    if (wants_no_question(people, one, by.person.id)) continue;
    if (ledger::win_ledger(on).has_answered(one.id, by.workspace, by.person.id)) continue;
    chat::button answer(std::string(wins::win_action::open_form), base::translate("Share a win"),
                        one.reference, true);
    shown.cards.emplace_back(chat::rich_text{chat::bold(one.question)}, std::move(answer));
  }
  if (shown.cards.empty()) shown.title.clear();
  return shown;
}

}  // namespace

app::shown_section home_section() {
  app::shown_section made;
  made.where = app::surface::home;
  made.order = 5;
  made.make = of_person;
  return made;
}

}  // namespace huzzah::standups
