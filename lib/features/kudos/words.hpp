// What the kudos feature says, in one place. Pure: facts in, messages and documents out. The giver and the
// receivers are mentioned; people in a reason are named (by `name_of`), and never pinged by it.
#pragma once

#include "app/ledger/kudos.hpp"
#include "app/ledger/period.hpp"
#include "app/ledger/standings.hpp"
#include "app/phrases.hpp"
#include "chat/document.hpp"
#include "chat/event.hpp"
#include "features/kudos/house_rules.hpp"
#include "features/kudos/intent.hpp"
#include "store/reader.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace huzzah::kudos {

/// The private note to a person who was thanked. `channel` is where it was said and `link` opens the message;
/// either is empty if the receiver can't go there or there is nothing to see.
chat::message kudos_received(ledger::kudos_entry const& given, std::string const& channel,
                             std::string const& emoji, std::string const& link,
                             chat::name_finder const& name_of,
                             std::vector<std::string> const& supporters = {});

/// "Bruno and 4 others say so, too."; nothing without supporters.
chat::rich_text supported_by(std::vector<std::string> const& supporters, chat::name_finder const& name_of);

/// "Me too", or that it is taken back; `reference` is the kudos.
chat::button support_button(std::string const& reference, bool is_wanted);

/// The private note to a person about all that was given while the bot was not connected.
chat::message kudos_found_late(std::vector<ledger::kudos_entry> const& given, std::string const& emoji,
                               chat::name_finder const& name_of);

/// "@a gave @b and @c :trophy: — the release": the answer to a command in its channel, and in a thread where
/// the configuration asks for it.
chat::message kudos_given(std::string const& giver, std::vector<candidate> const& given,
                          std::string const& emoji, chat::name_finder const& name_of);

/// How to give kudos, shown privately.
chat::message kudos_help(std::vector<std::string> const& emoji, std::vector<std::string> const& values);

/// "/kudos me".
chat::document kudos_of(ledger::personal_record const& record, std::string const& emoji,
                        chat::name_finder const& name_of);

/// "/kudos board".
chat::document kudos_board(std::vector<ledger::standing> const& rows, ledger::period span,
                           std::string const& emoji);

/// A command gave nothing, as it was not known in time who these people are, or who is in these groups.
chat::message kudos_undecided(std::vector<target> const& who);

/// "/kudos undo" took something back, or found nothing to take back.
chat::message kudos_undone(ledger::kudos_change const& change);

}  // namespace huzzah::kudos
