#include "sandbox/workspace/rate_limits.hpp"

#include <algorithm>
#include <cmath>

namespace huzzah::sandbox {

namespace {

constexpr double burst_of_posts = 4;

}  // namespace

std::optional<int> rate_limiter::check(std::string const& method, rate_tier tier) {
  if (tier == rate_tier::none) return std::nullopt;
  auto const per_minute = static_cast<double>(tier);
  return draw(method, per_minute / 60.0, per_minute);
}

std::optional<int> rate_limiter::check_post(std::string const& channel) {
  return draw("post in " + channel, 1.0, burst_of_posts);
}

std::optional<int> rate_limiter::draw(std::string const& name, double per_second, double capacity) {
  auto const now = clock_.uptime();
  auto& held = buckets_.try_emplace(name, bucket{capacity, now}).first->second;
  auto const passed = static_cast<double>((now - held.filled).count()) / 1e6;
  held.level = std::min(capacity, held.level + passed * per_second);
  held.filled = now;
  if (held.level >= 1) {
    held.level -= 1;
    return std::nullopt;
  }
  return std::max(1, static_cast<int>(std::ceil((1 - held.level) / per_second)));
}

}  // namespace huzzah::sandbox
