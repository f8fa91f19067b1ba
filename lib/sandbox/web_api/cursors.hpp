// Cursor paging as Slack does it: an opaque word that says where the next page starts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace huzzah::sandbox {

/// "bmV4dF90czoxNTEy…==": `kind` and `value`, made opaque. It often ends in "=", which clients must encode.
std::string make_cursor(std::string_view kind, std::string_view value);

/// The value again; nothing if it is no cursor of that kind.
std::optional<std::string> read_cursor(std::string_view kind, std::string_view cursor);

}  // namespace huzzah::sandbox
