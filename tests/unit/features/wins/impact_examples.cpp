#include "impact_examples.hpp"

#include "support/shorthand.hpp"

#include <doctest/doctest.h>

#include <cstdio>

namespace huzzah::test {

std::string to_shorthand(std::vector<wins::impact> const& impacts) {
  using wins::impact_kind;
  std::string written;
  for (auto const& one : impacts) {
    char number[64];
    std::snprintf(number, sizeof number, "%.10g", one.amount);
    if (!written.empty()) written += " | ";
    written += std::string(number) + " " + one.unit;
    if (one.kind == wins::impact_kind::count) written += " counted";
    if (one.every != wins::recurrence::once) written += " " + std::string(wins::to_string(one.every));
    if (!one.occasion.empty()) written += " " + one.occasion;
    written += " (" + one.words + ")";
    CHECK((one.kind == wins::impact_kind::duration) == (one.unit == "minutes"));
    CHECK((one.kind == wins::impact_kind::percentage) == (one.unit == "%"));
  }
  return written;
}

void check(std::vector<impact_example> const& examples) {
  for (auto const& [written, amounts] : examples) {
    CAPTURE(written);
    CHECK(to_shorthand(wins::find_impacts(from_shorthand(written))) == amounts);
  }
}

}  // namespace huzzah::test
