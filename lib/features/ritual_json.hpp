// Rituals that were set up from chat, as the database keeps them.
#pragma once

#include "base/error.hpp"
#include "recognition/digest.hpp"
#include "recognition/standup.hpp"

#include <string>
#include <string_view>

namespace huzzah::features {

/// A stand-up or a digest as JSON, and back. invalid_input, with what is wrong, for what can't be read: text
/// that was damaged, or a time zone that this machine does not know.
std::string to_json(recognition::standup_settings const& standup);
std::string to_json(recognition::digest_settings const& digest);
result<recognition::standup_settings> standup_from_json(std::string_view text);
result<recognition::digest_settings> digest_from_json(std::string_view text);

}  // namespace huzzah::features
