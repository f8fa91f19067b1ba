// The tables of examples that the tests of the kudos grammar consist of, in the shorthand of shorthand.hpp.
#pragma once

#include "features/kudos/grammar.hpp"

#include <string>
#include <vector>

namespace huzzah::test {

/// On the left what somebody writes, on the right the kudos that are in it.
class example {
 public:
  std::string written;
  std::string kudos;
};

/// A grammar in which the trophy and the star give, with four values, written in several ways.
kudos::grammar house_grammar();

/// Checks that messages hold the kudos they should.
void check(std::vector<example> const& examples);

/// Checks that messages hold none.
void check_nothing(std::vector<std::string> const& sayings);

}  // namespace huzzah::test
