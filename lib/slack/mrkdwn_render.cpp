// Writing Slack's message text. What is written consists of atoms that are never cut: an escaped
// character, a whole mention, a whole link.
#include "base/percent.hpp"
#include "base/text.hpp"
#include "chat/link.hpp"
#include "slack/mrkdwn.hpp"

#include <boost/algorithm/string/replace.hpp>

#include <algorithm>
#include <array>

namespace huzzah::slack {

namespace {

using chat::rich_text;
using chat::token;
using chat::token_kind;

constexpr std::string_view ellipsis = "…";

bool is_ascii_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_alnum(char c) {
  return is_ascii_alnum(c) || static_cast<unsigned char>(c) >= 0x80;
}
bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

std::size_t code_point_length(char lead) {
  auto const byte = static_cast<unsigned char>(lead);
  return byte < 0x80u ? 1 : byte < 0xE0u ? 2 : byte < 0xF0u ? 3 : 4;
}

/// Collects atoms up to a limit and knows where it may be cut.
class sink {
 public:
  explicit sink(std::size_t limit) : limit_(limit) {}

  void put(std::string_view atom) {
    if (used_ > limit_ || atom.empty()) return;
    if (used_ + slack_length(closer_) + 1 <= limit_) {
      cut_ = out_.size();
      cut_closer_ = closer_;
    }
    line_start_ = atom == "\n" || (line_start_ && (atom == " " || atom == "\t"));
    out_ += atom;
    used_ += slack_length(atom);
  }
  /// What has to end the text if it is cut from now on.
  void close_with(std::string_view closer) { closer_ = closer; }

  char last() const { return out_.empty() ? '\n' : out_.back(); }
  bool line_start() const { return line_start_; }

  std::string finish() && {
    if (used_ <= limit_) return std::move(out_);
    out_.resize(cut_);
    if (limit_ > 0) out_ += ellipsis;
    return std::move(out_) + std::string(cut_closer_);
  }

 private:
  std::size_t limit_;
  std::size_t used_ = 0;
  std::size_t cut_ = 0;
  std::string_view closer_;
  std::string_view cut_closer_;
  std::string out_;
  bool line_start_ = true;
};

/// Marks that come in pairs format only when a second one exists somewhere.
class mark_count {
 public:
  explicit mark_count(rich_text const& tokens) {
    for (auto const& piece : tokens) {
      if (piece.kind == token_kind::bold) bold_ = true;
      if (piece.kind == token_kind::code) code_ = true;
      // An id is shown as text where Slack would not take it, and so is an address that is no live link.
      auto const hidden = piece.kind == token_kind::link && chat::may_be_live(piece.id);
      for (std::size_t i = 0; i < marks.size(); ++i) {
        counts_[i] += std::count(piece.text.begin(), piece.text.end(), marks[i]);
        if (!hidden) counts_[i] += std::count(piece.id.begin(), piece.id.end(), marks[i]);
      }
    }
  }
  bool can_format(char c) const {
    auto const found = marks.find(c);
    if (found == std::string_view::npos) return false;
    return counts_[found] >= 2 || (c == '*' && bold_) || (c == '`' && code_);
  }

 private:
  static constexpr std::string_view marks = "*_~`";
  std::array<std::ptrdiff_t, 4> counts_{};
  bool bold_ = false;
  bool code_ = false;
};

class writer {
 public:
  writer(std::size_t limit, mark_count marks, bool in_label = false)
      : sink_(limit), marks_(marks), in_label_(in_label) {}

  std::string write(rich_text const& tokens) && {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      auto const more = i + 1 < tokens.size() && !begins_apart(tokens[i + 1]);
      if (after_quote_ && !tokens[i].text.starts_with('\n')) sink_.put("\n");
      after_quote_ = false;
      write(tokens[i], more);
    }
    return std::move(sink_).finish();
  }

  void put_text(std::string_view text, bool more = false) {
    while (!text.empty()) {
      auto const size = std::min(code_point_length(text.front()), text.size());
      put_character(text.substr(0, size), text.substr(size), more);
      text.remove_prefix(size);
    }
  }

  std::string finish() && { return std::move(sink_).finish(); }

