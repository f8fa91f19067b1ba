#include "examples.hpp"

#include "support/shorthand.hpp"

#include <doctest/doctest.h>

#include <utility>

namespace huzzah::test {

kudos::grammar house_grammar() {
  kudos::grammar_options options;
  options.emoji = {"trophy", ":star:"};
  options.values = {"Craft", "care", "Customer First", "Überblick", "łączność", "Größe"};
  return kudos::grammar(std::move(options));
}

void check(std::vector<example> const& examples) {
  auto const grammar = house_grammar();
  for (auto const& [written, kudos] : examples) {
    auto const text = from_shorthand(written);
    CAPTURE(written);
    CHECK(to_shorthand(grammar.parse(text)) == kudos);
    if (!kudos.empty()) CHECK(grammar.may_give(text));
  }
}

void check_nothing(std::vector<std::string> const& sayings) {
  auto const grammar = house_grammar();
  for (auto const& written : sayings) {
    CAPTURE(written);
    CHECK(to_shorthand(grammar.parse(from_shorthand(written))) == "");
  }
}

}  // namespace huzzah::test
