// Reading Slack's message text. Every search for a closing mark either finds it and consumes what it
// passed, or is remembered as futile, so that hostile input costs no more than its length.
#include "base/text.hpp"
#include "slack/mrkdwn.hpp"

#include <algorithm>
#include <optional>

namespace huzzah::slack {

namespace {

using chat::rich_text;
using chat::token;
using chat::token_kind;

constexpr std::string_view fence = "```";
constexpr std::size_t longest_emoji_name = 100;

std::string unescape(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  while (!text.empty()) {
    auto const take = [&](std::string_view entity, char character) {
      if (!text.starts_with(entity)) return false;
      plain += character;
      text.remove_prefix(entity.size());
      return true;
    };
    if (take("&amp;", '&') || take("&lt;", '<') || take("&gt;", '>')) continue;
    plain += text.front();
    text.remove_prefix(1);
  }
  return plain;
}

bool has_scheme(std::string_view url) {
  auto const colon = url.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == url.size()) return false;
  return std::all_of(url.begin(), url.begin() + static_cast<std::ptrdiff_t>(colon), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '-' || c == '.';
  });
}

/// "!here", "!subteam^S1|@crew", "!date^…": what a special entity says without its exclamation mark.
std::optional<token> special(std::string_view body, std::string_view label) {
  if (body == "here" || body == "channel" || body == "everyone")
    return token(token_kind::broadcast, {}, std::string(body));
  if (body == "group") return token(token_kind::broadcast, {}, "channel");
  if (body.starts_with("subteam^")) {
    auto const id = body.substr(8);
    if (!is_slack_id(id)) return std::nullopt;
    if (label.starts_with('@')) label.remove_prefix(1);
    return token(token_kind::group, unescape(label), std::string(id));
  }
  if (label.empty()) return std::nullopt;
  return token(token_kind::text, unescape(label));
}

/// Whether the character may begin markup.
constexpr bool may_begin_something(char c) {
  return c == '<' || c == '`' || c == ':' || c == '&' || c == '\n';
}

/// Decodes the text between < and >; nothing if it has no meaning.
std::optional<token> entity(std::string_view inner) {
  auto const bar = inner.find('|');
  auto const body = inner.substr(0, bar);
  auto const label = bar == std::string_view::npos ? std::string_view{} : inner.substr(bar + 1);
  if (body.empty()) return std::nullopt;
  auto const id = body.substr(1);
  switch (body.front()) {
    case '@':
      if (!is_slack_id(id)) return std::nullopt;
      return token(token_kind::mention, unescape(label), std::string(id));
    case '#':
      if (!is_slack_id(id)) return std::nullopt;
      return token(token_kind::channel, unescape(label), std::string(id));
    case '!':
      return special(id, label);
    default:
      break;
  }
  if (!has_scheme(body)) return std::nullopt;
  return token(token_kind::link, unescape(label), unescape(body));
}

/// What an entity inside code or a quote reads like.
std::string shown(token const& piece) {
  auto const& name = piece.text.empty() ? piece.id : piece.text;
  switch (piece.kind) {
    case token_kind::mention:
    case token_kind::group:
      return "@" + name;
    case token_kind::broadcast:
      return "@" + piece.id;
    case token_kind::channel:
      return "#" + name;
    default:
      return name;
  }
}

class reader {
 public:
  explicit reader(std::string_view text) : rest_(text) {}

  rich_text read() {
    while (!rest_.empty()) {
      if (line_start_ && take_quote()) continue;
      if (take_entity() || take_code() || take_emoji()) continue;
      take_character();
    }
    flush();
    return std::move(tokens_);
  }

 private:
  void flush() {
    if (!text_.empty()) tokens_.emplace_back(token_kind::text, std::move(text_));
    text_.clear();
  }
  void add(token piece) {
    line_start_ = false;
    if (piece.kind == token_kind::text) {
      text_ += piece.text;
      return;
    }
    flush();
    tokens_.push_back(std::move(piece));
  }

  /// Takes one character, and all up to the next one that may begin markup.
  void take_character() {
    line_start_ = rest_.front() == '\n';
    if (rest_.front() != '&') {
      std::size_t length = 1;
      while (!line_start_ && length < rest_.size() && !may_begin_something(rest_[length]))
        ++length;
      text_ += rest_.substr(0, length);
      return rest_.remove_prefix(length);
    }
    auto const length = rest_.starts_with("&amp;")                               ? 5u
                        : rest_.starts_with("&lt;") || rest_.starts_with("&gt;") ? 4u
                                                                                 : 1u;
    text_ += unescape(rest_.substr(0, length));
    rest_.remove_prefix(length);
  }

  /// The length of the < … > at the front, or 0. It holds no other < and no new line.
  static std::size_t entity_length(std::string_view text) {
    if (!text.starts_with('<')) return 0;
    auto const end = text.find_first_of("<>\n", 1);
    return end != std::string_view::npos && text[end] == '>' ? end + 1 : 0;
  }

  bool take_entity() {
    auto const length = entity_length(rest_);
    if (length == 0) return false;
    auto piece = entity(rest_.substr(1, length - 2));
    if (!piece) return false;
    rest_.remove_prefix(length);
    add(std::move(*piece));
    return true;
  }

