// Reads wins out of what people write.
#pragma once

#include "chat/rich_text.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::wins {

/// The win that a message states by its own words: "win: …", "Win of the day: …", "small win – …" at its
/// start, in any case, bold or behind an emoji; without that label, trimmed. Nothing for other talk ("win" in
/// a sentence, an empty win, a question, code, a quote).
std::optional<chat::rich_text> read_win(chat::rich_text const& text);

/// The win in an answer to a stand-up's question, with or without a label: a reply in the prompt's thread, or
/// a direct message. Nothing for what is talk among the answers: only emoji, praise or thanks for another
/// person ("congrats @ada", "nice one!"), a question, fewer than two words.
std::optional<chat::rich_text> read_answer(chat::rich_text const& text);

/// Nothing left to say of a day: "nothing today", "skip", "no win", "n/a" – answers that are no win.
bool declines(chat::rich_text const& text);

/// A text without blanks at both ends, and without tokens there that hold nothing.
chat::rich_text trimmed(chat::rich_text text);

/// The people who are mentioned in a win, but its author, each once, in order.
std::vector<std::string> teammates_in(chat::rich_text const& win, std::string_view author);

}  // namespace huzzah::wins
