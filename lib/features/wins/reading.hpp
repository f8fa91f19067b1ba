// How the feature reads what people say: what can't be a win at a glance, and what is said to be one.
#pragma once

#include "app/people/viewer.hpp"
#include "chat/rich_text.hpp"
#include "features/wins/options.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace huzzah::wins {

/// False when wins::read_win() can't find anything: a glance that allocates nothing.
bool may_state_win(chat::rich_text const& text);

/// The win in what was said to be one, by command or form: with or without a label. Nothing where there is
/// hardly a word, or it says that there is none.
std::optional<chat::rich_text> read_stated_win(chat::rich_text const& text);

/// Why read_stated_win() found none, for the author.
std::string why_no_win(chat::rich_text const& text);

/// A person's row of working days up to a day, by those of their wins that are visible to `to`. It is the
/// question `about` that says which days are working days; for 0, the house. Within a unit of work.
int win_streak(store::connection& work, options const& options, std::string const& workspace,
               std::string const& person, std::int64_t about, calendar::local_date day,
               people::viewer const& to);

}  // namespace huzzah::wins
