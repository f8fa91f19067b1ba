// What the kudos feature says, in one place. Pure: facts in, messages out. Who thanks and who is thanked is
// mentioned; whom a reason mentions is named (by `name_of`), and never pinged by it.
#pragma once

#include "chat/event.hpp"
#include "chat/message.hpp"
#include "features/lines.hpp"
#include "storage/ledger.hpp"
#include "storage/reader.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace huzzah::features {

/// The private note to somebody who was thanked. `channel` is where it was said and `link` opens the message;
/// either is empty where the receiver can't go there or there is nothing to see.
chat::message kudos_received(storage::entry const& given, std::string const& channel,
                             std::string const& emoji, std::string const& link,
                             chat::name_finder const& name_of);

/// The private note to somebody about all that was given while nobody was connected to tell it.
chat::message kudos_found_late(std::vector<storage::entry> const& given, std::string const& emoji,
                               chat::name_finder const& name_of);

/// "@a gave @b and @c :trophy: — the release": the answer to a command in its channel, and in a thread where
/// the configuration asks for it.
chat::message kudos_given(std::string const& giver, std::vector<recognition::candidate> const& given,
                          std::string const& emoji, chat::name_finder const& name_of);

/// How to give kudos, shown privately.
chat::message kudos_help(std::vector<std::string> const& emoji, std::vector<std::string> const& values);

/// "/kudos me".
chat::message kudos_of(storage::personal_record const& record, std::string const& emoji,
                       chat::name_finder const& name_of);

/// "/kudos board".
chat::message kudos_board(std::vector<storage::standing> const& rows, recognition::period span,
                          std::string const& emoji);

/// "/kudos undo" took something back, or found nothing to take back.
chat::message kudos_undone(storage::change const& change);

}  // namespace huzzah::features
