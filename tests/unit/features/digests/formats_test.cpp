#include "chat/document.hpp"
#include "examples.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <random>
#include <set>

using namespace huzzah;

namespace {

/// A week in which everything that people can type is the same text.
digests::document all_saying(std::string const& text) {
  digests::week w;
  w.person("U1", text, "2026-11-12T10:00:00Z").person("U2", text);
  auto const markup = chat::to_markup({chat::text(text), chat::token(chat::token_kind::code, text),
                                       chat::link(text, text), chat::token(chat::token_kind::emoji, "", text),
                                       chat::token(chat::token_kind::quote, text),
                                       chat::token(chat::token_kind::channel, text, text)});
  w.thank("2026-11-16T09:00:00Z", "U2", "U1", markup, {text}).link = text;
  w.thank("2026-11-16T09:00:00Z", "U1", "U2", markup, {text}).link = "https://example.com/?q=" + text;
  w.win("2026-11-17T09:00:00Z", "U2", markup, 2).link = text;
  w.reached(wins::achievement::kind::wins, "U1", 1);
  return digests::compose(w.facts, digests::weekly());
}

/// The elements, attributes and addresses of a page, as a browser sees them: only what stands between < and
/// >.
class page_parts {
 public:
  explicit page_parts(std::string const& html) {
    for (auto at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
      auto const end = html.find('>', at);
      auto const tag = html.substr(at + 1, end - at - 1);
      elements.insert(tag.substr(0, tag.find_first_of(" \n")));
      auto const href = tag.find("href=\"");
      if (href != std::string::npos) links.insert(tag.substr(href + 6, tag.find('"', href + 6) - href - 6));
      std::string names;
      auto quoted = false;
      for (auto const c : tag) {
        if (c == '"') quoted = !quoted;
        if (!quoted) names += c;
      }
      if (names.find(" on") != std::string::npos) handlers.insert(tag);
    }
  }
  std::set<std::string> elements;
  std::set<std::string> links;
  std::set<std::string> handlers;
};

std::set<std::string> const usual_elements =
    page_parts(chat::to_html(all_saying("nothing special"))).elements;

void check_inert(std::string const& text) {
  CAPTURE(text);
  auto const html = chat::to_html(all_saying(text));
  page_parts const parts(html);
  auto all_allowed = usual_elements;
  all_allowed.insert({"a", "/a"});
  for (auto const& element : parts.elements)
    CHECK(all_allowed.contains(element));
  CHECK(parts.handlers.empty());
  for (auto const& link : parts.links)
    CHECK((link.starts_with("https://") || link.starts_with("http://") || link.starts_with("HTTP")));
}

}  // namespace

TEST_CASE("hostile text is inert in HTML") {
  for (auto const* text : {"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
                           "' onmouseover='alert(1)", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
                           "data:text/html,<script>alert(1)</script>", "</style><b>", "&lt;script&gt;",
                           "</td></table>", "<!-- ", "{{title}} {0} {}", "vbscript:x", " https://a b\"c'd<e>",
                           "https://example.com/\" onclick=\"x", "]]>", "\x01\x02<b\x00>", "&#x3C;b&#x3E;"})
    check_inert(text);
}

TEST_CASE("random text is inert in HTML") {
  std::mt19937 random(7);
  std::string_view const pieces[] = {"<",      ">",           "\"",       "'", "&",  "=",    "/",
                                     "script", "javascript:", "https://", " ", "on", "href", "style",
                                     "\n",     "\\",          "`",        "é", "😀",  "\xFF"};
  for (auto n = 0; n < 300; ++n) {
    std::string text;
    for (auto left = random() % 12; left > 0; --left)
      text += pieces[random() % std::size(pieces)];
    check_inert(text);
  }
}

TEST_CASE("a page is by itself: no scripts, nothing that is loaded, both light and dark") {
  auto const html = chat::to_html(digests::compose(digests::busy(), digests::weekly()));
  for (auto const* loaded : {"<script", "<link", "<img", "url(", "@import", "src="})
    CHECK(html.find(loaded) == std::string::npos);
  CHECK(html.find("<meta name=\"color-scheme\" content=\"light dark\">") != std::string::npos);
  CHECK(html.find("prefers-color-scheme: dark") != std::string::npos);
}

