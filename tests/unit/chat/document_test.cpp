#include "chat/document.hpp"
#include "support/limits.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace huzzah;

namespace {

chat::card saying(std::string words, std::optional<chat::button> beside = {}) {
  return chat::card({chat::text(std::move(words))}, std::move(beside));
}

std::string text_of(chat::block const& block) {
  if (auto const* part = std::get_if<chat::section_block>(&block)) return chat::to_plain(part->text);
  if (auto const* part = std::get_if<chat::context_block>(&block)) return chat::to_plain(part->text);
  return "something else";
}

std::vector<std::string> texts_of(chat::message const& said) {
  std::vector<std::string> texts;
  for (auto const& block : said.blocks)
    texts.push_back(text_of(block));
  return texts;
}

using texts = std::vector<std::string>;

/// Two sections, one without a title, and a line at the foot.
chat::document two_sections() {
  chat::document shown;
  shown.title = "What is new";
  auto& first = shown.sections.emplace_back("News", chat::card_layout::lines);
  first.icon = "star";
  first.cards = {saying("one"), saying("two")};
  auto& second = shown.sections.emplace_back("", chat::card_layout::list);
  second.cards = {saying("three"), saying("four")};
  shown.foot = {{chat::text("that was it")}};
  return shown;
}

}  // namespace

TEST_CASE("the cards of a section follow one another as its layout says") {
  auto shown = two_sections();
  CHECK(texts_of(chat::to_message(shown, test::limits)) ==
        texts{":star: News\none\ntwo", "• three\n• four", "that was it"});
  shown.sections[0].layout = chat::card_layout::paragraphs;
  CHECK(texts_of(chat::to_message(shown, test::limits)).front() == ":star: News\none\n\ntwo");
  shown.sections[0].layout = chat::card_layout::blocks;
  shown.sections[0].chapter = -1;
  CHECK(texts_of(chat::to_message(shown, test::limits)) ==
        texts{":star: News", "one", "two", "something else", "• three\n• four", "that was it"});
}

TEST_CASE("a title without cards is shown, and a document without sections is its one line") {
  chat::document shown;
  shown.title = "7 wins";
  shown.instead = {chat::text("nothing yet")};
  CHECK(chat::to_message(shown, test::limits) == chat::message(shown.instead));
  CHECK(chat::to_messages(shown, test::limits) == std::vector{chat::message(shown.instead)});
  shown.sections.emplace_back("7 wins");
  auto const said = chat::to_message(shown, test::limits);
  CHECK(texts_of(said) == texts{"7 wins"});
  CHECK(chat::to_plain(said.summary) == "7 wins");
}

TEST_CASE("buttons stand beside the cards that are blocks") {
  chat::document shown;
  auto& part = shown.sections.emplace_back("", chat::card_layout::blocks);
  chat::button const share("win.share", "Share it", "7");
  part.cards = {saying("one"), saying("two", share), saying("three")};
  CHECK(chat::to_message(shown, test::limits).blocks ==
        std::vector<chat::block>{chat::section_block{{chat::text("one")}, {}},
                                 chat::section_block{{chat::text("two")}, share},
                                 chat::section_block{{chat::text("three")}, {}}});
  part.layout = chat::card_layout::lines;
  CHECK(chat::to_message(shown, test::limits).blocks.size() == 1);
}

TEST_CASE("a section's row of buttons is below its cards, also where it has none, and only in messages") {
  auto shown = two_sections();
  chat::button const press("home.word", "Settings", "settings");
  shown.sections.front().buttons = {press};
  shown.sections.emplace_back().buttons = {press, press};
  auto const said = chat::to_message(shown, test::limits);
  REQUIRE(said.blocks.size() == 5);
  CHECK(said.blocks[1] == chat::block(chat::buttons_block{{press}}));
  CHECK(said.blocks[3] == chat::block(chat::buttons_block{{press, press}}));
  CHECK(chat::to_messages(shown, test::limits).size() == 1);
  for (auto const& elsewhere : {chat::to_html(shown), chat::to_markdown(shown), chat::to_json(shown)})
    CHECK(elsewhere.find("Settings") == std::string::npos);
}

TEST_CASE("what has no room in an answer is counted, and in a channel it is in the thread") {
  chat::document shown;
  shown.title = "Many";
  auto& part = shown.sections.emplace_back("", chat::card_layout::list);
  for (auto n = 0; n < 300; ++n)
    part.cards.push_back(saying(std::to_string(1'000 + n) + std::string(96, 'x')));
  shown.foot = {{chat::text(std::string(2'000, 'f'))}};
  auto const answer = texts_of(chat::to_message(shown, test::limits));
  std::size_t total = 0;
  std::size_t lines = 0;
  for (auto const& one : answer) {
    total += one.size();
    for (auto at = one.find("• "); at != std::string::npos; at = one.find("• ", at + 1))
      ++lines;
  }
  CHECK(total < 13'000);
  CHECK(lines > 50);
  CHECK(answer[answer.size() - 2] == "… and " + std::to_string(300 - lines) + " more");
  CHECK(answer.back().front() == 'f');

  part.left_out = {[](std::int64_t number) { return std::to_string(number) + " people"; }};
  CHECK(texts_of(chat::to_message(shown, test::limits))[answer.size() - 2] ==
        "More: " + std::to_string(300 - lines) + " people.");
  std::string all;
  auto const messages = chat::to_messages(shown, test::limits);
  for (auto const& message : messages)
    for (auto const& one : texts_of(message))
      all += one + "\n";
  CHECK(messages.size() > 2);
  CHECK(chat::to_plain(messages.back().summary) == "Many, continued");
  for (auto n = 0; n < 300; ++n)
    CHECK(all.find(std::to_string(1'000 + n)) != std::string::npos);
}

TEST_CASE("a document is a page, Markdown and JSON too") {
  auto shown = two_sections();
  CHECK(chat::to_markdown(shown) ==
        "# What is new\n\n## News\n\none\n\ntwo\n\n- three\n- four\n\nthat was it\n");
  auto const html = chat::to_html(shown);
  CHECK(html.find("<li style=\"margin:3px 0\">three</li>") != std::string::npos);
  CHECK(html.find("<h2", html.find("<h2") + 1) == std::string::npos);
  CHECK(html.find("that was it") != std::string::npos);
  shown.charts = {{"By day", {{"Mon", 2}}, "by_day", "date", {{"2026-11-16", 2}}}};
  CHECK(chat::to_html(shown).find(">Mon</td>") != std::string::npos);
  auto const read = nlohmann::json::parse(chat::to_json(shown));
  CHECK(read["sections"][1]["lines"][0]["text"] == "three");
  CHECK(read["by_day"][0] == nlohmann::json{{"date", "2026-11-16"}, {"count", 2}});
}
