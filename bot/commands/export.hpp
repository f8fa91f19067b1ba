// How kudos and wins are written for other programs.
#pragma once

#include "app/ledger/kudos_records.hpp"
#include "app/ledger/win_views.hpp"
#include "store/reader.hpp"

#include <string>

namespace huzzah::bot::commands {

/// One line of JSON: id, kind, workspace, channel, message_ts, giver, receiver, amount, reason, values,
/// source, given_at, retracted_at. message_ts is null for a command, retracted_at for what was not retracted.
std::string to_json_line(ledger::recognition_record const& given);

/// The names of the columns, as to_json_line() has them.
std::string csv_header();

/// One record of RFC 4180: lines end in CR LF, values are joined by spaces.
std::string to_csv_line(ledger::recognition_record const& given);

/// The same of a win: id, kind, workspace, channel, message_ts, author, text, cheers, impacts, said_at.
/// In JSON an impact is an object, in CSV the words as they were written.
std::string to_json_line(ledger::win_view const& win);
std::string win_csv_header();
std::string to_csv_line(ledger::win_view const& win);

}  // namespace huzzah::bot::commands
