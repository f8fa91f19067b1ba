#include "page/pdf.hpp"

#include "chat/say.hpp"
#include "support/show_result.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <string>

using namespace huzzah;

namespace {

page::pdf_options made_by_ada() {
  page::pdf_options how;
  how.author = "Ada Lovelace";
  how.made_at = "2026-11-18T09:00:00Z";
  return how;
}

/// A document with a list of so many lines.
chat::document lines_of(int count) {
  chat::document shown;
  shown.title = "My record";
  shown.subtitle = "21 August to 18 November 2026";
  auto& first = shown.sections.emplace_back("", chat::card_layout::lines);
  first.cards.emplace_back(chat::rich_text{chat::text(
      "12 wins · 34 kudos from 9 people in these 90 days. Worth, as far as it was said: about 26 h.")});
  auto& list = shown.sections.emplace_back("Kudos, word for word", chat::card_layout::list);
  for (int i = 0; i < count; ++i)
    list.cards.emplace_back(chat::rich_text{
        chat::text("2026-11-18  "), chat::bold("Bruno"),
        chat::text(": thank you for line " + std::to_string(i) +
                   ", which goes on for longer than a line of a page has room for, as people write. "),
        chat::emoji("tada"), chat::text(" · "),
        chat::link("https://chat.example/C1/" + std::to_string(i), "see it")});
  return shown;
}

std::size_t count(std::string const& text, std::string const& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

/// How many pages it has: what its tree of pages says.
std::size_t pages_of(std::string const& pdf) {
  auto const at = pdf.find("/Count ", pdf.find("/Type /Pages"));
  return at == std::string::npos ? 0 : std::stoul(pdf.substr(at + 7));
}

void keep_to_look_at(std::string const& name, std::string const& pdf) {
  if (auto const* folder = std::getenv("HUZZAH_KEEP_PDF"))  // NOLINT(concurrency-mt-unsafe)
    std::ofstream(std::string(folder) + "/" + name, std::ios::binary) << pdf;
}

}  // namespace

TEST_CASE("a document is a PDF with its title, author, headings and living links") {
  auto const pdf = page::to_pdf(lines_of(3), made_by_ada()).value();
  keep_to_look_at("short.pdf", pdf);
  CHECK(pdf.starts_with("%PDF-1."));
  CHECK(pdf.find("%%EOF") != std::string::npos);
  CHECK(pages_of(pdf) == 1);
  CHECK(count(pdf, "Ada Lovelace") == 1);
  CHECK(pdf.find("20261118") != std::string::npos);
  CHECK(count(pdf, "/Subtype /Link") == 3);
  for (auto const* url : {"https://chat.example/C1/0", "https://chat.example/C1/2"})
    CHECK(pdf.find(url) != std::string::npos);
  CHECK(count(pdf, "/Marked true") == 1);
  for (auto const* tag : {"/S /H1", "/S /H2", "/S /L", "/S /LI", "/S /LBody", "/S /Link", "/S /Document"})
    CHECK(pdf.find(tag) != std::string::npos);
  CHECK(pdf.find("/Outlines") != std::string::npos);
  CHECK(pdf.find("/MediaBox [ 0 0 595.") != std::string::npos);
}

TEST_CASE("a long document goes on on further pages, and one that is too long says so") {
  auto how = made_by_ada();
  how.paper = page::paper::letter;
  auto const pdf = page::to_pdf(lines_of(100), how).value();
  keep_to_look_at("long.pdf", pdf);
  CHECK(pages_of(pdf) > 3);
  CHECK(pages_of(pdf) < 10);
  CHECK(count(pdf, "/Subtype /Link") == 100);
  CHECK(pdf.find("/MediaBox [ 0 0 612 792 ]") != std::string::npos);
  how.most_pages = 2;
  auto const too_long = page::to_pdf(lines_of(100), how);
  REQUIRE_FALSE(too_long);
  CHECK(too_long.error().code == errc::too_large);
}

TEST_CASE("the same document gives the same bytes") {
  CHECK(page::to_pdf(lines_of(20), made_by_ada()).value() ==
        page::to_pdf(lines_of(20), made_by_ada()).value());
}

TEST_CASE("words of all scripts, hostile addresses, and what is no text at all, are drawn") {
  auto shown = lines_of(0);
  shown.title = "Мой отчёт · τα δικά μου · שלום";
  auto& list = shown.sections.back();
  for (auto const* words :
       {"Спасибо за помощь", "Ευχαριστώ για τη βοήθεια", "شكرا على المساعدة في إصلاح الخطأ", "תודה על העזרה",
        "ขอบคุณ", "助けてくれてありがとう", "도와줘서 고마워요", "धन्यवाद", "tha\x01nk \xFF\xFE you",
        "two\nlines", "👩‍💻 🎉 ❤️"})
    list.cards.emplace_back(chat::rich_text{chat::text(words)});
  list.cards.emplace_back(
      chat::rich_text{chat::token(chat::token_kind::code, "a && b"), chat::text(std::string(5000, 'w'))});
  list.cards.emplace_back(
      chat::rich_text{chat::link("https://x.example/'] uri='https://evil.example", "odd")});
  list.cards.emplace_back(chat::rich_text{chat::link("javascript:alert(1)", "no link")});
  list.cards.emplace_back(chat::rich_text{});
  auto const pdf = page::to_pdf(shown, made_by_ada()).value();
  keep_to_look_at("scripts.pdf", pdf);
  CHECK(count(pdf, "/Subtype /Link") == 1);
  CHECK(pdf.find("https://x.example/%27]%20uri=%27https://evil.example") != std::string::npos);
  CHECK(pdf.find("javascript:") == std::string::npos);
}

TEST_CASE("a document without anything is the line that says so") {
  chat::document shown;
  shown.title = "My record";
  shown.instead = {chat::text("Nothing is in it yet.")};
  CHECK(pages_of(page::to_pdf(shown, made_by_ada()).value()) == 1);
}

TEST_CASE("pages are of the paper that is used where a person lives") {
  for (auto const* zone : {"America/New_York", "America/Mexico_City", "America/Indiana/Knox", "US/Eastern",
                           "Asia/Manila", "Pacific/Honolulu", "America/Santiago"})
    CHECK(page::paper_of(zone) == page::paper::letter);
  for (auto const* zone : {"Europe/Berlin", "Etc/UTC", "America/Sao_Paulo", "America/Argentina/Salta",
                           "America/Lima", "Asia/Tokyo", "Australia/Sydney", ""})
    CHECK(page::paper_of(zone) == page::paper::a4);
}
