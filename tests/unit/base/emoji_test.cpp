#include "base/emoji.hpp"

#include <doctest/doctest.h>

#include <string>

using huzzah::base::emoji_in_text;

TEST_CASE("the names of emoji in Slack become characters") {
  CHECK(emoji_in_text("tada") == "🎉");
  CHECK(emoji_in_text("purple_heart") == "💜");
  CHECK(emoji_in_text("grinning") == "😀");
  CHECK(emoji_in_text("+1") == "👍");
  CHECK(emoji_in_text("thumbsup") == "👍");
  CHECK(emoji_in_text("heart") == "❤️");
  CHECK(emoji_in_text("woman-shrugging") == "🤷‍♀️");
  CHECK(emoji_in_text("hash") == "#️⃣");
  CHECK(emoji_in_text("flag-br") == "🇧🇷");
  CHECK(emoji_in_text("flag-wales") == "🏴󠁧󠁢󠁷󠁬󠁳󠁿");
}

TEST_CASE("a name that no table has stays a name") {
  for (std::string const name :
       {"huzzah", "", " ", "tada,", "people", "tad", "Smileys", "grinning 😀", "\n", "`"})
    CHECK(emoji_in_text(name) == ":" + name + ":");
}
