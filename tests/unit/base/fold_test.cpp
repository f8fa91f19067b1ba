#include "base/fold.hpp"

#include <doctest/doctest.h>

using huzzah::base::fold;

TEST_CASE("words fold to the same whatever their case") {
  CHECK(fold("") == "");
  CHECK(fold("Team-Spirit_1") == "team-spirit_1");
  CHECK(fold("ŁĄCZNOŚĆ") == fold("łączność"));
  CHECK(fold("GRÖSSE") == fold("Größe"));
  CHECK(fold("ΜΈΛΙΣΣΕΣ") == fold("μέλισσες"));
  CHECK(fold("ДОВЕРИЕ") == fold("доверие"));
  CHECK(fold("Öl") != fold("Ol"));
}

TEST_CASE("words fold to the same whether accents are joined to their letters, and whatever their width") {
  CHECK(fold("Gro\u0308ße") == fold("Größe"));
  CHECK(fold("GRO\u0308SSE") == fold("größe"));
  CHECK(fold("ｃｒａｆｔ") == "craft");
  CHECK(fold("한글") == fold("\u1112\u1161\u11AB\u1100\u1173\u11AF"));
}
