#include "slack/rate_limit.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace std::chrono_literals;

TEST_CASE("a small burst, then one call each interval") {
  slack::rate_limiter limiter;
  constexpr slack::pace pace(1s, 3);
  base::duration now = 100s;
  for (auto i = 0; i < 3; ++i)
    CHECK(limiter.take("C1", pace, now) == 0s);
  CHECK(limiter.take("C1", pace, now) == 1s);
  now += 400ms;
  CHECK(limiter.take("C1", pace, now) == 600ms);
  now += 600ms;
  CHECK(limiter.take("C1", pace, now) == 0s);
  CHECK(limiter.take("C1", pace, now) == 1s);
}

TEST_CASE("a pause earns a burst and no more") {
  slack::rate_limiter limiter;
  constexpr slack::pace pace(1s, 2);
  for (base::duration now : {base::duration(0s), base::duration(1h)}) {
    CHECK(limiter.take("C1", pace, now) == 0s);
    CHECK(limiter.take("C1", pace, now) == 0s);
    CHECK(limiter.take("C1", pace, now) > 0s);
  }
}

TEST_CASE("keys do not wait for one another") {
  slack::rate_limiter limiter;
  constexpr slack::pace pace(1s, 1);
  CHECK(limiter.take("C1", pace, 0s) == 0s);
  CHECK(limiter.take("C2", pace, 0s) == 0s);
  CHECK(limiter.take("C1", pace, 0s) > 0s);
}

TEST_CASE("after a 429 there is no turn until the time is over, whatever the pace") {
  slack::rate_limiter limiter;
  limiter.hold("C1", 30s);
  limiter.hold("C1", 10s);
  CHECK(limiter.take("C1", slack::unlimited, 0s) == 30s);
  CHECK(limiter.take("C1", slack::unlimited, 29s) == 1s);
  CHECK(limiter.take("C2", slack::unlimited, 0s) == 0s);
  CHECK(limiter.take("C1", slack::unlimited, 30s) == 0s);
}

TEST_CASE("many channels are forgotten only when they are idle") {
  slack::rate_limiter limiter;
  constexpr slack::pace pace(1h, 1);
  CHECK(limiter.take("busy", pace, 0s) == 0s);
  for (auto i = 0; i < 3'000; ++i)
    limiter.take("C" + std::to_string(i), slack::pace(100ms, 1), 500ms * i);
  CHECK(limiter.take("busy", pace, 30min) == 30min);
}
