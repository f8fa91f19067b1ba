#include "features/kudos/lexer.hpp"

#include "base/fold.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace huzzah::kudos {

namespace {

using chat::token;
using chat::token_kind;

constexpr std::size_t usual_line = 32;  // lexemes
constexpr std::string_view wide_plus = "＋";
constexpr std::string_view no_break_space = "\xC2\xA0";
constexpr std::string_view marks = ".,!?:;-()[]&'\"*_~>/=";
constexpr std::array<std::string_view, 14> wide_marks = {"…", "–", "—", "‘", "’",  "“",  "”",
                                                         "„", "«", "»", "•", "，", "、", "！"};

/// Bytes that nothing but a word is made of; most of most texts.
constexpr auto plain_bytes = [] {
  std::array<bool, 256> plain{};
  plain.fill(true);
  auto const begins = [&](std::string_view other) { plain[static_cast<unsigned char>(other[0])] = false; };
  for (auto const other : std::string_view(" \t\r\n+#"))
    begins({&other, 1});
  for (auto const& mark : marks)
    begins({&mark, 1});
  for (auto const mark : wide_marks)
    begins(mark);
  begins(wide_plus);
  begins(no_break_space);
  return plain;
}();

bool is_plain(std::string_view text) {
  return !text.empty() && plain_bytes[static_cast<unsigned char>(text[0])];
}

bool is_digit_or_letter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::size_t plus_at(std::string_view text) {
  if (text.starts_with('+')) return 1;
  return text.starts_with(wide_plus) ? wide_plus.size() : 0;
}

std::size_t space_at(std::string_view text) {
  if (text.starts_with(no_break_space)) return no_break_space.size();
  return !text.empty() && (text[0] == ' ' || text[0] == '\t' || text[0] == '\r' || text[0] == '\n') ? 1 : 0;
}

std::size_t mark_at(std::string_view text) {
  if (is_plain(text)) return 0;
  if (!text.empty() && marks.find(text[0]) != std::string_view::npos) return 1;
  for (auto const mark : wide_marks)
    if (text.starts_with(mark)) return mark.size();
  return 0;
}

/// The length of what `at` finds again and again at the front of a text.
template <class At>
std::size_t run_of(std::string_view text, At at) {
  std::size_t length = 0;
  while (auto const size = at(text.substr(length)))
    length += size;
  return length;
}

/// Cuts one line. Plus signs are judged at its end, when both neighbours are known.
class line_lexer {
 public:
  explicit line_lexer(vocabulary const& known) : known_(known) {}

  void add(token const& piece) {
    switch (piece.kind) {
      case token_kind::mention:
      case token_kind::group:
      case token_kind::broadcast:
        return push(lexeme_kind::who, {}, piece);
      case token_kind::emoji:
        return push(emoji_kind(piece), {}, piece);
      case token_kind::channel:
        if (auto const value = value_of(piece.text); value < known_.folded_values.size())
          return push(lexeme_kind::tag, {}, piece, value);
        return push(lexeme_kind::opaque, {}, piece);
      default:
        push(lexeme_kind::opaque, {}, piece);
    }
  }

  void add_text(std::string_view text, token const& source) {
    while (!text.empty()) {
      auto const size = add_first(text, source);
      text.remove_prefix(size);
    }
  }

  /// The line, and a fresh start.
  lexemes take() {
    for (std::size_t i = 0; i < line_.size(); ++i)
      if (line_[i].kind == lexeme_kind::plus && !stands_alone(i)) line_[i].kind = lexeme_kind::word;
    return std::exchange(line_, {});
  }

 private:
  void push(lexeme_kind kind, std::string_view written, token const& source, std::size_t value = 0) {
    if (line_.empty()) line_.reserve(usual_line);
    line_.push_back({kind, written, &source, value});
  }

  /// Cuts one lexeme from the front of a text; returns its length.
  std::size_t add_first(std::string_view text, token const& source) {
    if (auto const size = run_of(text, space_at)) return cut(lexeme_kind::space, text, size, source);
    if (auto const size = run_of(text, plus_at)) return cut(lexeme_kind::plus, text, size, source);
    if (auto const size = mark_at(text)) return cut(lexeme_kind::punctuation, text, size, source);
    if (text[0] == '#') return add_tag(text, source);
    auto const size = run_of(text, [](std::string_view rest) -> std::size_t {
      if (is_plain(rest)) return 1;
      auto const ends = rest.empty() || rest[0] == '#' || space_at(rest) || plus_at(rest) || mark_at(rest);
      return ends ? 0 : 1;
    });
    return cut(lexeme_kind::word, text, size, source);
  }

  std::size_t cut(lexeme_kind kind, std::string_view text, std::size_t size, token const& source) {
    push(kind, text.substr(0, size), source);
    return size;
  }

