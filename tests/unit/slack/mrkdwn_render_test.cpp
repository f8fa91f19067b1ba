#include "base/text.hpp"
#include "slack/mrkdwn.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace huzzah;
using chat::rich_text;
using chat::token;
using chat::token_kind;
using slack::to_mrkdwn;

namespace {

std::string const wj(slack::word_joiner);

token text(std::string characters) {
  return {token_kind::text, std::move(characters)};
}

std::string say(std::string characters) {
  return to_mrkdwn({text(std::move(characters))});
}

bool is_live(token_kind kind) {
  return kind != token_kind::text && kind != token_kind::bold;
}

/// What Slack would bring to life, in order.
std::vector<std::pair<token_kind, std::string>> living(std::string const& mrkdwn) {
  std::vector<std::pair<token_kind, std::string>> found;
  for (auto const& piece : slack::from_mrkdwn(mrkdwn))
    if (is_live(piece.kind)) found.emplace_back(piece.kind, piece.id);
  return found;
}

}  // namespace

TEST_CASE("plain text is written as it is") {
  CHECK(say("hello, world (1 + 1 = 2)") == "hello, world (1 + 1 = 2)");
  CHECK(say("snake_case and 2 * 3 * 4, ~10 % at 10:30:45, mail me@x.y") ==
        "snake_case and 2 * 3 * 4, ~10 % at 10:30:45, mail me@x.y");
  CHECK(say("a & b < c > d") == "a &amp; b &lt; c &gt; d");
}

TEST_CASE("no broadcast, mention or group in text comes alive") {
  CHECK(say("<!channel>") == "&lt;!channel&gt;");
  CHECK(say("<@U123>") == "&lt;@" + wj + "U123&gt;");
  CHECK(say("<!subteam^S1|@crew>") == "&lt;!subteam^S1|@" + wj + "crew&gt;");
  CHECK(say("@channel @here @everyone") == "@" + wj + "channel @" + wj + "here @" + wj + "everyone");
  CHECK(say("&lt;!channel&gt;") == "&amp;lt;!channel&amp;gt;");
  CHECK(living(say("<!channel> <@U123> <#C1|x> <https://a.b|c> &lt;!here&gt;")).empty());
}

TEST_CASE("broadcast and group tokens are shown, but inert") {
  CHECK(to_mrkdwn({{token_kind::broadcast, "", "here"}}) == "@" + wj + "here");
  CHECK(to_mrkdwn({{token_kind::group, "crew", "S1"}}) == "@" + wj + "crew");
  CHECK(to_mrkdwn({{token_kind::group, "", "S1"}}) == "@" + wj + "S1");
  CHECK(living(to_mrkdwn(
                   {{token_kind::broadcast, "<!here>", "<!channel>"}, {token_kind::group, "<!here>", "S1"}}))
            .empty());
}

TEST_CASE("mentions and channels are live only with an id that is one") {
  CHECK(to_mrkdwn({{token_kind::mention, "ada", "U123"}}) == "<@U123>");
  CHECK(to_mrkdwn({{token_kind::mention, "", "U1> <!channel"}}) == "@" + wj + "U1&gt; &lt;!channel");
  CHECK(to_mrkdwn({{token_kind::channel, "general", "C1"}}) == "<#C1>");
  CHECK(to_mrkdwn({{token_kind::channel, "", "c|x"}}) == "#" + wj + "c|x");
}

TEST_CASE("only web and mail addresses are live links") {
  CHECK(to_mrkdwn({{token_kind::link, "label", "https://a.b/c?d=1&e=2"}}) ==
        "<https://a.b/c?d=1&amp;e=2|label>");
  CHECK(to_mrkdwn({{token_kind::link, "", "mailto:a@b.c"}}) == "<mailto:a@b.c>");
  CHECK(to_mrkdwn({{token_kind::link, "click", "javascript:alert(1)"}}) == "click");
  CHECK(to_mrkdwn({{token_kind::link, "", "slack://open"}}) == "slack:" + wj + "//open");
  CHECK(to_mrkdwn({{token_kind::link, "", "https://"}}) == "https:" + wj + "//");
  CHECK(say("http://a.b") == "http:" + wj + "//a.b");
}

