#include "base/histogram.hpp"

#include <algorithm>

namespace huzzah::base {

histogram::histogram(std::span<double const> bounds)
    : bounds_(bounds), counts_(std::make_unique<std::atomic<std::uint64_t>[]>(bounds.size() + 1)) {}

void histogram::add(double value) {
  auto const bound = std::lower_bound(bounds_.begin(), bounds_.end(), value);
  counts_[static_cast<std::size_t>(bound - bounds_.begin())].fetch_add(1, std::memory_order_relaxed);
  sum_.fetch_add(value, std::memory_order_relaxed);
}

histogram_counts histogram::counts() const {
  histogram_counts now;
  now.bounds.assign(bounds_.begin(), bounds_.end());
  for (std::size_t i = 0; i <= bounds_.size(); ++i)
    now.counts.push_back(counts_[i].load(std::memory_order_relaxed));
  now.sum = sum_.load(std::memory_order_relaxed);
  return now;
}

}  // namespace huzzah::base
