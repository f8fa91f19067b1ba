#include "features/late_notes.hpp"

#include "features/kudos_words.hpp"

#include <fmt/format.h>

namespace huzzah::features {

void tell_of_late_kudos(storage::unit_of_work& work, std::string const& workspace, std::string const& emoji,
                        base::time_point now) {
  auto const name_of = [&](std::string const& person) { return work.people.name_of(workspace, person); };
  for (auto const& note : work.late_kudos.take(workspace)) {
    auto const key = fmt::format("while-away:{}:{}", note.receiver, note.given.back().id);
    auto const body = chat::to_json(kudos_found_late(note.given, emoji, name_of));
    work.outbox.add(storage::errand::direct(key, workspace, note.receiver, body), now);
  }
}

}  // namespace huzzah::features