TEST_CASE("Markdown escapes what would format") {
  digests::week w;
  w.person("U1", "Ada_L*", "2026-11-12T10:00:00Z").person("U2", "1. Ben");
  auto const say = [&](chat::rich_text const& words) {
    auto facts = w;
    facts.thank("2026-11-16T09:00:00Z", "U2", "U1", chat::to_markup(words)).link.clear();
    auto const page = chat::to_markdown(digests::compose(facts.facts, digests::weekly()));
    auto const begin = page.find("- **1. Ben**: ");
    REQUIRE(begin != std::string::npos);
    return page.substr(begin + 14, page.find('\n', begin) - begin - 14);
  };
  CHECK(say({chat::text("*bold* _it_ `x` [a](b) <b> # | ~ \\ & !")}) ==
        "\\*bold\\* \\_it\\_ \\`x\\` \\[a\\](b) \\<b\\> \\# \\| \\~ \\\\ \\& \\!");
  CHECK(say({chat::text("write to a@b.example, not @everyone")}) ==
        "write to a@b.example, not @\xE2\x81\xA0"
        "everyone");
  CHECK(say({chat::text("run "), chat::token(chat::token_kind::code, "a`b``c")}) == "run ``` a`b``c ```");
  CHECK(say({chat::text("see "), chat::link("https://x.example/a_(b)?c=<d>", "the [page]")}) ==
        "see [the \\[page\\]](https://x.example/a_%28b%29?c=%3Cd%3E)");
  CHECK(say({chat::text("no "), chat::link("javascript:alert(1)", "link")}) == "no link");
  CHECK(say({chat::text("well done "), chat::emoji("tada"), chat::emoji("our_own")}) ==
        "well done 🎉:our\\_own:");
}

TEST_CASE("HTML has the characters of every emoji that Slack has, not only of the usual ones") {
  digests::week w;
  w.person("U1", "Ann").person("U2", "Ben");
  auto const words =
      chat::to_markup({chat::emoji("purple_heart"), chat::emoji("woman-shrugging"), chat::emoji("our_own")});
  w.thank("2026-11-16T09:00:00Z", "U2", "U1", words);
  auto const html = chat::to_html(digests::compose(w.facts, digests::weekly()));
  CHECK(html.find("💜🤷‍♀️:our_own:") != std::string::npos);
}

TEST_CASE("JSON has the keys that are promised") {
  auto const digest = digests::compose(digests::busy(), digests::weekly());
  auto const read = nlohmann::json::parse(chat::to_json(digest));
  CHECK(read["title"] == "The good work of the week");
  CHECK(read["subtitle"] == "16 to 20 November 2026 · 12 shoutouts · 8 wins");
  REQUIRE(read["sections"].size() == digest.sections.size());
  CHECK(read["sections"][0]["section"] == "first_time");
  auto const& eve = read["sections"][0]["lines"][0];
  CHECK(eve["person"] == "U0EVE");
  CHECK(eve["text"] == "Eve Nakamura");
  CHECK(eve["links"].empty());
  CHECK(eve["words"][0]["text"] ==
        "Ada Okafor: for asking the question in the review that saved us from a bad migration · #courage "
        "#craft");
  CHECK(eve["words"][0]["links"].size() == 1);
  CHECK_FALSE(read["sections"][2]["lines"][0].contains("person"));
  CHECK(read["by_day"][0] == nlohmann::json{{"date", "2026-11-16"}, {"count", 5}});
  CHECK(read["by_value"][0] == nlohmann::json{{"value", "care"}, {"count", 4}});
  CHECK_FALSE(read.contains("instead"));
  auto const empty =
      nlohmann::json::parse(chat::to_json(digests::compose(digests::quiet(), digests::weekly())));
  CHECK(empty["sections"].empty());
  CHECK(empty["instead"] == chat::to_plain(digests::encouragement(digests::day("2026-11-20"))));
}
