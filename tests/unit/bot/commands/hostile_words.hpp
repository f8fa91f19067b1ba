// Words that somebody types to do harm, and a look at what Slack is sent because of them.
#pragma once

#include "base/text.hpp"
#include "chat/event.hpp"
#include "chat/message.hpp"
#include "slack/block_kit.hpp"
#include "slack/mrkdwn.hpp"
#include "support/slack_reader.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace huzzah::bot::test {

using huzzah::test::live_part;
using huzzah::test::slack_reader;
using nlohmann::json;

// Whoever these are, they were neither thanked nor did they thank.
inline constexpr auto bystander = "U0VICTIM01";
// Those whom the bot may mention.
inline std::vector<std::string> const people{"U0ADA00001", "U0BRUNO001", "U0CHIARA01"};

inline constexpr std::array pieces{"<!channel>",
                                   "<!here|here>",
                                   "<!everyone>",
                                   "<!subteam^S0CREW0001|@crew>",
                                   "<!subteam^S0CREW0001>",
                                   "<@U0VICTIM01>",
                                   "<@U0VICTIM01|victim>",
                                   "<#C0SECRET01|secret>",
                                   "<!date^1392734382^{date}^https://evil.example|x>",
                                   "<https://evil.example|https://bank.example>",
                                   "<http://evil.example|bank.example>",
                                   "<https://evil.example/|b\u200Bank.example>",
                                   "<https://evil.example|bank\u3002example>",
                                   "<https://bank.example@evil.example/x>",
                                   "<https://evil.example|the docs>",
                                   "<javascript:alert(1)|docs>",
                                   "<mailto:a@evil.example|a@bank.example>",
                                   "<https://a.example/?x=&amp;y=%3C|a>",
                                   "<https://evil.example|&gt;&lt;!here&gt;>",
                                   "&lt;!channel&gt;",
                                   "&amp;lt;!here&amp;gt;",
                                   "&lt;@U0VICTIM01&gt;",
                                   "&lt;https://evil.example|bank&gt;",
                                   "@channel",
                                   "@here",
                                   "@everyone",
                                   "@Channel",
                                   "@victim",
                                   "https://evil.example",
                                   "HTTP://evil.example",
                                   ":tada:",
                                   ":skin-tone-2:",
                                   "::",
                                   ":",
                                   "*",
                                   "_",
                                   "~",
                                   "`",
                                   "```",
                                   ">",
                                   "&gt; ",
                                   ">>> ",
                                   "&gt;&gt;&gt;",
                                   "*bold*",
                                   "_it_",
                                   "~gone~",
                                   "`code`",
                                   "```block\nof it```",
                                   "\n",
                                   "\r\n",
                                   "\t",
                                   " ",
                                   "  ",
                                   "|",
                                   "<",
                                   "&",
                                   "&lt;",
                                   "&amp;",
                                   "<!",
                                   "<@",
                                   "<#",
                                   "@",
                                   "#",
                                   "#value",
                                   "word",
                                   "a",
                                   "for",
                                   "Ada",
                                   "42",
                                   "++",
                                   "é",
                                   "😀",
                                   "👩\u200D💻",
                                   "مرحبا",
                                   "\u202E",
                                   "\u2066",
                                   "\u2069",
                                   "\u2028",
                                   "\u200B",
                                   "\u2060",
                                   "\u200D",
                                   "\u00AD",
                                   "\uFEFF",
                                   "\u0085",
                                   "\x1b[31m",
                                   "\x01",
                                   "\x7f",
                                   "\xff",
                                   "＜!channel＞",
                                   "＠here",
                                   "\"",
                                   "'",
                                   "\\",
                                   "](https://evil.example)",
                                   "<script>alert(1)</script>",
                                   "\" onmouseover=\"alert(1)",
                                   "• ",
                                   "- ",
                                   "1. ",
                                   "{date}",
                                   "%s",
                                   "\u2060*\u2060",
                                   "skin-tone-3"};

/// Words that somebody types.
class typist {
 public:
  explicit typist(unsigned seed) : random_(seed) {}

  std::size_t up_to(std::size_t most) { return std::uniform_int_distribution<std::size_t>(0, most)(random_); }
  bool maybe() { return up_to(1) == 0; }

  std::string words(std::size_t most = 8) {
    std::string typed;
    for (auto n = up_to(most) + 1; n > 0; --n)
      typed += pieces[up_to(pieces.size() - 1)];
    return typed;
  }
  /// As they are stored: read from Slack's form, or as an older file or an import might have them.
  std::string markup() {
    if (up_to(9) == 0) return words();
    return chat::to_markup(tokens());
  }
  chat::rich_text tokens() { return slack::from_mrkdwn(words(up_to(9) == 0 ? 60 : 8)); }
  std::vector<std::string> values() {
    std::vector<std::string> some;
    for (auto n = up_to(2); n > 0; --n)
      some.push_back(words(2));
    return some;
  }
  std::string const& person() { return people[up_to(people.size() - 1)]; }

 private:
  std::mt19937 random_;
};