 private:
  void write(token const& piece, bool more) {
    auto const& name = piece.text.empty() ? piece.id : piece.text;
    switch (piece.kind) {
      case token_kind::text:
        return put_text(piece.text, more);
      case token_kind::bold:
        return put_bold(piece.text);
      case token_kind::mention:
        if (is_slack_id(piece.id)) return put("<@" + piece.id + ">");
        return put_inert('@', name, more);
      case token_kind::group:
        return put_inert('@', name, more);
      case token_kind::broadcast:
        return put_inert('@', piece.id, more);
      case token_kind::channel:
        if (is_slack_id(piece.id)) return put("<#" + piece.id + ">");
        return put_inert('#', name, more);
      case token_kind::emoji:
        return put_emoji(piece, more);
      case token_kind::link:
        return put_link(piece, more);
      case token_kind::code:
        return put_code(piece.text);
      case token_kind::quote:
        return put_quote(piece.text);
    }
  }

  /// What another token adds could complete the name of an emoji that begins in this one; these can't.
  static bool begins_apart(token const& next) {
    return next.kind == token_kind::quote || (next.kind == token_kind::mention && is_slack_id(next.id));
  }

  void put(std::string_view atom) {
    // Slack ends bold and code only beside something that is no letter.
    if (after_mark_ && !atom.empty() && (is_alnum(atom.front()) || atom.front() == '`'))
      sink_.put(zero_width_space);
    after_mark_ = false;
    sink_.put(atom);
  }

  void put_joined(std::string_view before, std::string_view atom, std::string_view after) {
    put(std::string(before) + std::string(atom) + std::string(after));
  }

  void put_character(std::string_view character, std::string_view rest, bool more) {
    auto const c = character.front();
    switch (c) {
      case '&':
        return put("&amp;");
      case '<':
        return put("&lt;");
      case '>':
        return put_joined(sink_.line_start() ? word_joiner : "", "&gt;", "");
      case '*':
      case '_':
      case '~':
      case '`':
        return put_mark(character, rest);
      case '@':
        return put_joined("", "@", at_is_risky(rest) ? word_joiner : "");
      case ':':
        return put_joined("", ":", colon_is_risky(rest, more) ? word_joiner : "");
      case '|':
        return put(in_label_ ? "¦" : "|");
      case '\n':
        return put(in_label_ ? " " : "\n");
      default:
        break;
    }
    put(character);
  }

  void put_mark(std::string_view mark, std::string_view rest) {
    // Beyond ASCII there is punctuation as well as letters, and what has no width.
    auto const opens = !is_ascii_alnum(sink_.last()) && (rest.empty() || !is_space(rest.front()));
    auto const closes = !is_space(sink_.last()) && (rest.empty() || !is_ascii_alnum(rest.front()));
    auto const risky = marks_.can_format(mark.front()) && (opens || closes || mark == "`");
    put_joined(risky ? word_joiner : "", mark, risky ? word_joiner : "");
  }

  /// Whether it begins a name that some client could take for a mention; in a mail address it does not.
  bool at_is_risky(std::string_view rest) const {
    for (std::string_view const broadcast : {"channel", "here", "everyone", "group"})
      if (base::to_lower(rest.substr(0, broadcast.size())) == broadcast) return true;
    return !rest.empty() && is_alnum(rest.front()) && !is_alnum(sink_.last());
  }

  /// Whether a colon would begin an emoji or a bare URL.
  static bool colon_is_risky(std::string_view rest, bool more) {
    if (rest.starts_with("//")) return true;
    if (emoji_name_length(rest) != 0) return true;
    // Digits only are no name, but may begin one that goes on in the next token.
    return more && is_emoji_name(std::string(rest) + "a");
  }

  void put_inert(char sign, std::string_view name, bool more) {
    put_joined("", std::string(1, sign), word_joiner);
    put_text(name, more);
  }

