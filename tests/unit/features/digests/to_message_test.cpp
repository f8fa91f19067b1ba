#include "chat/document.hpp"
#include "examples.hpp"
#include "features/digests/picture.hpp"
#include "support/limits.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace huzzah;

namespace {

/// What a platform makes of plain characters: entities for & < >, and two for what lies outside the BMP.
/// Written once more here, so that the digest's own measure is not held against itself.
std::size_t escaped(std::string_view text) {
  std::size_t length = 0;
  for (auto const c : text) {
    auto const byte = static_cast<unsigned char>(c);
    if (byte >= 0x80u && byte < 0xC0u) continue;
    length += c == '&' ? 5 : c == '<' || c == '>' ? 4 : byte >= 0xF0u ? 2 : 1;
  }
  return length;
}

std::size_t escaped(chat::rich_text const& text) {
  std::size_t length = 0;
  for (auto const& piece : text) {
    using chat::token_kind;
    if (piece.kind == token_kind::mention || piece.kind == token_kind::channel)
      length += escaped(piece.id) + 3;  // <@id>
    else if (piece.kind == token_kind::link)
      length += escaped(piece.id) + escaped(piece.text) + 3;  // <url|label>
    else if (piece.kind == token_kind::emoji)
      length += escaped(piece.id) + 2;
    else
      length += escaped(piece.text) + 2;
  }
  return length;
}

std::size_t text_of(chat::block const& block) {
  if (auto const* section = std::get_if<chat::section_block>(&block)) return escaped(section->text);
  if (auto const* context = std::get_if<chat::context_block>(&block)) return escaped(context->text);
  if (auto const* header = std::get_if<chat::header_block>(&block)) return escaped(header->text);
  if (auto const* image = std::get_if<chat::image_block>(&block)) return escaped(image->alt_text);
  return 0;
}

/// Every limit that a platform has.
void check_limits(std::vector<chat::message> const& messages) {
  REQUIRE_FALSE(messages.empty());
  CHECK(messages.front().blocks.size() <= 25);
  for (auto const& message : messages) {
    CHECK(message.blocks.size() <= 50);
    CHECK(escaped(message.summary) <= 1'000);
    std::size_t total = 0;
    for (auto const& block : message.blocks) {
      auto const length = text_of(block);
      total += length;
      CHECK(length <= 3'000);
      if (std::holds_alternative<chat::header_block>(block)) CHECK(length <= 150);
      if (std::holds_alternative<chat::section_block>(block)) CHECK(length > 0);
    }
    CHECK(total <= 13'000);
  }
}

std::vector<chat::message> messages_of(digests::facts const& facts,
                                       digests::settings const& settings = digests::weekly()) {
  return chat::to_messages(digests::compose(facts, settings), test::limits);
}

std::string all_text(std::vector<chat::message> const& messages) {
  std::string all;
  for (auto const& message : messages)
    for (auto const& block : message.blocks) {
      if (auto const* section = std::get_if<chat::section_block>(&block))
        all += chat::to_markup(section->text) + "\n";
      if (auto const* context = std::get_if<chat::context_block>(&block))
        all += chat::to_markup(context->text) + "\n";
    }
  return all;
}

/// Everybody who is mentioned, by id, and everybody who is named in bold.
class people_in {
 public:
  explicit people_in(std::vector<chat::message> const& messages) {
    for (auto const& message : messages)
      for (auto const& block : message.blocks)
        if (auto const* section = std::get_if<chat::section_block>(&block))
          for (auto const& piece : section->text) {
            if (piece.kind == chat::token_kind::mention) mentioned.insert(piece.id);
            if (piece.kind == chat::token_kind::bold) named.insert(piece.text);
          }
  }
  std::set<std::string> mentioned;
  std::set<std::string> named;
};

}  // namespace

TEST_CASE("a good week of a team is one message") {
  auto const messages = messages_of(digests::busy());
  check_limits(messages);
  CHECK(messages.size() == 1);
  CHECK(all_text(messages).find("in the thread") == std::string::npos);
}

TEST_CASE("a picture stands right below the header, and words stand for it where there is none") {
  auto const digest = digests::compose(digests::busy(), digests::weekly());
  auto const with = chat::to_messages(digest, test::limits, "F0PICTURE").front().blocks;
  CHECK(with[0] == chat::block(chat::header_block{"The good work of the week"}));
  CHECK(with[2] == chat::block(chat::image_block{"", digests::picture_in_words(digest), "F0PICTURE"}));
  auto const without = chat::to_messages(digest, test::limits).front().blocks;
  CHECK(without[2] == chat::block(chat::context_block{{chat::text(digests::picture_in_words(digest))}}));
  CHECK(without.size() == with.size());
  CHECK(digests::picture_in_words(digest) ==
        "Day by day: Mon 5, Tue 6, Wed 3, Thu 4, Fri 2. Values: care 4, courage 2, craft 2.");
}

TEST_CASE("an empty digest is its one line") {
  auto const messages = messages_of(digests::quiet());
  CHECK(messages == std::vector{chat::message(digests::encouragement(digests::day("2026-11-20")))});
}

TEST_CASE("a month is shown week by week") {
  auto settings = digests::weekly();
  settings.period = digests::digest_period::month;
  digests::week w;
  w.facts.window.from = test::moment("2026-10-30T15:00:00Z");
  w.facts.window.until = test::moment("2026-11-27T15:00:00Z");
  w.thank("2026-11-03T09:00:00Z", "U1", "U2", "x");
  w.thank("2026-11-05T09:00:00Z", "U1", "U2", "x");
  w.thank("2026-11-26T09:00:00Z", "U1", "U2", "x");
  auto const digest = digests::compose(w.facts, settings);
  CHECK(digests::picture_bars(digest) ==
        std::vector<std::pair<std::string, int>>{{"2 Nov", 2}, {"9 Nov", 0}, {"16 Nov", 0}, {"23 Nov", 1}});
  CHECK(digests::picture_in_words(digest) == "Week by week: 2 Nov 2, 23 Nov 1.");
}

TEST_CASE("what the channel has no room for is in the thread, word by word") {
  auto const facts = digests::huge(40, 200, 100);
  auto const messages = messages_of(facts);
  check_limits(messages);
  REQUIRE(messages.size() > 1);
  auto const all = all_text(messages);
  for (auto const& one : facts.shoutouts)
    CHECK(all.find(one.link) != std::string::npos);
  for (auto const& one : facts.wins)
    CHECK(all.find(one.link) != std::string::npos);
  CHECK(all.find("than a thread can hold") == std::string::npos);
  // Every section of the digest has its beginning in the channel, and the channel's last line tells of the
  // rest.
  auto const channel = all_text({messages.front()});
  for (auto const& part : digests::compose(facts, digests::weekly()).sections)
    CHECK(channel.find("<*" + part.title + ">") != std::string::npos);
  CHECK(channel.find("More in the thread: ") != std::string::npos);
}

TEST_CASE("5,000 shoutouts keep every limit, and nobody is left out") {
  struct {
    int people;
    bool ping;
    std::size_t most_messages;
  } const cases[] = {{60, true, 22}, {1'500, true, 22}, {1'500, false, 22}, {5'000, true, 40}};
  for (auto const& one : cases) {
    CAPTURE(one.people);
    auto const facts = digests::huge(one.people, 5'000, 5'000);
    auto settings = digests::weekly();
    settings.ping = one.ping;
    auto const messages = messages_of(facts, settings);
    check_limits(messages);
    CHECK(messages.size() <= one.most_messages);
    people_in const told(messages);
    auto missing = 0;
    for (auto const& said : facts.shoutouts)
      missing +=
          one.ping ? !told.mentioned.contains(said.receiver) : !told.named.contains(said.receiver_name);
    for (auto const& win : facts.wins)
      missing += !told.named.contains(win.author_name);
    for (auto const& reached : facts.achievements)
      missing += !told.named.contains(reached.name);
    CHECK(missing == 0);
    CHECK(told.mentioned.empty() == !one.ping);
  }
}

TEST_CASE("one person who gets everything keeps every limit too") {
  auto const facts = digests::huge(1, 5'000, 5'000);
  auto const messages = messages_of(facts);
  check_limits(messages);
  CHECK(people_in(messages).mentioned == std::set<std::string>{facts.shoutouts.front().receiver});
}

TEST_CASE("a long paragraph goes on in the next block without calling its person again") {
  digests::week w;
  w.person("U1", "Ada", "2026-11-12T10:00:00Z").person("U2", "Ben");
  for (auto n = 0; n < 30; ++n)
    w.thank("2026-11-16T09:00:00Z", "U2", "U1", "reason number " + std::to_string(n) + std::string(150, 'x'));
  auto const messages = messages_of(w.facts);
  check_limits(messages);
  auto const all = all_text(messages);
  CHECK(all.find("<@U1|Ada>") == all.rfind("<@U1|Ada>"));
  CHECK(all.find("<*Ada>, continued") != std::string::npos);
  for (auto n = 0; n < 30; ++n)
    CHECK(all.find("reason number " + std::to_string(n) + "x") != std::string::npos);
}

TEST_CASE("text that grows when it is escaped still fits, however it is made") {
  auto const repeat = [](std::string_view piece, int times) {
    std::string all;
    for (auto n = 0; n < times; ++n)
      all += piece;
    return all;
  };
  std::string const hostile[] = {
      repeat("&amp;", 2'000),
      repeat("&lt;", 2'000),
      repeat("<:an_emoji_with_a_rather_long_name_that_says_very_little:>", 200),
      repeat("<https://example.com/" + std::string(470, 'p') + "|a>", 150),
      repeat("<https://example.com/?" + repeat("a=b&amp;", 60) + "|a>", 150),
      repeat("<`" + std::string(400, '`') + ">", 10),
      repeat("*_~`", 500),
      repeat("😀", 1'000),
      repeat("<@U1> ", 500),
      repeat("<>&amp;&amp;> ", 500),
      std::string(10'000, 'w'),
      "\xFF\xFE bytes that are no text \xC3",
  };
  for (auto const& text : hostile) {
    digests::week w;
    w.person("U1", repeat("&", 500), "2026-11-12T10:00:00Z").person("U2", repeat("😀", 500));
    for (auto n = 0; n < 10; ++n) {
      auto& one = w.thank("2026-11-16T09:00:00Z", "U2", "U1", text, {repeat("value&", 100), "b", "c"});
      if (n % 3 == 0) one.link = "https://example.com/?" + repeat("&", 2'000);
      w.win("2026-11-16T09:00:00Z", n % 2 == 0 ? "U1" : "U2", text, 3).of_the_day = true;
    }
    for (auto n = 0; n < 500; ++n)
      w.thank("2026-11-17T09:00:00Z", "U3" + std::to_string(n), "U2", "").link = "https://example.com/same";
    for (auto const ping : {true, false}) {
      auto settings = digests::weekly();
      settings.ping = ping;
      check_limits(messages_of(w.facts, settings));
    }
  }
}
