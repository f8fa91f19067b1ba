#include "chat/rich_text.hpp"

#include "base/catalog.hpp"

#include <charconv>
#include <optional>
#include <utility>

namespace huzzah::chat {

namespace {

/// The character behind `<` that says what a token is. A link has none: it starts with its URL.
constexpr std::pair<char, token_kind> sigils[] = {
    {'@', token_kind::mention}, {'%', token_kind::group}, {'!', token_kind::broadcast},
    {'#', token_kind::channel}, {':', token_kind::emoji}, {'*', token_kind::bold},
    {'`', token_kind::code},    {'>', token_kind::quote},
};

std::optional<token_kind> kind_of(char sigil) {
  for (auto const& [character, kind] : sigils)
    if (character == sigil) return kind;
  return std::nullopt;
}

char sigil_of(token_kind wanted) {
  for (auto const& [character, kind] : sigils)
    if (kind == wanted) return character;
  return '\0';
}

/// Whether a token of that kind is only text, without an id.
bool is_only_text(token_kind kind) {
  return kind == token_kind::text || kind == token_kind::bold || kind == token_kind::code ||
         kind == token_kind::quote;
}

void append_code(std::string& out, char character) {
  out += "&#" + std::to_string(static_cast<unsigned char>(character)) + ";";
}

/// Appends text escaped; `also` are more characters that would end it in its context.
void append_escaped(std::string& out, std::string_view raw, std::string_view also = {}) {
  for (auto const character : raw) {
    if (character == '&')
      out += "&amp;";
    else if (character == '<')
      out += "&lt;";
    else if (character == '>')
      out += "&gt;";
    else if (character == '\n' || character == '\r' || also.find(character) != std::string_view::npos)
      append_code(out, character);
    else
      out += character;
  }
}

/// A URL's first character must not read as a sigil.
void append_url(std::string& out, std::string_view url) {
  if (!url.empty() && kind_of(url.front()) && url.front() != '>') {
    append_code(out, url.front());
    url.remove_prefix(1);
  }
  append_escaped(out, url, "|");
}

void append_token(std::string& out, token const& piece) {
  if (piece.kind == token_kind::text) return append_escaped(out, piece.text);
  out += '<';
  if (piece.kind != token_kind::link) out += sigil_of(piece.kind);
  if (is_only_text(piece.kind)) {
    append_escaped(out, piece.text);
  } else {
    if (piece.kind == token_kind::link)
      append_url(out, piece.id);
    else
      append_escaped(out, piece.id, piece.kind == token_kind::emoji ? "|:" : "|");
    if (piece.kind == token_kind::emoji) out += ':';
    auto const nameless_link = piece.kind == token_kind::link && piece.id.empty();  // "<>" opens a quote
    if (!piece.text.empty() || nameless_link) out += '|';
    append_escaped(out, piece.text, "|");
  }
  out += '>';
}

/// The character that an entity at the front of `text` means, and the entity's length; {0, 0} if none.
std::pair<char, std::size_t> read_entity(std::string_view text) {
  if (text.starts_with("&amp;")) return {'&', 5};
  if (text.starts_with("&lt;")) return {'<', 4};
  if (text.starts_with("&gt;")) return {'>', 4};
  if (!text.starts_with("&#")) return {'\0', 0};
  int number = 0;
  auto const* const begin = text.data() + 2;
  auto const [end, failure] = std::from_chars(begin, text.data() + text.size(), number);
  auto const complete = failure == std::errc{} && end != text.data() + text.size() && *end == ';';
  if (!complete || number < 1 || number > 127) return {'\0', 0};
  return {static_cast<char>(number), static_cast<std::size_t>(end - text.data()) + 1};
}

std::string unescape(std::string_view escaped) {
  std::string raw;
  raw.reserve(escaped.size());
  while (!escaped.empty()) {
    auto const [character, size] =
        escaped.front() == '&' ? read_entity(escaped) : std::pair{'\0', std::size_t{0}};
    raw += size == 0 ? escaped.front() : character;
    escaped.remove_prefix(size == 0 ? 1 : size);
  }
  return raw;
}

/// The token between `<` and `>`, if it is one.
std::optional<token> read_token(std::string_view inside) {
  if (inside.empty()) return std::nullopt;
  auto const kind = kind_of(inside.front()).value_or(token_kind::link);
  if (kind != token_kind::link) inside.remove_prefix(1);
  if (is_only_text(kind)) return token(kind, unescape(inside));
  auto const bar = inside.find('|');
  auto id = inside.substr(0, bar);
  auto const name = bar == std::string_view::npos ? std::string_view{} : inside.substr(bar + 1);
  if (kind == token_kind::emoji) {
    if (!id.ends_with(':')) return std::nullopt;
    id.remove_suffix(1);
  }
  return token(kind, unescape(name), unescape(id));
}

std::string with_prefix(char prefix, std::string const& name) {
  return name.starts_with(prefix) ? name : prefix + name;
}

}  // namespace

token text(std::string characters) {
  return {token_kind::text, std::move(characters)};
}
token bold(std::string characters) {
  return {token_kind::bold, std::move(characters)};
}
token mention(std::string person) {
  return {token_kind::mention, {}, std::move(person)};
}
token emoji(std::string name) {
  return {token_kind::emoji, {}, std::move(name)};
}
token link(std::string url, std::string label) {
  return {token_kind::link, std::move(label), std::move(url)};
}

std::string to_plain(rich_text const& text) {
  std::string plain;
  for (auto const& piece : text) {
    auto const& shown = piece.text.empty() ? piece.id : piece.text;
    switch (piece.kind) {
      case token_kind::text:
      case token_kind::bold:
      case token_kind::code:
      case token_kind::quote:
        plain += piece.text;
        break;
      case token_kind::link:
        plain += shown;
        break;
      case token_kind::mention:
      case token_kind::group:
        plain += with_prefix('@', shown);
        break;
      case token_kind::broadcast:
        plain += with_prefix('@', piece.id);
        break;
      case token_kind::channel:
        plain += with_prefix('#', shown);
        break;
      case token_kind::emoji:
        plain += ":" + piece.id + ":";
        break;
    }
  }
  return plain;
}

rich_text inert(rich_text const& said, name_finder const& name_of) {
  rich_text repeated;
  repeated.reserve(said.size());
  for (auto const& piece : said) {
    // Groups, channels and broadcasts are inert whenever the bot says them.
    if (piece.kind != token_kind::mention) {
      repeated.push_back(piece);
      continue;
    }
    auto name = name_of ? name_of(piece.id) : std::string();
    if (name.empty()) name = piece.text;
    repeated.push_back(text(name.empty() ? base::translate("a teammate") : with_prefix('@', name)));
  }
  return repeated;
}

std::string to_markup(rich_text const& text) {
  std::string markup;
  for (auto const& piece : text)
    append_token(markup, piece);
  return markup;
}

rich_text from_markup(std::string_view markup) {
  rich_text read;
  auto const add_text = [&](std::string_view escaped) {
    if (escaped.empty()) return;
    if (read.empty() || read.back().kind != token_kind::text) read.push_back(text({}));
    read.back().text += unescape(escaped);
  };
  while (!markup.empty()) {
    auto const open = markup.find('<');
    add_text(markup.substr(0, open));
    if (open == std::string_view::npos) break;
    markup.remove_prefix(open);
    // The sigil of a quote is itself a '>', so the end is looked for behind it.
    auto const end = markup.find_first_of("<>", markup.starts_with("<>") ? 2 : 1);
    auto piece = end != std::string_view::npos && markup[end] == '>' ? read_token(markup.substr(1, end - 1))
                                                                     : std::nullopt;
    markup.remove_prefix(piece ? end + 1 : 1);
    if (piece)
      read.push_back(*std::move(piece));
    else
      add_text("<");
  }
  return read;
}

}  // namespace huzzah::chat
