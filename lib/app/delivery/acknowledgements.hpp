// What kudos and wins have in common when they answer a message in its place.
#pragma once

#include "app/delivery/outbox.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::delivery {

/// The first of the `wanted` emoji that gives no kudos, the last one if all do: a reaction that says
/// "recorded" must not be one that gives, or people who click along would thank the author without meaning
/// to.
std::string receipt_emoji(std::span<std::string_view const> wanted, std::vector<std::string> const& giving);

/// Outbox keys are used once, but what one edit takes back another may bring again: the first key of the
/// family that was not taken back.
std::string current_key(outbox outbox, std::string const& family);

}  // namespace huzzah::delivery
