#include "slack/mrkdwn.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace huzzah;
using chat::rich_text;
using chat::token;
using chat::token_kind;

namespace {

token text(std::string characters) {
  return {token_kind::text, std::move(characters)};
}
token mention(std::string id, std::string name = {}) {
  return {token_kind::mention, std::move(name), std::move(id)};
}
token quote(std::string characters) {
  return {token_kind::quote, std::move(characters)};
}
token code(std::string characters) {
  return {token_kind::code, std::move(characters)};
}
token emoji(std::string id, std::string tone = {}) {
  return {token_kind::emoji, std::move(tone), std::move(id)};
}

struct example {
  std::string mrkdwn;
  rich_text tokens;
};

/// Tokens as a line for the messages of failed checks.
std::string show(rich_text const& tokens) {
  std::string line;
  for (auto const& piece : tokens)
    line += std::to_string(static_cast<int>(piece.kind)) + "(" + piece.text + "|" + piece.id + ") ";
  return line;
}

void check_all(std::vector<example> const& examples) {
  for (auto const& [mrkdwn, tokens] : examples) {
    auto const read = slack::from_mrkdwn(mrkdwn);
    CHECK_MESSAGE(read == tokens, mrkdwn << " was read as " << show(read));
  }
}

}  // namespace

TEST_CASE("text is unescaped once") {
  check_all({
      {"", {}},
      {"hello", {text("hello")}},
      {"a &amp; b &lt;c&gt;", {text("a & b <c>")}},
      {"&amp;lt;@U123&amp;gt;", {text("&lt;@U123&gt;")}},
      {"&lt;!channel&gt; &lt;@U123&gt;", {text("<!channel> <@U123>")}},
      {"&copy; &#60; &", {text("&copy; &#60; &")}},
      {"two\nlines", {text("two\nlines")}},
  });
}

TEST_CASE("people, channels, groups and broadcasts are tokens") {
  check_all({
      {"<@U123> ++", {mention("U123"), text(" ++")}},
      {"<@W9AB|ada>", {mention("W9AB", "ada")}},
      {"<@U123|a &amp; b>", {mention("U123", "a & b")}},
      {"<#C77|general>", {{token_kind::channel, "general", "C77"}}},
      {"<#C77>", {{token_kind::channel, "", "C77"}}},
      {"<!subteam^S5|@crew> hi", {{token_kind::group, "crew", "S5"}, text(" hi")}},
      {"<!subteam^S5>", {{token_kind::group, "", "S5"}}},
      {"<!here>", {{token_kind::broadcast, "", "here"}}},
      {"<!here|here>", {{token_kind::broadcast, "", "here"}}},
      {"<!channel>", {{token_kind::broadcast, "", "channel"}}},
      {"<!everyone|@everyone>", {{token_kind::broadcast, "", "everyone"}}},
      {"<!group>", {{token_kind::broadcast, "", "channel"}}},
  });
}

TEST_CASE("a date is its fallback") {
  check_all({{"due <!date^1392734382^{date}|Feb 18> ok", {text("due Feb 18 ok")}},
             {"<!date^1392734382^{date}>", {text("<!date^1392734382^{date}>")}},
             {"<!date^1^{date}^https://x.y/|a &lt; b>", {text("a < b")}}});
}

TEST_CASE("links keep their address and label") {
  check_all({
      {"<https://a.b/c?d=1&amp;e=2>", {{token_kind::link, "", "https://a.b/c?d=1&e=2"}}},
      {"<https://a.b|a.b>", {{token_kind::link, "a.b", "https://a.b"}}},
      {"<mailto:x@y.z|x@y.z>", {{token_kind::link, "x@y.z", "mailto:x@y.z"}}},
      {"<https://a.b|one|two>", {{token_kind::link, "one|two", "https://a.b"}}},
  });
}

