// A message's "ts": its time of posting and its identity within its channel.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace huzzah::sandbox {

/// Microseconds since 1970, UTC.
using stamp = std::int64_t;

/// "1700000000.000001"
std::string to_ts(stamp at);

/// Reads "1700000000.000001", also with fewer decimals or none; nothing if it is no number.
std::optional<stamp> parse_ts(std::string_view text);

/// Whole seconds of a stamp.
inline std::int64_t to_seconds(stamp at) {
  return at / 1'000'000;
}

}  // namespace huzzah::sandbox
