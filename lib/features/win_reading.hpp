// How the feature reads what people say: what can't be a win at a glance, and what is said to be one.
#pragma once

#include "chat/rich_text.hpp"
#include "features/win_options.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace huzzah::features {

/// False when recognition::read_win() can't find anything: a glance that allocates nothing.
bool may_state_win(chat::rich_text const& text);

/// The win in what was said to be one, by command or form: with or without a label. Nothing where there is
/// hardly a word, or it says that there is none.
std::optional<chat::rich_text> read_stated_win(chat::rich_text const& text);

/// Why read_stated_win() found none, for whoever wrote it.
std::string_view why_no_win(chat::rich_text const& text);

/// Somebody's working days in a row up to a day, seen from a stand-up (or, with an empty name, the house), by
/// all their wins or the shared ones. Within a unit of work.
int win_streak(storage::unit_of_work& work, win_options const& options, std::string const& workspace,
               std::string const& person, std::string const& standup, calendar::local_date day,
               storage::which_wins which);

}  // namespace huzzah::features
