#include "sandbox/workspace/timestamps.hpp"

#include <fmt/format.h>

namespace huzzah::sandbox {

std::string to_ts(stamp at) {
  return fmt::format("{}.{:06}", at / 1'000'000, at % 1'000'000);
}

std::optional<stamp> parse_ts(std::string_view text) {
  auto const dot = text.find('.');
  auto const whole = text.substr(0, dot);
  auto const fraction = dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
  if (whole.empty() || whole.size() > 12) return std::nullopt;
  stamp value = 0;
  for (char const c : whole) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  // Slack's clients may pass any number of decimals; those beyond microseconds name no message.
  for (std::size_t i = 0; i < 6; ++i) {
    auto const c = i < fraction.size() ? fraction[i] : '0';
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace huzzah::sandbox
