// What kudos and wins do alike when they answer a message where it stands.
#pragma once

#include "storage/outbox.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::features {

/// The first of the `wanted` emoji that gives no kudos, the last one if all do: a reaction that says
/// "recorded" must not be one that gives, or whoever clicked along would thank the author without meaning to.
std::string receipt_emoji(std::span<std::string_view const> wanted, std::vector<std::string> const& giving);

/// Outbox keys are used once, but what one edit takes back another may bring again: the first key of the
/// family that was not taken back.
std::string live_key(storage::outbox& outbox, std::string const& family);

}  // namespace huzzah::features
