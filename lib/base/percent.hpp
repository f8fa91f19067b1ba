// Percent-encoding of a whole URL, without parsing it.
#pragma once

#include <string>
#include <string_view>

namespace huzzah::base {

/// Blanks, controls and those characters are percent-encoded, all else stays as it is.
std::string percent_encoded(std::string_view text, std::string_view characters);

}  // namespace huzzah::base