TEST_CASE("a link's address and label can't end it early") {
  CHECK(to_mrkdwn({{token_kind::link, "a|b>c<d\ne", "https://x/|y> <!channel>"}}) ==
        "<https://x/%7Cy%3E%20%3C!channel%3E|a¦b&gt;c&lt;d e>");
}

TEST_CASE("emoji are live only with a name that is one") {
  CHECK(to_mrkdwn({{token_kind::emoji, "", "tada"}}) == ":tada:");
  CHECK(to_mrkdwn({{token_kind::emoji, "skin-tone-3", "clap"}}) == ":clap::skin-tone-3:");
  CHECK(to_mrkdwn({{token_kind::emoji, "skin-tone-9", "clap"}}) == ":clap:");
  CHECK(living(to_mrkdwn({{token_kind::emoji, "", "x:tada"}})).empty());
  CHECK(say(":tada:") == ":" + wj + "tada:");
  CHECK(living(to_mrkdwn({text(":a"), {token_kind::emoji, "", "tada"}})).size() == 1);
  CHECK(living(to_mrkdwn({text("::"), {token_kind::emoji, "", "tada"}})).size() == 1);
}

TEST_CASE("formatting characters in text do not format") {
  CHECK(say("*bold*") == wj + "*" + wj + "bold" + wj + "*" + wj);
  CHECK(say("one * alone") == "one * alone");
  CHECK(living(say("`code` and ```more```")).empty());
  CHECK(living(say("> quoted")).empty());
  CHECK(living(say("a\n  > quoted\n>>> all")).empty());
  CHECK(say("a > b") == "a &gt; b");
  CHECK(living(to_mrkdwn({text("`"), {token_kind::code, "x", ""}, text("`")})).size() == 1);
}

TEST_CASE("bold is bold where Slack would see it") {
  CHECK(to_mrkdwn({{token_kind::bold, "5", ""}, text(" kudos")}) == "*5* kudos");
  CHECK(to_mrkdwn({text("a"), {token_kind::bold, "b", ""}, text("c")}) ==
        "a" + std::string(slack::zero_width_space) + "*b*" + std::string(slack::zero_width_space) + "c");
  CHECK(to_mrkdwn({{token_kind::bold, " b ", ""}}) == " *b* ");
  CHECK(to_mrkdwn({{token_kind::bold, "a\n\nb", ""}}) == "*a*\n\n*b*");
  CHECK(to_mrkdwn({{token_kind::bold, "", ""}}).empty());
  CHECK(to_mrkdwn({{token_kind::bold, "a*b", ""}}) == "*a*b*");
  CHECK(to_mrkdwn({{token_kind::bold, "a* b", ""}}) == "*a" + wj + "*" + wj + " b*");
}

TEST_CASE("code keeps its characters but for what would end it") {
  CHECK(to_mrkdwn({{token_kind::code, "a < *b*", ""}}) == "`a &lt; *b*`");
  CHECK(to_mrkdwn({{token_kind::code, "a\nb", ""}}) == "```a\nb```");
  CHECK(to_mrkdwn({{token_kind::code, "a`b", ""}}) == "`aˋb`");
  CHECK(to_mrkdwn({{token_kind::code, "x``` <!channel>\n", ""}}) == "```xˋˋˋ &lt;!channel&gt;\n```");
  CHECK(to_mrkdwn({{token_kind::code, " ", ""}}) == " ");
}

TEST_CASE("a quote stands on lines of its own") {
  CHECK(to_mrkdwn({{token_kind::quote, "one\ntwo", ""}}) == "&gt; one\n&gt; two");
  CHECK(to_mrkdwn({text("said:"), {token_kind::quote, "one", ""}, text("end")}) == "said:\n&gt; one\nend");
  CHECK(to_mrkdwn({text("said:\n"), {token_kind::quote, "one", ""}, text("\nend")}) ==
        "said:\n&gt; one\nend");
  CHECK(living(to_mrkdwn({{token_kind::quote, "`a` <!here> :tada:\n> b", ""}})).size() == 1);
}

