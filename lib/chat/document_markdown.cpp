#include "chat/document.hpp"
#include "chat/link.hpp"
#include "chat/quotes.hpp"

#include <algorithm>

namespace huzzah::chat {

namespace {

/// Whether a byte belongs to a word, so that what follows begins none.
bool is_in_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80u;
}

/// Characters that would format, each behind a backslash. An @ that begins a name is parted from it by a word
/// joiner, because the places where Markdown is pasted know mentions too.
std::string markdown_of(std::string_view text) {
  constexpr std::string_view special = "\\`*_{}[]<>#|~&!";
  std::string escaped;
  auto before = ' ';
  for (auto const c : text) {
    if (special.find(c) != std::string_view::npos) escaped += '\\';
    escaped += c == '\n' || c == '\r' ? ' ' : c;
    if (c == '@' && !is_in_word(before)) escaped += "\xE2\x81\xA0";
    before = c;
  }
  return escaped;
}

/// Text at the start of a line might begin a list as well: "1. ", "- ".
std::string markdown_of_first(std::string_view text) {
  auto const digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits < text.size() && std::string_view(".)+-=").find(text[digits]) != std::string_view::npos)
    return std::string(text.substr(0, digits)) + "\\" + text[digits] + markdown_of(text.substr(digits + 1));
  return markdown_of(text);
}

/// Code behind as many backticks as end it for sure.
std::string markdown_code(std::string_view code) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (auto const c : code) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  std::string const mark(longest + 1, '`');
  auto const space = longest > 0 ? " " : "";
  return mark + space + std::string(code) + space + mark;
}

std::string markdown_url(std::string_view url) {
  std::string safe;
  for (auto const c : url) {
    auto const plain =
        static_cast<unsigned char>(c) > 0x20u && std::string_view("()<>\\").find(c) == std::string_view::npos;
    constexpr std::string_view digits = "0123456789ABCDEF";
    auto const byte = static_cast<unsigned char>(c);
    safe += plain ? std::string(1, c) : std::string{'%', digits[byte >> 4u], digits[byte & 15u]};
  }
  return safe;
}

std::string markdown_token(token const& piece, bool first) {
  auto const words = in_words(piece);
  switch (piece.kind) {
    case token_kind::mention:
    case token_kind::bold:
      return "**" + markdown_of(words) + "**";
    case token_kind::code:
      return markdown_code(words);
    case token_kind::link: {
      auto const label = markdown_of(words);
      return leads_to_web(piece.id) ? "[" + label + "](" + markdown_url(piece.id) + ")" : label;
    }
    default:
      return first ? markdown_of_first(words) : markdown_of(words);
  }
}

std::string markdown_line(rich_text const& words) {
  std::string line;
  for (auto const& piece : words)
    line += markdown_token(piece, line.empty());
  return line;
}

}  // namespace

std::string to_markdown(document const& shown) {
  auto page = "# " + markdown_of(shown.title) + "\n";
  if (!shown.subtitle.empty()) page += "\n" + markdown_of(shown.subtitle) + "\n";
  if (shown.sections.empty()) return page + "\n" + markdown_line(shown.instead) + "\n";
  if (!shown.charts_in_words.empty()) page += "\n" + markdown_of(shown.charts_in_words) + "\n";
  for (auto const& part : shown.sections) {
    if (!part.title.empty()) page += "\n## " + markdown_of(part.title) + "\n";
    auto const list = part.layout == card_layout::list;
    if (list) page += "\n";
    for (auto const& one : part.cards) {
      page += (list ? "- " : "\n") + markdown_line(one.head) + "\n";
      for (std::size_t i = 0; i < one.words.size(); ++i)
        page += (i == 0 ? "\n- " : "- ") + markdown_line(one.words[i]) + "\n";
    }
  }
  for (auto const& line : shown.foot)
    page += "\n" + markdown_line(line) + "\n";
  return page;
}

}  // namespace huzzah::chat