  std::size_t add_tag(std::string_view text, token const& source) {
    auto size = 1 + run_of(text.substr(1), [](std::string_view rest) -> std::size_t {
                  if (rest.empty() || space_at(rest)) return 0;
                  if (rest[0] == '-' || rest[0] == '_') return 1;
                  return is_digit_or_letter(rest[0]) && mark_at(rest) == 0 && plus_at(rest) == 0 ? 1 : 0;
                });
    while (size > 1 && (text[size - 1] == '-' || text[size - 1] == '_'))
      --size;
    auto const opens = line_.empty() || line_.back().kind != lexeme_kind::word;
    auto const value = opens ? value_of(text.substr(1, size - 1)) : known_.folded_values.size();
    if (value == known_.folded_values.size()) return cut(lexeme_kind::word, text, 1, source);
    push(lexeme_kind::tag, text.substr(0, size), source, value);
    return size;
  }

  /// The index of the value that a tag names; past the end if it names none.
  std::size_t value_of(std::string_view name) const {
    auto const values = known_.folded_values;
    if (name.empty()) return values.size();
    return static_cast<std::size_t>(std::find(values.begin(), values.end(), base::fold_name(name)) -
                                    values.begin());
  }

  lexeme_kind emoji_kind(token const& piece) const {
    auto const gives = std::find(known_.emoji.begin(), known_.emoji.end(), piece.id) != known_.emoji.end();
    return gives ? lexeme_kind::trophy : lexeme_kind::other_emoji;
  }

  /// "++" is a marker only between blanks, mentions, emoji and punctuation: not in C++, i++, ++i, ++17, ++--.
  bool stands_alone(std::size_t i) const {
    if (line_[i].written.size() == plus_at(line_[i].written)) return false;  // a single one
    auto const is_neighbour = [&](std::size_t at, std::string_view allowed) {
      auto const& beside = line_[at];
      switch (beside.kind) {
        case lexeme_kind::punctuation:
          return allowed.find(beside.written) != std::string_view::npos;
        case lexeme_kind::space:
        case lexeme_kind::who:
        case lexeme_kind::trophy:
        case lexeme_kind::other_emoji:
          return true;
        default:
          return false;
      }
    };
    if (i > 0 && !is_neighbour(i - 1, ":,*_~，、") && !is_in_brackets(i)) return false;
    return i + 1 == line_.size() || is_neighbour(i + 1, ".,!?:;)*_~…，、！") || is_typed_against_for(i);
  }

  /// "@a (++)"
  bool is_in_brackets(std::size_t i) const {
    return i > 0 && line_[i - 1].is("(") && i + 1 < line_.size() && line_[i + 1].is(")") &&
           (i == 1 || line_[i - 2].kind == lexeme_kind::space);
  }

  /// "@a ++for the fix": no other word may stand so close, "++i" means something else.
  bool is_typed_against_for(std::size_t i) const {
    return i > 0 && i + 2 < line_.size() && is_one_of(line_[i + 1], {"for", "because"}) &&
           line_[i + 2].kind == lexeme_kind::space;
  }

  vocabulary known_;
  lexemes line_;
};

bool is_block(token const& piece) {
  return piece.kind == token_kind::quote ||
         (piece.kind == token_kind::code && piece.text.find('\n') != std::string::npos);
}

}  // namespace

bool lexeme::is(std::string_view text) const {
  if (kind != lexeme_kind::word && kind != lexeme_kind::punctuation) return false;
  return std::equal(written.begin(), written.end(), text.begin(), text.end(), [](char mine, char wanted) {
    return mine == wanted || (mine >= 'A' && mine <= 'Z' && mine - 'A' + 'a' == wanted);
  });
}

bool is_one_of(lexeme const& piece, std::initializer_list<std::string_view> texts) {
  return std::any_of(texts.begin(), texts.end(), [&](std::string_view text) { return piece.is(text); });
}

bool ends_sentence(lexeme const& piece) {
  return piece.kind == lexeme_kind::punctuation && is_one_of(piece, {".", "!", "?", "…", "！"});
}

std::vector<lexemes> read_lines(chat::rich_text const& text, vocabulary const& known) {
  std::vector<lexemes> lines;
  line_lexer lexer(known);
  auto rest_is_quoted = false;
  auto const end_line = [&] {
    auto line = lexer.take();
    auto const first = std::find_if(line.begin(), line.end(),
                                    [](lexeme const& piece) { return piece.kind != lexeme_kind::space; });
    auto const quotes =
        std::find_if_not(first, line.end(), [](lexeme const& piece) { return piece.is(">"); });
    if (quotes - first >= 3) rest_is_quoted = true;  // ">>>" quotes all that follows
    if (first != line.end() && quotes == first && !rest_is_quoted) lines.push_back(std::move(line));
  };
  for (auto const& piece : text) {
    if (is_block(piece)) {
      end_line();
    } else if (piece.kind == token_kind::text) {
      std::string_view rest = piece.text;
      for (auto end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
        lexer.add_text(rest.substr(0, end), piece);
        end_line();
        rest.remove_prefix(end + 1);
      }
      lexer.add_text(rest, piece);
    } else {
      lexer.add(piece);
    }
  }
  end_line();
  return lines;
}

lexemes read_as_one_line(chat::rich_text const& text, vocabulary const& known) {
  line_lexer lexer(known);
  for (auto const& piece : text) {
    if (piece.kind == token_kind::text)
      lexer.add_text(piece.text, piece);
    else
      lexer.add(piece);
  }
  return lexer.take();
}

}  // namespace huzzah::kudos
