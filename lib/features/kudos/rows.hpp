// Internal to the kudos grammar: rows of receivers or markers in a line.
#pragma once

#include "features/kudos/lexer.hpp"

#include <cstddef>

namespace huzzah::kudos {

/// Receivers in a row: "@a, @b and @c". [begin, end) are places in the line.
class receiver_row {
 public:
  std::size_t begin;
  std::size_t end;
  bool only_broadcasts;
};

/// Markers in a row: "++", ":trophy: :trophy:".
class marker_row {
 public:
  std::size_t begin;
  std::size_t end;
  int trophies;
  bool has_plus;
};

/// "++" or an emoji that gives.
bool is_marker(lexeme const& piece);

/// "@here" and its like.
bool is_broadcast(lexeme const& piece);

/// A who that is spoken to or of; "@a's plan" is about the plan.
bool is_receiver(lexemes const& line, std::size_t place);

/// The receivers that stand together from `first` on, which is one.
receiver_row receivers_in_row(lexemes const& line, std::size_t first);

/// The markers that stand together from `first` on, which is one.
marker_row markers_in_row(lexemes const& line, std::size_t first);

}  // namespace huzzah::kudos