TEST_CASE("emoji, with skin tones, but no times and no scopes") {
  check_all({
      {":tada:", {emoji("tada")}},
      {"a:tada:b", {text("a"), emoji("tada"), text("b")}},
      {":clap::skin-tone-3:", {emoji("clap", "skin-tone-3")}},
      {":trophy::trophy:", {emoji("trophy"), emoji("trophy")}},
      {":+1: :-1:", {emoji("+1"), text(" "), emoji("-1")}},
      {":100:", {emoji("100")}},
      {"at 10:30:45", {text("at 10:30:45")}},
      {"std::vector::size", {text("std::vector::size")}},
      {"a::b::c", {text("a::b::c")}},
      {": tada :", {text(": tada :")}},
      {":Tada:", {text(":Tada:")}},
      {"::", {text("::")}},
      {":頑張る:", {emoji("頑張る")}},
  });
}

TEST_CASE("code holds nothing live") {
  check_all({
      {"`i++`", {code("i++")}},
      {"see `<@U123> ++` ok", {text("see "), code("@U123 ++"), text(" ok")}},
      {"```\nx <@U1|ada>\n:tada: &lt;```!", {code("\nx @ada\n:tada: <"), text("!")}},
      {"`<https://a.b|a.b>`", {code("a.b")}},
      {"`a` `b`", {code("a"), text(" "), code("b")}},
      {"`open <@U12>", {text("`open "), mention("U12")}},
      {"`over\nlines`", {text("`over\nlines`")}},
      {"```never closed <@U12>", {text("```never closed "), mention("U12")}},
      {"``", {text("``")}},
      {"` `", {text("` `")}},
      {"``````", {text("``````")}},
  });
}

TEST_CASE("quoted lines are quotes, and the new line behind them is text") {
  check_all({
      {"&gt; <@U1X> ++", {quote("@U1X ++")}},
      {"&gt;&gt;&gt; all\nof it <@U1X>", {quote("all\nof it @U1X")}},
      {"a\n&gt; b\nc", {text("a\n"), quote("b"), text("\nc")}},
      {"&gt; b\n&gt; c\n<@U1X> ++", {quote("b\nc"), text("\n"), mention("U1X"), text(" ++")}},
      {"  &gt; b", {quote("b")}},
      {"> b", {quote("b")}},
      {"a &gt; b", {text("a > b")}},
      {"<@U1X> &gt; b", {mention("U1X"), text(" > b")}},
      {"&gt;", {quote("")}},
  });
}

TEST_CASE("what is malformed or hostile stays text") {
  check_all({
      {"<", {text("<")}},
      {"<>", {text("<>")}},
      {"<@>", {text("<@>")}},
      {"<@U1X", {text("<@U1X")}},
      {"<@u1x>", {text("<@u1x>")}},
      {"<@U1 X>", {text("<@U1 X>")}},
      {"<@U1\nX>", {text("<@U1\nX>")}},
      {"<<@U1X>>", {text("<"), mention("U1X"), text(">")}},
      {"<!subteam^>", {text("<!subteam^>")}},
      {"<!unknown>", {text("<!unknown>")}},
      {"<!unknown|said>", {text("said")}},
      {"<no link>", {text("<no link>")}},
      {"<|>", {text("<|>")}},
      {"<@U1X|<!channel>>", {text("<@U1X|"), {token_kind::broadcast, "", "channel"}, text(">")}},
      {"\xff<@U1X>", {text("\xEF\xBF\xBD"), mention("U1X")}},
      {std::string("a\0b", 3), {text(std::string("a\0b", 3))}},
  });
}

TEST_CASE("hostile length costs only its length") {
  // Each of these would take minutes if some search ran over the rest again and again.
  for (std::string const piece :
       {"<", "`", "```", "&gt;", ":", ":a", "<@", " ", "\t", "&", "<!date^", "\n&gt;", "`\n"}) {
    std::string hostile;
    while (hostile.size() < 1'000'000)
      hostile += piece;
    auto const tokens = slack::from_mrkdwn(hostile);
    CHECK(!tokens.empty());
  }
}
