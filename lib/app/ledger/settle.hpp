// How one statement of a source comes into the rows of its entry. Internal to storage.
#pragma once

#include "app/ledger/entries.hpp"
#include "app/ledger/kudos.hpp"
#include "app/ledger/sources.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace huzzah::ledger {

/// The id that the platform gave a person.
std::string external_of(store::connection& on, std::int64_t person);

/// Where an entry was said.
kudos_source source_of(store::connection& on, std::int64_t id);
/// What a kudos gives, if it was not taken back.
std::vector<kudos_entry> standing_on(store::connection& on, std::int64_t id);

/// One kudos as others know it; `lines` are the words of its entry.
kudos_entry entry_for(std::int64_t id, std::string giver, entry_receiver const& one,
                      std::vector<entry_words> const& lines);

/// Makes the entry hold what the statement says, and writes what that changed into `done`.
void settle_entry(store::connection& on, kudos_statement const& said, std::int64_t id, std::int64_t workspace,
                  std::int64_t place, kudos_change& done);

/// Whether a receiver was taken back by the giver's wish: later than the version that said it.
bool is_undone(entry_receiver const& one, std::int64_t revision);

/// Whether an entry that was undone is said again in the same words; `known_as` is its source as it was. It
/// then stays undone, also as of that later revision.
bool stays_undone(store::connection& on, kudos_statement const& said, source_row const& known_as);

}  // namespace huzzah::ledger