  void put_lines(std::string_view text, std::string_view before, std::string_view after, bool drop_empty) {
    for (;;) {
      auto const end = std::min(text.find('\n'), text.size());
      auto const line = text.substr(0, end);
      if (!drop_empty || !base::trim(line).empty()) {
        put(before);
        sink_.close_with(after);
        put_text(line);
        put(after);
        sink_.close_with({});
      }
      if (end == text.size()) return;
      put("\n");
      text.remove_prefix(end + 1);
    }
  }

  void put_bold(std::string_view text) {
    auto const inner = base::trim(text);
    if (inner.empty()) return put_text(text);
    auto const begin = static_cast<std::size_t>(inner.data() - text.data());
    put_text(text.substr(0, begin));
    if (is_alnum(sink_.last()) || sink_.last() == '*') put(zero_width_space);
    put_lines(inner, "*", "*", true);
    after_mark_ = true;
    put_text(text.substr(begin + inner.size()));
  }

  void put_quote(std::string_view text) {
    if (!sink_.line_start()) put("\n");
    put_lines(text, "&gt; ", "", false);
    after_quote_ = true;
  }

  void put_emoji(token const& emoji, bool more) {
    // ":https:" before "//" would be an address.
    auto const is_scheme = emoji.id.ends_with("http") || emoji.id.ends_with("https");
    if (!is_emoji_name(emoji.id) || is_scheme) return put_text(":" + emoji.id + ":", more);
    auto const tone = emoji.text.size() == 11 && emoji.text.starts_with("skin-tone-") &&
                      emoji.text[10] >= '2' && emoji.text[10] <= '6';
    put(":" + emoji.id + ":" + (tone ? ":" + emoji.text + ":" : ""));
  }

  void put_link(token const& link, bool more) {
    if (!chat::may_be_live(link.id)) return put_text(link.text.empty() ? link.id : link.text, more);
    auto label = writer(std::string_view::npos / 2, marks_, true);
    label.put_text(base::trim(chat::honest_label(link)));
    auto const shown = std::move(label).finish();
    auto const target = boost::replace_all_copy(base::percent_encoded(link.id, "<>|\"`\\"), "&", "&amp;");
    put("<" + target + (shown.empty() ? "" : "|" + shown) + ">");
  }

  void put_code(std::string_view given) {
    std::string kept(given);
    for (auto at = kept.find(word_joiner); at != std::string::npos; at = kept.find(word_joiner, at))
      kept.erase(at, word_joiner.size());
    std::string_view text = kept;
    if (base::trim(text).empty()) return put_text(text);
    auto const is_block = text.find('\n') != std::string_view::npos;
    auto const mark = is_block ? std::string_view("```") : std::string_view("`");
    // Beside white space a single mark neither begins nor ends code.
    if (!is_block) text = base::trim(text);
    if (is_alnum(sink_.last()) || sink_.last() == '`') put(zero_width_space);
    put(mark);
    sink_.close_with(mark);
    while (!text.empty()) {
      auto const size = std::min(code_point_length(text.front()), text.size());
      put_code_character(text.substr(0, size));
      text.remove_prefix(size);
    }
    put(mark);
    sink_.close_with({});
    after_mark_ = true;
  }
  void put_code_character(std::string_view character) {
    auto const c = character.front();
    // No backtick may end the code early; this one only looks like it.
    sink_.put(c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '`' ? "ˋ" : character);
  }

  sink sink_;
  mark_count marks_;
  bool in_label_;
  bool after_mark_ = false;
  bool after_quote_ = false;
};

/// Tokens without control characters, and with adjacent text tokens merged, so that the neighbours of a
/// character are known. Controls go first, since removing them makes others adjacent.
rich_text tidy(rich_text const& tokens) {
  rich_text tidied;
  for (auto const& piece : tokens) {
    token cleaned(piece.kind, base::without_controls(piece.text), base::without_controls(piece.id));
    if (cleaned.kind == token_kind::text && !tidied.empty() && tidied.back().kind == token_kind::text)
      tidied.back().text += cleaned.text;
    else
      tidied.push_back(std::move(cleaned));
  }
  return tidied;
}

}  // namespace

std::string to_mrkdwn(rich_text const& text, std::size_t limit) {
  auto const tokens = tidy(text);
  return writer(limit, mark_count(tokens)).write(tokens);
}

}  // namespace huzzah::slack
