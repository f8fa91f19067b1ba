// How a kudos was given.
#pragma once

#include <optional>
#include <string_view>

namespace huzzah::ledger {

/// How a kudos was given.
enum class source_kind { message, reaction, command };

/// "message", "reaction", "command": as stored and exported.
std::string_view to_string(source_kind source);
/// The reverse; nothing for any other word.
std::optional<source_kind> source_kind_from(std::string_view name);

}  // namespace huzzah::ledger