  /// The text of code or of a quote: entities as they read, nothing live.
  static std::string flatten(std::string_view text) {
    std::string flat;
    while (!text.empty()) {
      auto const next = text.find('<');
      flat += unescape(text.substr(0, next));
      if (next == std::string_view::npos) break;
      text.remove_prefix(next);
      auto const length = entity_length(text);
      auto const piece = length == 0 ? std::nullopt : entity(text.substr(1, length - 2));
      flat += piece ? shown(*piece) : "<";
      text.remove_prefix(piece ? length : 1);
    }
    return flat;
  }

  static std::size_t quote_mark(std::string_view text, std::size_t from) {
    auto const tail = text.substr(from);
    return tail.starts_with("&gt;") ? 4 : tail.starts_with('>') ? 1 : 0;
  }

  /// One or more quoted lines, or with >>> all that follows.
  bool take_quote() {
    std::string quoted;
    auto found = false;
    auto text = rest_;
    for (;;) {
      auto at = std::min(text.find_first_not_of(" \t"), text.size());
      auto const mark = quote_mark(text, at);
      if (mark == 0) break;
      at += mark;
      auto end = std::min(text.find('\n', at), text.size());
      if (auto const second = quote_mark(text, at); second != 0 && quote_mark(text, at + second) != 0) {
        at += second + quote_mark(text, at + second);
        end = text.size();
      }
      if (at < text.size() && text[at] == ' ') ++at;
      if (found) quoted += '\n';
      quoted += flatten(text.substr(at, end > at ? end - at : 0));
      found = true;
      rest_ = text.substr(end);
      if (rest_.empty()) break;
      text = rest_.substr(1);
    }
    if (found) add(token(token_kind::quote, std::move(quoted)));
    return found;
  }

  bool take_code() {
    if (!rest_.starts_with('`')) return false;
    if (rest_.starts_with(fence) && !no_more_fences_) {
      auto const end = rest_.find(fence, fence.size());
      if (end == std::string_view::npos) no_more_fences_ = true;
      if (end != std::string_view::npos && end > fence.size()) {
        take_code(fence.size(), end);
        return true;
      }
    }
    // A word joiner beside a backtick says that it is meant as a character.
    if (rest_.substr(1).starts_with(word_joiner) || text_.ends_with(word_joiner)) return false;
    auto const end = rest_.find_first_of("`\n", 1);
    if (end == std::string_view::npos || rest_[end] != '`') return false;
    if (base::trim(rest_.substr(1, end - 1)).empty()) return false;
    take_code(1, end);
    return true;
  }
  void take_code(std::size_t mark, std::size_t end) {
    auto code = flatten(rest_.substr(mark, end - mark));
    rest_.remove_prefix(end + mark);
    add(token(token_kind::code, std::move(code)));
  }

  bool take_emoji() {
    // After another colon it is more likely a::b::c than an emoji.
    if (!rest_.starts_with(':') || text_.ends_with(':')) return false;
    auto const length = emoji_name_length(rest_.substr(1));
    if (length == 0) return false;
    std::string name(rest_.substr(1, length));
    rest_.remove_prefix(length + 2);
    std::string tone;
    if (rest_.starts_with(":skin-tone-") && emoji_name_length(rest_.substr(1)) == 11) {
      tone = rest_.substr(1, 11);
      rest_.remove_prefix(13);
    }
    add(token(token_kind::emoji, std::move(tone), std::move(name)));
    return true;
  }

  std::string_view rest_;
  std::string text_;
  rich_text tokens_;
  bool line_start_ = true;
  bool no_more_fences_ = false;
};

bool is_emoji_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '+' || c == '\'' ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

bool is_slack_id(std::string_view id) {
  return id.size() >= 2 && id.size() <= 40 && id.front() >= 'A' && id.front() <= 'Z' &&
         std::all_of(id.begin(), id.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

bool is_emoji_name(std::string_view name) {
  if (name.empty() || name.size() > longest_emoji_name) return false;
  if (!std::all_of(name.begin(), name.end(), is_emoji_character)) return false;
  // General punctuation (word joiners, "…", typographic quotes) is in no name, nor is U+FFFD.
  for (std::string_view const strange : {"\xE2\x80", "\xE2\x81", "\xEF\xBF\xBD"})
    if (name.find(strange) != std::string_view::npos) return false;
  // 10:30:45 is a time; only two emoji have names of only digits.
  auto const digits = name.find_first_not_of("0123456789") == std::string_view::npos;
  return !digits || name == "100" || name == "1234";
}

std::size_t emoji_name_length(std::string_view text) {
  auto const end = text.substr(0, longest_emoji_name + 1).find(':');
  return end != std::string_view::npos && is_emoji_name(text.substr(0, end)) ? end : 0;
}

std::size_t slack_length(std::string_view text) {
  std::size_t units = 0;
  for (auto const c : text) {
    auto const byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0u) != 0x80u) units += byte >= 0xF0u ? 2 : 1;
  }
  return units;
}

rich_text from_mrkdwn(std::string_view text) {
  if (base::is_utf8(text)) return reader(text).read();
  return reader(base::to_utf8(text)).read();
}

}  // namespace huzzah::slack
