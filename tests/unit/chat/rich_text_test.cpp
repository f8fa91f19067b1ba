#include "chat/rich_text.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace huzzah;
using chat::rich_text;
using chat::token;
using chat::token_kind;

namespace {

/// What to_markup() keeps: neighbouring texts are one, empty ones none.
rich_text merged(rich_text const& tokens) {
  rich_text normal;
  for (auto const& piece : tokens) {
    if (piece.kind == token_kind::text && piece.text.empty()) continue;
    if (piece.kind == token_kind::text && !normal.empty() && normal.back().kind == token_kind::text)
      normal.back().text += piece.text;
    else
      normal.push_back(piece);
  }
  return normal;
}

rich_text round_trip(rich_text const& tokens) {
  return chat::from_markup(chat::to_markup(tokens));
}

/// Text out of pieces that mean something in the markup.
std::string hostile_text(std::mt19937& random) {
  static std::string const pieces[] = {
      "<",  ">",     "&",   "|", ":",    "@",    "#",     "!",    "*",      "`",
      "%",  "\n",    "\r",  " ", "a",    "ü",    "&amp;", "&lt;", "&#124;", "<@U1>",
      "<>", "<:a:>", "&#1", ";", "\xff", "\xe2", "🎉",     "",     "U1",     "http://a.b/?c=d",
      "|x>"};
  std::string text;
  for (auto left = random() % 5; left > 0; --left)
    text += pieces[random() % std::size(pieces)];
  return text;
}

token random_token(std::mt19937& random) {
  auto const kind = static_cast<token_kind>(random() % 10);
  auto const only_text = kind == token_kind::text || kind == token_kind::bold || kind == token_kind::code ||
                         kind == token_kind::quote;
  auto text = hostile_text(random);
  return {kind, std::move(text), only_text ? std::string{} : hostile_text(random)};
}

}  // namespace

TEST_CASE("each kind of token has its markup") {
  auto const reads_as = [](std::string const& markup, token const& piece) {
    CAPTURE(markup);
    CHECK(chat::to_markup({piece}) == markup);
    CHECK(chat::from_markup(markup) == rich_text{piece});
  };
  reads_as("plain", chat::text("plain"));
  reads_as("1 &lt; 2 &amp;&amp; 3 &gt; 2", chat::text("1 < 2 && 3 > 2"));
  reads_as("<*strong>", chat::bold("strong"));
  reads_as("<@U1>", chat::mention("U1"));
  reads_as("<@U1|ada>", {token_kind::mention, "ada", "U1"});
  reads_as("<%S1|team>", {token_kind::group, "team", "S1"});
  reads_as("<!here>", {token_kind::broadcast, "", "here"});
  reads_as("<#C1|general>", {token_kind::channel, "general", "C1"});
  reads_as("<:tada:>", chat::emoji("tada"));
  reads_as("<:clap:|skin-tone-3>", {token_kind::emoji, "skin-tone-3", "clap"});
  reads_as("<https://a.example/?x=1&amp;y|label>", chat::link("https://a.example/?x=1&y", "label"));
  reads_as("<https://a.example>", chat::link("https://a.example", ""));
  reads_as("<`i++>", {token_kind::code, "i++"});
  reads_as("<>said before>", {token_kind::quote, "said before"});
}

TEST_CASE("markup is one line, whatever was written") {
  auto const markup = chat::to_markup({chat::text("a\nb\r\n"), {token_kind::code, "c\nd"}});
  CHECK(markup == "a&#10;b&#13;&#10;<`c&#10;d>");
  CHECK(chat::from_markup(markup) == rich_text{chat::text("a\nb\r\n"), {token_kind::code, "c\nd"}});
}

TEST_CASE("neighbouring texts become one, and an empty one none") {
  CHECK(round_trip({chat::text("a"), chat::text(""), chat::text("b"), chat::mention("U1"), chat::text("")}) ==
        rich_text{chat::text("ab"), chat::mention("U1")});
}

