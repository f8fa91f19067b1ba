#include "base/histogram.hpp"

#include <doctest/doctest.h>

#include <array>

using huzzah::base::histogram;

namespace {

constexpr std::array bounds{1.0, 2.0, 4.0};

}  // namespace

TEST_CASE("a histogram counts a value at the first bound that it does not exceed") {
  histogram sizes(bounds);
  for (auto const value : {0.5, 1.0, 1.5, 4.0, 4.1, 100.0})
    sizes.add(value);
  auto const seen = sizes.counts();
  CHECK(seen.bounds == std::vector<double>{1.0, 2.0, 4.0});
  CHECK(seen.counts == std::vector<std::uint64_t>{2, 1, 1, 2});
  CHECK(seen.sum == doctest::Approx(111.1));
}

TEST_CASE("a histogram of nothing is empty") {
  auto const seen = histogram(bounds).counts();
  CHECK(seen.counts == std::vector<std::uint64_t>{0, 0, 0, 0});
  CHECK(seen.sum == 0);
}
