#include "features/wins/impact_lexer.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace huzzah::wins {

namespace {

using chat::token_kind;

constexpr std::array<std::string_view, 4> near_blanks = {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89",
                                                         "\xE2\x80\x87"};
constexpr std::array<std::string_view, 3> fractions = {"½", "¼", "¾"};
constexpr std::array<std::string_view, 29> wide_signs = {"€", "£", "¥", "₹", "…",  "–",  "—",  "−", "‘", "’",
                                                         "“", "”", "„", "«", "»",  "•",  "→",  "⇒", "➜", "➡",
                                                         "≈", "≥", "≤", "×", "，", "、", "！", "·", "％"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

template <class List>
std::size_t one_of_at(std::string_view text, List const& list) {
  for (auto const entry : list)
    if (text.starts_with(entry)) return entry.size();
  return 0;
}

/// Cuts the lines of one token.
class cutter {
 public:
  explicit cutter(std::vector<piece>& pieces) : pieces_(pieces) {}

  void cut(std::string_view text) {
    all_ = text;
    auto starts_line = true;
    for (at_ = 0; at_ < text.size();) {
      if (starts_line && skip_quote()) continue;
      starts_line = text[at_] == '\n';
      step();
    }
    gap();
  }

  void gap() {
    if (pieces_.empty() || pieces_.back().kind != piece_kind::gap) pieces_.push_back({piece_kind::gap, {}});
    spaced_ = true;
    kept_near_ = false;
  }

 private:
  std::string_view rest() const { return all_.substr(at_); }
  char behind(std::size_t place) const { return place + 1 < all_.size() ? all_[place + 1] : '\0'; }

  /// "> said by another person" up to the end of its line, ">>> …" up to the end of all.
  bool skip_quote() {
    auto const start = std::min(all_.find_first_not_of(" \t", at_), all_.size());
    if (start == all_.size() || all_[start] != '>') return false;
    auto const end =
        rest().substr(start - at_).starts_with(">>>") ? std::string_view::npos : all_.find('\n', start);
    at_ = std::min(end, all_.size());
    return true;
  }

  void step() {
    auto const text = rest();
    if (text[0] == '\n') {
      gap();
      ++at_;
    } else if (text[0] == ' ' || text[0] == '\t' || text[0] == '\r') {
      blank(1, false);
    } else if (auto const near = one_of_at(text, near_blanks)) {
      blank(near, true);
    } else if (is_digit(text[0])) {
      push(piece_kind::number, length_of_digits());
    } else if (auto const fraction = one_of_at(text, fractions)) {
      push(piece_kind::number, fraction);
    } else if (auto const wide = one_of_at(text, wide_signs)) {
      push(piece_kind::mark, wide);
    } else if (is_word_byte(text[0])) {
      push(piece_kind::word, length_of_word());
    } else if (is_formatting()) {
      ++at_;
    } else {
      push(piece_kind::mark, 1);
    }
  }

  void blank(std::size_t size, bool kept_near) {
    kept_near_ = kept_near && !spaced_;
    spaced_ = true;
    at_ += size;
  }

  void push(piece_kind kind, std::size_t size) {
    pieces_.push_back({kind, all_.substr(at_, size), spaced_, kept_near_});
    spaced_ = false;
    kept_near_ = false;
    at_ += size;
  }

  std::size_t length_of_digits() const {
    auto end = at_;
    auto const parts_digits = [&](std::size_t at) {
      return (all_[at] == '.' || all_[at] == ',' || all_[at] == '\'') && is_digit(behind(at));
    };
    while (end < all_.size() && (is_digit(all_[end]) || parts_digits(end)))
      ++end;
    return end - at_;
  }

  std::size_t length_of_word() const {
    auto end = at_;
    while (end < all_.size()) {
      auto const text = all_.substr(end);
      auto const joins = (text[0] == '\'' || text[0] == '_') && is_word_byte(behind(end));
      if (!joins && !is_word_byte(text[0])) break;
      if (static_cast<unsigned char>(text[0]) >= 0x80 &&
          (one_of_at(text, wide_signs) || one_of_at(text, near_blanks) || one_of_at(text, fractions)))
        break;
      ++end;
    }
    return end - at_;
  }

  /// Stars and the like around words; between two characters they mean something else.
  bool is_formatting() const {
    if (all_[at_] != '*' && all_[at_] != '_' && all_[at_] != '~') return false;
    auto const before = at_ > 0 && (is_word_byte(all_[at_ - 1]) || is_digit(all_[at_ - 1]));
    auto const after = is_word_byte(behind(at_)) || is_digit(behind(at_));
    return !before || !after;
  }

  std::vector<piece>& pieces_;
  std::string_view all_;
  std::size_t at_ = 0;
  bool spaced_ = true;
  bool kept_near_ = false;
};

/// Whether groups between separators are such as people part thousands by; Indian ones have two digits.
bool are_thousands(std::vector<std::string_view> const& groups) {
  if (groups.front().size() > 3 || groups.front() == "0" || groups.back().size() != 3) return false;
  return std::all_of(groups.begin() + 1, groups.end() - 1, [&](std::string_view group) {
    return group.size() == groups[1].size() && (group.size() == 3 || group.size() == 2);
  });
}

double to_double(std::string_view whole, std::string_view decimals) {
  std::uint64_t digits = 0;
  double scale = 1;
  for (auto const c : whole)
    if (is_digit(c)) digits = digits * 10 + static_cast<std::uint64_t>(c - '0');
  for (auto const c : decimals) {
    digits = digits * 10 + static_cast<std::uint64_t>(c - '0');
    scale *= 10;
  }
  return static_cast<double>(digits) / scale;
}

}  // namespace

bool piece::is(std::string_view text) const {
  if (kind != piece_kind::word && kind != piece_kind::mark) return false;
  return std::equal(written.begin(), written.end(), text.begin(), text.end(), [](char mine, char wanted) {
    return mine == wanted || (mine >= 'A' && mine <= 'Z' && mine - 'A' + 'a' == wanted);
  });
}

bool piece::is_one_of(std::initializer_list<std::string_view> texts) const {
  return std::any_of(texts.begin(), texts.end(), [&](std::string_view text) { return is(text); });
}

std::vector<piece> read_pieces(chat::rich_text const& text) {
  std::vector<piece> pieces;
  cutter into(pieces);
  into.gap();
  for (auto const& token : text) {
    if (token.kind == token_kind::text || token.kind == token_kind::bold)
      into.cut(token.text);
    else
      into.gap();
  }
  return pieces;
}

std::optional<number> read_number(std::string_view digits) {
  constexpr std::size_t most = 20;  // 15 digits are exact; the rest are separators
  if (digits == "½") return number{0.5, 0.5};
  if (digits == "¼") return number{0.25, 0.25};
  if (digits == "¾") return number{0.75, 0.75};
  if (digits.size() > most || std::count_if(digits.begin(), digits.end(), is_digit) > 15) return std::nullopt;
  std::vector<std::string_view> groups;
  std::vector<char> separators;
  auto rest = digits;
  for (auto end = rest.find_first_of(".,'"); end != std::string_view::npos; end = rest.find_first_of(".,'")) {
    groups.push_back(rest.substr(0, end));
    separators.push_back(rest[end]);
    rest.remove_prefix(end + 1);
  }
  groups.push_back(rest);
  auto const both = [](double value) { return number{value, value}; };
  auto const whole = digits.substr(0, digits.size() - rest.size());
  if (separators.empty()) return both(to_double(digits, {}));
  auto const last = separators.back();
  auto const alike = std::count(separators.begin(), separators.end(), separators.front());
  if (static_cast<std::size_t>(alike) == separators.size()) {
    if (are_thousands(groups)) {
      auto const grouped = to_double(digits, {});
      if (last == '.' && separators.size() == 1) return number{to_double(whole, rest), grouped};
      return both(grouped);
    }
    if (separators.size() > 1 || last == '\'' || (last == ',' && rest.size() > 2 && groups.front() != "0"))
      return std::nullopt;
    return both(to_double(whole, rest));
  }
  // Two kinds: the last one parts the decimals, the others thousands.
  groups.pop_back();
  if (static_cast<std::size_t>(alike) + 1 != separators.size() || last == '\'' || !are_thousands(groups))
    return std::nullopt;
  return both(to_double(whole, rest));
}

}  // namespace huzzah::wins
