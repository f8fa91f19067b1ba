// UTF-8 text: what is valid, where it may be cut, what was probably meant.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace huzzah::base {

/// Whether the bytes are well-formed UTF-8 (no overlong forms, no surrogates, at most U+10FFFF).
bool is_utf8(std::string_view bytes);

/// The same text with every malformed byte replaced by U+FFFD.
std::string to_utf8(std::string_view bytes);

/// The same without characters that act instead of being seen: controls other than \n and \t, marks that turn
/// the direction of what follows, separators of lines and paragraphs, the mark of byte order.
std::string without_controls(std::string_view bytes);

/// At most `limit` code points of well-formed text; where something was cut, "…" is its last one.
std::string shorten(std::string_view text, std::size_t limit);

/// How many code points well-formed text has.
std::size_t length(std::string_view text);

/// Without white space (ASCII and no-break) at both ends.
std::string_view trim(std::string_view text);

/// ASCII letters in lower case; all else as it is.
std::string to_lower(std::string_view text);

/// The candidate nearest to `word` by edit distance, or empty if none is near: for "did you mean …?".
std::string_view nearest(std::string_view word, std::span<std::string_view const> candidates);

/// Whether a text has letters, digits and the characters of `also` only; all of Unicode beyond ASCII counts
/// as letters.
bool is_word(std::string_view text, std::string_view also);

}  // namespace huzzah::base
