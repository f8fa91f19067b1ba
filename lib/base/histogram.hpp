// A histogram of values, for the metrics of a service.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace huzzah::base {

/// What a histogram holds at one moment.
class histogram_counts {
 public:
  std::vector<double> bounds;         ///< ascending
  std::vector<std::uint64_t> counts;  ///< one for each bound, of values up to it and above the one before;
                                      ///< and last, of those above all
  double sum = 0;                     ///< of all values
};

/// Counts values by size. One thread at a time adds, any thread may look.
class histogram {
 public:
  /// `bounds` ascend, and outlive the histogram.
  explicit histogram(std::span<double const> bounds);

  /// Cheap: a search and two additions.
  void add(double value);
  histogram_counts counts() const;

 private:
  std::span<double const> bounds_;
  std::unique_ptr<std::atomic<std::uint64_t>[]> counts_;
  std::atomic<double> sum_ = 0;
};

}  // namespace huzzah::base