TEST_CASE("tokens whose parts look like markup come back as they were") {
  for (auto const& piece : rich_text{
           chat::text("<@U1>"),
           chat::text("&lt;@U1&gt;"),
           chat::text("&#60;"),
           {token_kind::mention, "a|b>", "U|1"},
           {token_kind::emoji, ":", "a:b"},
           {token_kind::emoji, "", ""},
           {token_kind::mention, "", ""},
           chat::link("@U1", "not a mention"),
           chat::link("`x", "not code"),
           chat::link(">x", "not a quote"),
           chat::link("", ""),
           chat::link("", "only a label"),
           chat::link("|", "|"),
           {token_kind::quote, ""},
           {token_kind::quote, "<>"},
           {token_kind::quote, "a|b"},
           {token_kind::code, ">"},
       }) {
    CAPTURE(chat::to_markup({piece}));
    CHECK(round_trip({piece}) == rich_text{piece});
  }
}

TEST_CASE("text that is no markup reads as text") {
  auto const is_text = [](std::string const& markup, std::string const& characters) {
    CAPTURE(markup);
    CHECK(chat::from_markup(markup) == rich_text{chat::text(characters)});
  };
  is_text("a < b", "a < b");
  is_text("a > b", "a > b");
  is_text("<", "<");
  is_text("<>", "<>");
  is_text("<@U1", "<@U1");
  is_text("<:name>", "<:name>");
  is_text("&", "&");
  is_text("&amp", "&amp");
  is_text("&nbsp;", "&nbsp;");
  is_text("&#;", "&#;");
  is_text("&#0;", "&#0;");
  is_text("&#128;", "&#128;");
  is_text("&#99999999999999999999;", "&#99999999999999999999;");
  is_text("&#-65;", "&#-65;");
  CHECK(chat::from_markup("").empty());
  CHECK(chat::from_markup("<<@U1>") == rich_text{chat::text("<"), chat::mention("U1")});
  CHECK(chat::from_markup("<a <@U1>") == rich_text{chat::text("<a "), chat::mention("U1")});
}

TEST_CASE("every list of tokens comes back from its markup") {
  std::mt19937 random(20261121);
  for (int round = 0; round < 20'000; ++round) {
    rich_text tokens;
    for (auto left = random() % 6; left > 0; --left)
      tokens.push_back(random_token(random));
    auto const markup = chat::to_markup(tokens);
    CAPTURE(markup);
    REQUIRE(chat::from_markup(markup) == merged(tokens));
    REQUIRE(markup.find_first_of("\r\n") == std::string::npos);
  }
}

TEST_CASE("every string reads as tokens whose markup reads the same") {
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    auto const markup = hostile_text(random) + hostile_text(random) + hostile_text(random);
    CAPTURE(markup);
    auto const tokens = chat::from_markup(markup);
    REQUIRE(round_trip(tokens) == tokens);
    REQUIRE(merged(tokens) == tokens);
  }
}

TEST_CASE("plain text shows what a reader would see") {
  CHECK(chat::to_plain(chat::from_markup("Hi <@U1>, <@U2|ben>: <%S1|@team> in <#C1|general> <!here>")) ==
        "Hi @U1, @ben: @team in #general @here");
  CHECK(chat::to_plain(
            chat::from_markup("<:clap:|skin-tone-3> <https://a.example|docs> <https://b.example>")) ==
        ":clap: docs https://b.example");
  CHECK(chat::to_plain(chat::from_markup("<*bold> <`code> <>quote> 1 &lt; 2")) == "bold code quote 1 < 2");
  CHECK(chat::to_plain({}).empty());
}

TEST_CASE("repeated words ping nobody and name who was mentioned") {
  auto const names = [](std::string const& id) { return id == "U1" ? std::string("Ada") : std::string(); };
  rich_text const said{chat::text("paired with "), chat::mention("U1"),
                       chat::text(", "),           token(token_kind::mention, "bruno", "U2"),
                       chat::text(" and "),        chat::mention("U3")};
  CHECK(chat::to_plain(chat::inert(said, names)) == "paired with @Ada, @bruno and a teammate");
  CHECK(chat::to_plain(chat::inert(said, {})) == "paired with a teammate, @bruno and a teammate");
  rich_text const other{chat::emoji("tada"), token(token_kind::broadcast, "", "here"),
                        chat::link("https://a.example", "a")};
  CHECK(chat::inert(other, names) == other);
}
