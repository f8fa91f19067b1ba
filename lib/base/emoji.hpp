// Emoji where no chat platform draws them.
#pragma once

#include <string>
#include <string_view>

namespace huzzah::base {

/// The characters of an emoji by its name in Slack ("tada" → "🎉"); ":name:" for one that has none, such as a
/// workspace's own.
std::string emoji_in_text(std::string_view name);

}  // namespace huzzah::base
