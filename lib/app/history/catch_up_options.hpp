// How much of the past is read after a time without a connection.
#pragma once

#include "base/clock.hpp"

#include <chrono>
#include <optional>

namespace huzzah::history {

/// What the configuration says of it.
class catch_up_options {
 public:
  /// Nothing older than that is read; none: nothing is read at all.
  std::optional<base::duration> max_age = std::chrono::days{14};
  /// How long before the last watermark reading begins: what was said there may have been edited or deleted.
  base::duration overlap = std::chrono::days{1};
  /// Messages on a page, and pages that are kept in memory.
  int page_size = 200;
  std::size_t pages_at_once = 10;
  friend bool operator==(catch_up_options const&, catch_up_options const&) = default;
};

}  // namespace huzzah::history
