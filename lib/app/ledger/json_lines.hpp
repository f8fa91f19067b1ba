// Kudos, wins and what else is kept of a person, as one line of JSON each.
#pragma once

#include "app/ledger/kudos_records.hpp"
#include "app/ledger/person_record.hpp"
#include "app/ledger/win_views.hpp"

#include <string>
#include <vector>

namespace huzzah::ledger {

/// id, kind, workspace, channel, message_ts, giver, receiver, amount, reason, values, source, given_at,
/// retracted_at. message_ts is null for a command, retracted_at for what was not retracted. A hidden one has
/// neither place nor words.
std::string to_json(recognition_record const& given);
/// id, kind, workspace, channel, message_ts, author, text, cheers, impacts, said_at; of one's own also shared
/// and retracted_at.
std::string to_json(win_view const& win, bool as_own = false);
/// A person in one workspace: names and choices, cheers, messages, and the rows of other tables.
std::vector<std::string> to_json(person_record const& one, std::string const& id);

}  // namespace huzzah::ledger
