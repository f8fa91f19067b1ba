// Text from other people on a terminal: nothing in it may act, and columns have to line up.
#pragma once

#include <string>
#include <string_view>

namespace huzzah::bot::cli {

/// One line that a terminal only shows: control characters, line breaks and those that change the
/// direction of text become escapes such as "\n", "\x1b" and "\u202e". Malformed UTF-8 becomes U+FFFD.
std::string printable(std::string_view text);

/// The same text without the characters that act on a terminal, line breaks and tabs excepted: for a table
/// that another program reads.
std::string harmless(std::string_view text);

/// A well-formed text of JSON in which those that JSON leaves as they are stand as escapes: it means the
/// same.
std::string printable_json(std::string_view json);

/// How many columns of a terminal well-formed printable text takes: 2 for East Asian wide characters and
/// emoji, 0 for combining ones.
std::size_t display_width(std::string_view text);

/// The text and as many spaces as make it `width` columns wide.
std::string padded(std::string_view text, std::size_t width);

}  // namespace huzzah::bot::cli
