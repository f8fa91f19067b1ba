// The tables of examples that the tests of impacts consist of, in the shorthand of shorthand.hpp.
#pragma once

#include "features/wins/impact.hpp"

#include <string>
#include <vector>

namespace huzzah::test {

/// On the left what somebody writes, on the right the amounts in it: "120 minutes weekly (2 hours a week)",
/// several parted by " | ".
class impact_example {
 public:
  std::string written;
  std::string amounts;
};

/// Writes amounts as the tables do.
std::string to_shorthand(std::vector<wins::impact> const& impacts);

/// Checks that wins hold the amounts they should.
void check(std::vector<impact_example> const& examples);

}  // namespace huzzah::test
