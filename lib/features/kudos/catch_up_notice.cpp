#include "features/kudos/catch_up_notice.hpp"

#include "app/delivery/outbox.hpp"
#include "app/delivery/restricted_words.hpp"
#include "app/ledger/late_kudos.hpp"
#include "app/people/calm_choices.hpp"
#include "app/people/people.hpp"
#include "features/kudos/words.hpp"

#include <fmt/format.h>

namespace huzzah::kudos {

void tell_of_late_kudos(store::unit_of_work& work, std::string const& workspace, std::string const& emoji,
                        base::time_point now) {
  auto const name_of = [&](std::string const& person) {
    return people::people(work).name_of(workspace, person);
  };
  for (auto const& note : ledger::late_kudos(work).take(workspace)) {
    auto const key = fmt::format("while-away:{}:{}", note.receiver, note.given.back().id);
    auto thanks = note.given;
    for (auto& one : thanks) {
      one.amount = 1;
      one.reason.clear();
      one.values.clear();
    }
    auto const body = delivery::restricted(kudos_found_late(note.given, emoji, name_of),
                                           kudos_found_late(thanks, emoji, name_of), note.channels);
    auto made = delivery::outgoing::direct(key, workspace, note.receiver, body);
    made.topic = people::notes_topic;
    delivery::outbox(work).add(made, now);
  }
}

}  // namespace huzzah::kudos
