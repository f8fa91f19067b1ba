// How long a text becomes on a chat platform.
#pragma once

#include "chat/rich_text.hpp"

#include <cstddef>
#include <string_view>

namespace huzzah::chat {

/// An upper bound of the characters that a text takes once a platform has escaped it: & < > become entities,
/// marks that could format are parted by joiners, a mention is written by its id and a link by its address.
std::size_t chat_length(rich_text const& text);
/// The same of plain characters.
std::size_t chat_length(std::string_view characters);

}  // namespace huzzah::chat
