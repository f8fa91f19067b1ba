// A way to write texts and kudos in a line each, so that the tables of examples can be read.
//
//   text:   @ana a person · @here a broadcast · %crew a user group · :trophy: an emoji, with :skin-tone-2:
//           right behind it its tone · `code` · [[quoted]] · <https://url> · #~name a channel
//   kudos:  receivers, ×amount when it isn't 1, #values, then ": reason"; several are parted by " | "
#pragma once

#include "chat/rich_text.hpp"
#include "features/kudos/intent.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace huzzah::test {

/// Reads the shorthand of a text.
chat::rich_text from_shorthand(std::string_view written);

/// Writes a text in shorthand.
std::string to_shorthand(chat::rich_text const& text);

/// Writes kudos in shorthand.
std::string to_shorthand(std::vector<kudos::intent> const& intents);

}  // namespace huzzah::test
