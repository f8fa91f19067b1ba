// Internal to the kudos grammar: what a stretch of a line says as a reason, and which values it names.
#pragma once

#include "features/kudos/lexer.hpp"

#include <span>
#include <vector>

namespace huzzah::kudos {

using stretch = std::span<lexeme const>;

/// The reason that follows a marker: without "for" and punctuation at its front, without values at either end
/// (within it they are part of the sentence), trimmed.
chat::rich_text reason_behind(stretch text);

/// The reason that precedes a mention, if it reads as one: the last sentence, without "to" or "for" at its
/// end. Empty for a greeting ("hey @a ++") or a list's bullet.
chat::rich_text reason_before(stretch text);

/// Whether there is nothing but punctuation, blanks and "and" between two kudos.
bool is_separator(stretch text);

/// The values named, each once, in order, by their index.
std::vector<std::size_t> values_in(stretch text);

}  // namespace huzzah::kudos
