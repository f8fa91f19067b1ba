// A person in what others wrote, and in what Huzzah says: taken out piece by piece. Internal to erasures.
#pragma once

#include "app/people/person_names.hpp"
#include "app/people/stored_rows.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace huzzah::store {
class connection;
}

namespace huzzah::ledger {

/// What colleagues have kept of their words (kept_mark) is theirs all the same: among the first `most`
/// entries after `from`.
void withdraw_kept_words(store::connection& on, people::person_names const& who, std::int64_t from,
                         std::int64_t most);

/// The platform still has files that were given to them or show something of them: these are to be removed.
void remove_files_of(store::connection& on, std::string const& id);

/// What waits to be said to them or about them is withdrawn; what is being said is removed from the chat once
/// it is there.
void withdraw_messages_about(store::connection& on, people::person_names const& who);

/// Among the first `most` messages of the outbox after `from`: those to them are deleted, of those about them
/// nothing is kept but that they were, and neither is the text of any message that has ended. Returns the
/// last one looked at, nothing if there is none. `is_alone`: no message is being sent, whatever the outbox
/// says.
std::optional<std::int64_t> erase_messages_about(store::connection& on, people::person_names const& who,
                                                 std::int64_t from, std::int64_t most, bool is_alone,
                                                 people::erased_rows& counts);

/// Whether something to them or about them is being sent; what is kept of it until that has ended.
bool is_being_sent(store::connection& on, people::person_names const& who);

/// What ended since erase_messages_about(), too.
void settle_messages_about(store::connection& on, people::person_names const& who);

}  // namespace huzzah::ledger
