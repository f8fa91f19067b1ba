// Slack's rate limits for the app's calls.
#pragma once

#include "base/clock.hpp"

#include <map>
#include <optional>
#include <string>

namespace huzzah::sandbox {

/// Slack's tiers, in calls a minute.
enum class rate_tier { none = 0, tier1 = 1, tier2 = 20, tier3 = 50, tier4 = 100, posting = 600 };

/// Token buckets: one for each method, and one for posts in each channel.
class rate_limiter {
 public:
  explicit rate_limiter(base::clock const& clock) : clock_(clock) {}

  /// Counts a call. If it is one too many: the seconds to wait.
  std::optional<int> check(std::string const& method, rate_tier tier);
  /// Counts a post in a channel: about one a second, a few at once.
  std::optional<int> check_post(std::string const& channel);

 private:
  struct bucket {
    double level;
    base::duration filled;
  };
  std::optional<int> draw(std::string const& name, double per_second, double capacity);

  base::clock const& clock_;
  std::map<std::string, bucket> buckets_;
};

}  // namespace huzzah::sandbox
