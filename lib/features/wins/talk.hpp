// Internal to the reading of wins: separates wins from the talk among the answers.
#pragma once

#include "chat/rich_text.hpp"

namespace huzzah::wins {

/// Whether every sentence of a text is a question.
bool asks_only(chat::rich_text const& text);

/// Whether no line of a text says anything of one's own: emoji, greetings, praise, thanks, kudos, questions,
/// quotes, fewer than two words.
bool is_talk(chat::rich_text const& text);

}  // namespace huzzah::wins
