#include "net/retry.hpp"

#include <algorithm>

namespace huzzah::net {

backoff::backoff(base::duration first, base::duration cap, std::uint64_t seed)
    : first_(std::min(first, cap)), cap_(cap), ceiling_(first_), random_(seed) {}

base::duration backoff::next() {
  auto wait = std::uniform_int_distribution<base::duration::rep>(0, ceiling_.count());
  auto const length = base::duration(wait(random_));
  ceiling_ = ceiling_ > cap_ / 2 ? cap_ : ceiling_ * 2;
  return length;
}

}  // namespace huzzah::net
