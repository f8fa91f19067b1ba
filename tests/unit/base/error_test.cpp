#include "base/error.hpp"

#include <doctest/doctest.h>

#include <set>
#include <stdexcept>

using namespace huzzah;

TEST_CASE("every code has a name of its own") {
  std::set<std::string_view> names;
  auto count = 0;
  for (auto code = static_cast<int>(errc::cancelled); code <= static_cast<int>(errc::io_failed);
       ++code, ++count)
    names.insert(to_string(static_cast<errc>(code)));
  CHECK(names.size() == static_cast<std::size_t>(count));
  CHECK_FALSE(names.contains("unknown"));
  CHECK(to_string(errc::timed_out) == "timed_out");
}

TEST_CASE("a failure reads as one line") {
  CHECK(to_string(error(errc::timed_out, "api.slack.com did not answer within 10 s")) ==
        "timed_out: api.slack.com did not answer within 10 s");
}

TEST_CASE("a result holds a value or says why there is none") {
  result<int> const good = 7;
  CHECK(good.value() == 7);
  result<int> const bad = error(errc::rate_limited, "slow down", std::chrono::seconds(30));
  REQUIRE(bad.has_error());
  CHECK(bad.error().code == errc::rate_limited);
  CHECK(bad.error().retry_after == std::chrono::seconds(30));
  result<> const done;
  CHECK(done.has_value());
}

TEST_CASE("taking a value that isn't there throws what went wrong") {
  result<int> const bad = error(errc::not_found, "no such person");
  CHECK_THROWS_WITH_AS(bad.value(), "not_found: no such person", std::runtime_error);
}
