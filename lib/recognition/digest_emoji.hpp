// Emoji where no chat platform draws them.
#pragma once

#include <string>
#include <string_view>

namespace huzzah::recognition {

/// The characters of an emoji that people often use among their words ("tada" → "🎉"); ":name:" for all
/// others.
std::string emoji_in_text(std::string_view name);

}  // namespace huzzah::recognition
