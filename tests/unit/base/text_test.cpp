#include "base/text.hpp"
#include "base/percent.hpp"

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>

using namespace huzzah;

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

std::string encode(std::uint32_t point) {
  auto const byte = [](std::uint32_t value) { return static_cast<char>(value); };
  if (point < 0x80) return {byte(point)};
  if (point < 0x800) return {byte(0xC0 | point >> 6), byte(0x80 | (point & 0x3F))};
  if (point < 0x10000)
    return {byte(0xE0 | point >> 12), byte(0x80 | (point >> 6 & 0x3F)), byte(0x80 | (point & 0x3F))};
  return {byte(0xF0 | point >> 18), byte(0x80 | (point >> 12 & 0x3F)), byte(0x80 | (point >> 6 & 0x3F)),
          byte(0x80 | (point & 0x3F))};
}

}  // namespace

TEST_CASE("every code point is UTF-8, but surrogates and what lies beyond the last") {
  for (std::uint32_t point = 0; point < 0x110000; ++point) {
    auto const is_surrogate = point >= 0xD800 && point <= 0xDFFF;
    if (base::is_utf8(encode(point)) == is_surrogate) FAIL("code point " << point);
  }
  CHECK_FALSE(base::is_utf8(encode(0x110000)));
}

TEST_CASE("malformed bytes are no UTF-8") {
  CHECK(base::is_utf8(""));
  CHECK(base::is_utf8("plain, ünïcödé, 日本語, 🎉"));
  CHECK(base::is_utf8(std::string_view("\0", 1)));
  for (auto const* const bytes :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC3", "\xC3(", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xE2\x82",
        "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF0\x8F\xBF\xBF", "\xF0\x9F\x8E", "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80", "\xFE", "\xFF", "ok \xE9 not"}) {
    CAPTURE(bytes);
    CHECK_FALSE(base::is_utf8(bytes));
  }
}

TEST_CASE("malformed bytes are replaced one by one, the rest stays") {
  CHECK(base::to_utf8("good ü 🎉") == "good ü 🎉");
  CHECK(base::to_utf8("a\xFFz") == "a" + std::string(replacement) + "z");
  CHECK(base::to_utf8("\xE2\x82z") == std::string(replacement) + std::string(replacement) + "z");
  CHECK(base::to_utf8("") == "");
}

TEST_CASE("any bytes become UTF-8, and UTF-8 stays as it is") {
  std::mt19937 random(11);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes;
    for (auto left = random() % 12; left > 0; --left)
      bytes += static_cast<char>(random() % 256);
    auto const text = base::to_utf8(bytes);
    REQUIRE(base::is_utf8(text));
    REQUIRE(base::to_utf8(text) == text);
    if (base::is_utf8(bytes)) REQUIRE(text == bytes);
  }
}

TEST_CASE("length counts code points, not bytes") {
  CHECK(base::length("") == 0);
  CHECK(base::length("abc") == 3);
  CHECK(base::length("üöä") == 3);
  CHECK(base::length("日本🎉") == 3);
}

TEST_CASE("text over a limit is cut between characters and ends in an ellipsis") {
  CHECK(base::shorten("abc", 3) == "abc");
  CHECK(base::shorten("abcd", 3) == "ab…");
  CHECK(base::shorten("üöäß", 3) == "üö…");
  CHECK(base::shorten("日本語🎉!", 4) == "日本語…");
  CHECK(base::shorten("abc", 1) == "…");
  CHECK(base::shorten("abc", 0) == "");
  CHECK(base::shorten("", 0) == "");
}

TEST_CASE("shortened text keeps to its limit and stays UTF-8") {
  std::mt19937 random(5);
  for (int round = 0; round < 5'000; ++round) {
    std::string text;
    static constexpr std::array pieces{"a", "ü", "語", "🎉"};
    for (auto left = random() % 10; left > 0; --left)
      text += pieces.at(random() % pieces.size());
    auto const limit = random() % 12;
    auto const shortened = base::shorten(text, limit);
    REQUIRE(base::is_utf8(shortened));
    REQUIRE(base::length(shortened) == std::min<std::size_t>(base::length(text), limit));
  }
}

TEST_CASE("white space goes from both ends, also the kind that does not break") {
  CHECK(base::trim("  a b\t\r\n") == "a b");
  CHECK(base::trim("\xC2\xA0 \xC2\xA0"
                   "a\xC2\xA0 ") == "a");
  CHECK(base::trim("a\xC2\xA0z") == "a\xC2\xA0z");
  CHECK(base::trim(" \n ") == "");
  CHECK(base::trim("") == "");
  CHECK(base::trim("à") == "à");  // its last byte is the no-break space's
}

TEST_CASE("letters become small, all else stays") {
  CHECK(base::to_lower("KUDOS For Änne 42") == "kudos for Änne 42");
  CHECK(base::to_lower("@[`{") == "@[`{");
}

TEST_CASE("what has a meaning in a URL is percent-encoded, and escapes stay") {
  CHECK(base::percent_encoded("a b?c#\n\x7F%41é", "?#") == "a%20b%3Fc%23%0A%7F%41é");
  CHECK(base::percent_encoded("100%", "%") == "100%25");
}

TEST_CASE("the nearest candidate is what was probably meant") {
  constexpr std::array<std::string_view, 4> keys{"daily_limit", "emoji", "values", "acknowledge"};
  CHECK(base::nearest("dayly_limit", keys) == "daily_limit");
  CHECK(base::nearest("emojis", keys) == "emoji");
  CHECK(base::nearest("value", keys) == "values");
  CHECK(base::nearest("values", keys) == "values");
  CHECK(base::nearest("colour_scheme", keys) == "");
  CHECK(base::nearest("emoji", {}) == "");
}

TEST_CASE("characters that act instead of being seen are left out, all others stay") {
  CHECK(base::without_controls("a\x01\x1b[2J\r\nb\tc\x7f") == "a[2J\nb\tc");
  CHECK(base::without_controls("a\u202Eb\u2066c\u2069d\u2028e\u2029f\uFEFFg\u0085h\u009Bi\uFFF9j") ==
        "abcdefghij");
  for (std::string const kept :
       {"é€😀", "👩\u200D💻", "مرحبا", "\u00A0\u200B\u2060\u00AD", "\u2030\u2027\u2065\u206A"})
    CHECK(base::without_controls(kept) == kept);
  CHECK(base::without_controls("a\xff\xC2") == "a\uFFFD\uFFFD");
}
