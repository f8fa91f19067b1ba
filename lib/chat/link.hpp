// Links that people typed, as they may be repeated: they say where they lead.
#pragma once

#include "chat/rich_text.hpp"

#include <string>
#include <string_view>

namespace huzzah::chat {

/// Whether an address may be alive when it is repeated: http, https or mailto, with something behind it, and
/// to the host that it begins with ("https://bank.example@evil.example" is not).
bool may_be_live(std::string_view url);

/// Whether such an address leads to the web: http or https.
bool leads_to_web(std::string_view url);

/// What a link is called: its label, or nothing where that names another place than the link leads to, so
/// that the address itself is shown.
std::string honest_label(token const& link);

}  // namespace huzzah::chat
