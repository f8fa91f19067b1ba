// The limits of a platform that escapes as Slack does, for rooms that don't know Slack.
#pragma once

#include "chat/limits.hpp"

#include <algorithm>
#include <string_view>

namespace huzzah::test {

inline std::size_t escaped_length(std::string_view characters) {
  std::size_t length = 0;
  for (auto const c : characters) {
    auto const byte = static_cast<unsigned char>(c);
    if (byte >= 0x80u && byte < 0xC0u) continue;
    length += c == '&' || c == '>'                                         ? 5
              : c == '<'                                                   ? 4
              : std::string_view("*_~`").find(c) != std::string_view::npos ? 3
              : c == '@' || c == ':' || byte >= 0xF0u                      ? 2
                                                                           : 1;
  }
  return length;
}

inline std::size_t escaped_length(chat::rich_text const& text) {
  using chat::token_kind;
  std::size_t length = 0;
  for (auto const& piece : text) {
    auto const own = escaped_length(piece.text);
    auto const id = escaped_length(piece.id);
    auto const lines = 1 + static_cast<std::size_t>(std::count(piece.text.begin(), piece.text.end(), '\n'));
    if (piece.kind == token_kind::text)
      length += own;
    else if (piece.kind == token_kind::bold)
      length += own + 2 * lines + 2;
    else if (piece.kind == token_kind::quote)
      length += own + 6 * lines + 2;
    else if (piece.kind == token_kind::code)
      length += own + 8;
    else if (piece.kind == token_kind::link)
      length += own + piece.id.size() + 3 +
                4 * static_cast<std::size_t>(std::count(piece.id.begin(), piece.id.end(), '&'));
    else if (piece.kind == token_kind::emoji)
      length += own + id + 4;
    else
      length += std::max(own, id) + 4;
  }
  return length;
}

inline constexpr chat::limits limits{escaped_length, 2'950, 10'500, 50};

}  // namespace huzzah::test
