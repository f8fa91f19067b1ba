// The channel in which a ritual happens, and why it can't.
#pragma once

#include "base/async.hpp"
#include "base/error.hpp"
#include "chat/directory.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace huzzah::schedule {

/// Why nothing can be said in a channel.
enum class channel_trouble { archived, not_a_member, not_found };
/// "archived" …
std::string_view to_string(channel_trouble what);
/// "its channel #core is archived"
std::string in_words(channel_trouble what, std::string const& channel);

/// Nothing if all is well.
std::optional<channel_trouble> trouble_of(result<chat::channel_facts> const& found);

/// A channel, why nothing can be said there, or an error if that is unknown just now.
using place = std::variant<chat::channel_facts, channel_trouble, error>;
awaitable<place> find_place(chat::directory& directory, std::string channel);

}  // namespace huzzah::schedule
