#include "slack/message_limits.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace huzzah::slack {

namespace {

using chat::token_kind;

/// The characters that each byte of a text can become. Continuation bytes of UTF-8 count for nothing, lead
/// bytes of characters outside the Basic Multilingual Plane twice, however Slack counts them.
constexpr auto escaped_bytes = [] {
  std::array<std::uint8_t, 256> lengths{};
  for (unsigned byte = 0; byte < lengths.size(); ++byte)
    lengths[byte] = (byte & 0xC0u) == 0x80u ? 0 : byte >= 0xF0u ? 2 : 1;
  lengths['&'] = lengths['>'] = 5;  // "&amp;"; "&gt;" with a joiner at the start of a line
  lengths['<'] = 4;
  for (auto const mark : std::string_view("*_~`"))
    lengths[static_cast<unsigned char>(mark)] = 3;  // with a joiner on either side
  lengths['@'] = lengths[':'] = 2;
  return lengths;
}();

std::size_t length_of(std::string_view characters) {
  std::size_t length = 0;
  for (auto const c : characters)
    length += escaped_bytes[static_cast<unsigned char>(c)];
  return length;
}

/// An address has escapes instead: "%20", "&amp;".
std::size_t length_of_url(std::string_view url) {
  std::size_t length = 0;
  for (auto const c : url) {
    auto const byte = static_cast<unsigned char>(c);
    auto const is_escaped =
        byte <= 0x20u || byte == 0x7Fu || std::string_view("<>|\"`\\").find(c) != std::string_view::npos;
    length += c == '&' ? 5 : is_escaped ? 3 : 1;
  }
  return length;
}

std::size_t lines_in(std::string_view text) {
  return 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

std::size_t length_of(chat::token const& piece) {
  auto const text = length_of(piece.text);
  auto const id = length_of(piece.id);
  switch (piece.kind) {
    case token_kind::text:
      return text;
    case token_kind::bold:
      return text + 2 * lines_in(piece.text) + 2;  // the marks, and a space without width on either side
    case token_kind::mention:
    case token_kind::group:
    case token_kind::broadcast:
    case token_kind::channel:
      return std::max(text, id) + 4;  // one of them is written
    case token_kind::emoji:
      return text + id + 4;
    case token_kind::code:
      return text + 8;
    case token_kind::quote:
      return text + 6 * lines_in(piece.text) + 2;
    case token_kind::link:
      return text + length_of_url(piece.id) + 3;
  }
  return text + id;
}

std::size_t length_of_text(chat::rich_text const& text) {
  std::size_t length = 0;
  for (auto const& piece : text)
    length += length_of(piece);
  return length;
}

}  // namespace

chat::limits const& message_limits() {
  // A block takes 3,000 characters, some of which measuring does not see; what all blocks of a message take
  // together Slack does not say, it is somewhere above 13,000.
  static constexpr chat::limits limits{length_of_text, 2'950, 10'500, 50};
  return limits;
}

chat::limits const& home_limits() {
  static constexpr chat::limits limits{length_of_text, 2'950, 30'000, 100};
  return limits;
}

}  // namespace huzzah::slack
