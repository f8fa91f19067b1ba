// What both halves of `huzzah digest`, printing and posting, have to find out.
#pragma once

#include "bot/cli/options.hpp"
#include "bot/commands/known_rituals.hpp"
#include "bot/config/config.hpp"
#include "features/digests/book.hpp"

#include <cstdint>
#include <iosfwd>
#include <string>

namespace huzzah::bot::commands {

/// The digest that a command is about; null, with a line on `err`, if there is none of that name or it is
/// needed to say which.
digests::book::entry const* choose_digest(known_rituals const& known, std::string const& name,
                                          std::ostream& err);

/// The window that is asked for: the one due in a week, else the last one. Nothing, with a line on `err`,
/// for a week in which none is due.
std::optional<digests::window> choose_window(digests::settings const& digest,
                                             cli::digest_options const& options, base::time_point now,
                                             std::ostream& err);

/// Whether a stand-up's round is closed; see digests::closed_rounds.
bool is_closed(store::reader& from, std::int64_t round);

}  // namespace huzzah::bot::commands