/// What Slack is sent, looked at text by text.
class inspection {
 public:
  void look(chat::message const& said) {
    look(slack::to_message(said));
    count_formats(said.summary);
    for (auto const& block : said.blocks)
      if (auto const* section = std::get_if<chat::section_block>(&block)) count_formats(section->text);
  }
  void look(chat::form const& asked) {
    if (auto const view = slack::to_view(asked)) look(*view);
  }
  void look(chat::reply const& given) {
    look(slack::to_command_reply(given));
    look(slack::to_form_reply(given, "Title"));
  }

  /// Every text of a payload: mrkdwn by what it calls and formats, plain text by what it does to its line.
  void look(json const& part) {
    if (part.is_object()) {
      auto const type = part.value("type", "");
      CHECK_MESSAGE((type != "user" && type != "usergroup" && type != "broadcast"), part.dump());
      CHECK_MESSAGE((!part.contains("link_names") && part.value("parse", "none") == "none"), part.dump());
      for (auto const* key : {"text", "alt_text", "value"})
        if (part.contains(key) && part[key].is_string()) {
          auto const& text = part[key].get_ref<std::string const&>();
          if (std::string_view(key) == "text" && type != "plain_text")
            read(text);
          else if (std::string_view(key) != "value")
            hold_plain(text);
        }
    }
    if (part.is_structured())
      for (auto const& one : part)
        if (one.is_structured()) look(one);
  }

  std::size_t looked_at = 0;

 private:
  void read(std::string const& text) {
    ++looked_at;
    for (auto const& part : slack_reader::read(text)) {
      CAPTURE(text);
      CAPTURE(part.text);
      CAPTURE(part.label);
      using kind = live_part::kind;
      REQUIRE(part.what != kind::call);
      REQUIRE(part.what != kind::broken);
      if (part.what == kind::person) REQUIRE(part.text != bystander);
      if (part.what == kind::link) hold_link(part);
    }
  }

  static void hold_link(live_part const& link) {
    REQUIRE(link.label != "bare");
    auto const scheme = base::to_lower(link.text.substr(0, 8));
    REQUIRE(
        (scheme.starts_with("http://") || scheme.starts_with("https://") || scheme.starts_with("mailto:")));
    // Who reads "bank.example", however it is written, must not come to another place.
    auto label = link.label;
    for (std::string_view const hidden : {"\u200B", "\u200D", "\u00AD", "\u2060"})
      for (auto at = label.find(hidden); at != std::string::npos; at = label.find(hidden))
        label.erase(at, hidden.size());
    for (auto at = label.find("\u3002"); at != std::string::npos; at = label.find("\u3002"))
      label.replace(at, 3, ".");
    REQUIRE(label.find("bank.example") == std::string::npos);
    REQUIRE(link.text.find("bank.example@") == std::string::npos);
  }

  /// Nothing formats that was not meant to: in each text at most as much as the words ask for.
  void count_formats(chat::rich_text const& words) {
    std::size_t meant = 0;
    std::size_t quotes = 0;
    for (auto const& piece : words) {
      auto const lines = static_cast<std::size_t>(std::count(piece.text.begin(), piece.text.end(), '\n')) + 1;
      if (piece.kind == chat::token_kind::bold) meant += lines;
      if (piece.kind == chat::token_kind::code) ++meant;
      if (piece.kind == chat::token_kind::quote) quotes += lines;
    }
    auto const text = slack::to_mrkdwn(words);
    std::size_t formats = 0;
    std::size_t quoted = 0;
    for (auto const& part : slack_reader::read(text)) {
      if (part.what == live_part::kind::format) ++formats;
      if (part.what == live_part::kind::quote) ++quoted;
      CAPTURE(part.text);
      CAPTURE(text);
      REQUIRE(formats <= meant);
      REQUIRE(quoted <= quotes);
    }
  }

  void hold_plain(std::string const& text) {
    ++looked_at;
    auto const is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    REQUIRE_MESSAGE(std::none_of(text.begin(), text.end(), is_control), text);
    for (auto const* turning : {"\u202E", "\u2066", "\u2028", "\uFEFF"})
      REQUIRE_MESSAGE(text.find(turning) == std::string::npos, text);
  }
};

/// A page of HTML holds no element, attribute or address but those that Huzzah's own page has.
inline void hold_html(std::string const& page) {
  static std::set<std::string> const known{"!DOCTYPE", "html", "head", "meta",   "title", "style", "body",
                                           "table",    "tr",   "td",   "h1",     "h2",    "p",     "ul",
                                           "li",       "div",  "a",    "strong", "code"};
  for (auto at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
    auto const end = page.find('>', at);
    REQUIRE(end != std::string::npos);
    auto const tag = page.substr(at + 1, end - at - 1);
    auto const begin = tag.starts_with('/') ? 1u : 0u;
    auto const name = tag.substr(begin, tag.find_first_of(" /", begin) - begin);
    CAPTURE(tag);
    REQUIRE(known.contains(name));
    for (auto const* script : {"onmouseover=\"", "javascript:"})
      REQUIRE(tag.find(script) == std::string::npos);
  }
}

}  // namespace huzzah::bot::test