TEST_CASE("a text that is too long is cut with an ellipsis, never inside an atom") {
  CHECK(to_mrkdwn({text("abcdef")}, 6) == "abcdef");
  CHECK(to_mrkdwn({text("abcdefg")}, 6) == "abcde…");
  CHECK(to_mrkdwn({text("ab&cd")}, 6) == "ab…");
  CHECK(to_mrkdwn({text("ab"), {token_kind::mention, "", "U12345"}}, 9) == "ab…");
  CHECK(to_mrkdwn({text("ab"), {token_kind::link, "x", "https://a.b"}}, 16) == "ab…");
  CHECK(to_mrkdwn({{token_kind::bold, "abcdef", ""}}, 6) == "*abc…*");
  CHECK(to_mrkdwn({{token_kind::code, "abcdef", ""}}, 6) == "`abc…`");
  CHECK(to_mrkdwn({text("é€😀😀")}, 5) == "é€😀…");
  CHECK(to_mrkdwn({text("é€😀😀")}, 4) == "é€…");
  CHECK(to_mrkdwn({text("abc")}, 1) == "…");
}

TEST_CASE("invalid UTF-8 and control characters are not passed on") {
  CHECK(say("a\xff") == "a\xEF\xBF\xBD");
  CHECK(say(std::string("a\0b\x1b[31m", 8)) == "ab[31m");
  CHECK(living(say(std::string(":ta\1da:", 7))).empty());
  CHECK(say("tab\tand\nline") == "tab\tand\nline");
}

TEST_CASE("whatever tokens are said, only what was meant to live does") {
  static std::vector<std::string> const pieces = {"<!channel>",
                                                  "<@U1X>",
                                                  "@here",
                                                  ":tada:",
                                                  ":",
                                                  "::",
                                                  "*",
                                                  "_",
                                                  "`",
                                                  "```",
                                                  "\n",
                                                  ">",
                                                  ">>> ",
                                                  "&gt; ",
                                                  "&lt;",
                                                  "&",
                                                  "<",
                                                  "|",
                                                  " ",
                                                  "a",
                                                  "word",
                                                  "tada",
                                                  "https://a.b",
                                                  "<https://a.b|c>",
                                                  "é",
                                                  "😀",
                                                  "skin-tone-3",
                                                  wj,
                                                  "\xff",
                                                  "~x~",
                                                  "<!subteam^S1|@x>",
                                                  "<!date^1^{date}|y>",
                                                  "@",
                                                  "#",
                                                  "100",
                                                  "+1",
                                                  "\t",
                                                  "U1X",
                                                  ":a:b:",
                                                  "mailto:a@b"};
  std::mt19937 random(20'261'121);
  auto const upto = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n)(random); };
  auto const words = [&](std::size_t most) {
    std::string joined;
    for (auto n = upto(most); n > 0; --n)
      joined += pieces[upto(pieces.size() - 1)];
    return joined;
  };
  for (auto round = 0; round < 5'000; ++round) {
    rich_text tokens;
    for (auto n = upto(6); n > 0; --n) {
      token piece(static_cast<token_kind>(upto(9)), words(5), upto(3) == 0 ? words(3) : "U1X");
      if (piece.kind == token_kind::emoji && upto(1) == 0) piece.id = "tada";
      if (piece.kind == token_kind::link && upto(1) == 0) piece.id = "https://a.b/" + words(2);
      tokens.push_back(std::move(piece));
    }
    auto const limit = upto(1) == 0 ? 40'000 : upto(60) + 1;
    auto const written = to_mrkdwn(tokens, limit);
    CAPTURE(written);
    REQUIRE(base::is_utf8(written));
    REQUIRE(slack::slack_length(written) <= limit);
    // Each living thing comes from a token of its kind, in order.
    std::size_t next = 0;
    for (auto const& [kind, id] : living(written)) {
      REQUIRE(kind != token_kind::group);
      REQUIRE(kind != token_kind::broadcast);
      if (kind == token_kind::quote || kind == token_kind::code) {
        auto const meant = [kind = kind](token const& piece) { return piece.kind == kind; };
        REQUIRE(std::any_of(tokens.begin(), tokens.end(), meant));
        continue;
      }
      auto const meant = [&](token const& piece) {
        return piece.kind == kind && (piece.id == id || kind == token_kind::link);
      };
      while (next < tokens.size() && !meant(tokens[next]))
        ++next;
      REQUIRE(next < tokens.size());
      ++next;
    }
  }
}
