// Internal to the reading of impacts: the words for what is counted and how often.
#pragma once

#include "features/wins/impact.hpp"
#include "features/wins/impact_lexer.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace huzzah::wins {

/// The pieces of a text from some place on. Beyond the end there are only gaps.
class piece_view {
 public:
  explicit piece_view(std::span<piece const> pieces) : pieces_(pieces) {}

  piece const& operator[](std::size_t place) const { return place < pieces_.size() ? pieces_[place] : gap_; }
  std::size_t size() const { return pieces_.size(); }
  /// Those from a place on, as if nothing stood before it.
  piece_view from(std::size_t place) const { return piece_view(pieces_.subspan(std::min(place, size()))); }

  /// Whether there is a word at a place, with a blank before it.
  bool is_word(std::size_t place) const {
    return (*this)[place].kind == piece_kind::word && (*this)[place].spaced;
  }
  /// Whether the piece at a place follows the one before it without a blank.
  bool is_glued(std::size_t place) const {
    return (*this)[place].kind != piece_kind::gap && !(*this)[place].spaced;
  }

 private:
  std::span<piece const> pieces_;
  static inline piece const gap_{piece_kind::gap, {}};
};

/// A unit of time.
class duration_unit {
 public:
  double minutes;
  bool is_letter;  ///< "m", "d", "s": means many things, so that it counts only in good company
};

/// "hours", "min", "d" …: days are working days of 8 hours, weeks of 5 days, months and years to match.
std::optional<duration_unit> duration_unit_from(piece const& word);

/// "EUR", "euros", "€" → "EUR"; empty for what is no currency.
std::string_view currency_from(piece const& sign);
/// Of the dollars ("US" before "$" → "USD"); empty for what is none.
std::string_view dollar_of(piece const& country);

/// "k", "million" …: what to multiply by, or nothing. A letter means it only right behind the digits.
std::optional<double> multiplier_from(piece const& word);

/// "one", "twelve", "thirty" …; nothing for any other word.
std::optional<int> number_word(piece const& word);

/// Whether a word names several, or one, of what people count at work.
bool is_counted(piece const& word);
bool is_counted_single(piece const& word);
/// Whether it looks like a plural.
bool may_be_plural(piece const& word);

/// How often something is, and where the words for it end.
class frequency {
 public:
  recurrence every;
  std::string occasion;
  std::size_t end;
};

/// "a week", "per deploy", "/month", "daily", "every other Monday" at a place.
std::optional<frequency> frequency_at(piece_view const& pieces, std::size_t place);

}  // namespace huzzah::wins
