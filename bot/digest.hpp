// The two halves of `huzzah digest`: which one is meant, and posting it.
#pragma once

#include "bot/commands.hpp"
#include "bot/config.hpp"
#include "bot/known_rituals.hpp"

#include <iosfwd>
#include <string>

namespace huzzah::bot {

/// The digest that a command is about; null, with a line on `err`, if there is none of that name or it is
/// needed to say which.
features::digest_book::entry const* choose_digest(known_rituals const& known, std::string const& name,
                                                  std::ostream& err);

/// The window that is asked for: the one due in a week, else the last one. Nothing, with a line on `err`,
/// for a week in which none is due.
std::optional<recognition::digest_window> choose_window(recognition::digest_settings const& digest,
                                                        digest_options const& options, base::time_point now,
                                                        std::ostream& err);

/// Posts the digest through the outbox and waits until it stands. For a database that no bot has open.
exit_code post_digest(config const& settings, digest_options const& options, base::time_point now,
                      std::ostream& out, std::ostream& err);

}  // namespace huzzah::bot
