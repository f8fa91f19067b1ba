// The date that an HTTP answer carries.
#pragma once

#include "base/clock.hpp"

#include <optional>
#include <string_view>

namespace huzzah::slack {

/// "Sun, 06 Nov 1994 08:49:37 GMT", the one form of date that HTTP servers send.
std::optional<base::time_point> http_date(std::string_view text);

}  // namespace huzzah::slack
