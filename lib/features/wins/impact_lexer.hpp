// Internal to the reading of impacts: a text cut into numbers, words and marks. Everything is a view into the
// text, which must outlive it.
#pragma once

#include "chat/rich_text.hpp"

#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

namespace huzzah::wins {

/// What a piece of a text is to the reader of amounts.
enum class piece_kind {
  number,  ///< digits, with separators between them: "1.200,50"; or one of "½ ¼ ¾"
  word,    ///< letters
  mark,    ///< one sign, such as a comma or "€"
  gap,     ///< the end of a line, a mention, a link, code, a quote: no amount reaches across
};

/// One piece. Signs of formatting (a star before a word) are left out.
class piece {
 public:
  piece_kind kind;
  std::string_view written;
  bool spaced = true;      ///< whether it follows a blank, or nothing
  bool kept_near = false;  ///< whether that blank is one that does not break, as between groups of digits

  /// Whether it is a word or mark that reads so, in any case (given in lower case).
  bool is(std::string_view text) const;
  bool is_one_of(std::initializer_list<std::string_view> texts) const;
};

/// The pieces of a person's own words, without quotes; there is always a gap at the end.
std::vector<piece> read_pieces(chat::rich_text const& text);

/// What digits stand for. "1.200" is twelve hundred to some and a bit more than one to others.
class number {
 public:
  double value = 0;    ///< with a point before three digits read as a decimal point
  double grouped = 0;  ///< the same read as one that groups thousands; mostly equal
};

/// Reads the digits of a piece; nothing for versions ("2.3.1"), and for more digits than any amount has.
std::optional<number> read_number(std::string_view digits);

}  // namespace huzzah::wins
