// What Slack makes of a text that is posted.
#pragma once

#include <string>
#include <string_view>

namespace huzzah::sandbox {

/// Escapes & < > where they are no markup, and turns bare web addresses into links.
std::string tidy_text(std::string_view text);

/// The first http(s) address of a tidied text, or empty: what Slack would unfurl.
std::string first_link(std::string_view text);

}  // namespace huzzah::sandbox
