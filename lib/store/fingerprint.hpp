// Long texts as short ones.
#pragma once

#include <string>
#include <string_view>

namespace huzzah::store {

/// 32 hexadecimal digits that stand for a text of any length: half of its SHA-256.
std::string fingerprint(std::string_view text);

}  // namespace huzzah::store
