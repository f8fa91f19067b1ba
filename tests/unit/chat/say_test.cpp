#include "chat/say.hpp"

#include <doctest/doctest.h>

using namespace huzzah::chat;

TEST_CASE("a sentence says strong words, code and what is put in as tokens") {
  CHECK(say("*Note* a win with `/win {what}`, {who}!", {{"what", "…"}, {"who", mention("U1")}}) ==
        rich_text{bold("Note"), text(" a win with "), token(token_kind::code, "/win …"), text(", "),
                  mention("U1"), text("!")});
  CHECK(say(3, "{count} of yours", "{count} of yours") == rich_text{text("3 of yours")});
}

TEST_CASE("what a person wrote is never read as bold, code or a placeholder") {
  CHECK(say("{words} *x*", {{"words", "*a* `b` {words}"}}) == rich_text{text("*a* `b` {words} "), bold("x")});
}

TEST_CASE("a list names all, or the first and how many more") {
  CHECK(list_of(std::vector<std::string>{}) == "");
  CHECK(list_of({std::string("a")}) == "a");
  CHECK(list_of({std::string("a"), "b"}) == "a and b");
  CHECK(list_of({std::string("a"), "b", "c"}) == "a, b and c");
  CHECK(list_of({std::string("a"), "b"}, 1'200) == "a, b and 1,200 more");
}
