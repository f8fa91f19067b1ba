// Base64, by OpenSSL.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace huzzah::net {

/// The bytes in Base64, padded, on one line.
std::string to_base64(std::string_view bytes);

/// The bytes that are written so; nothing if it is no padded Base64.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace huzzah::net
