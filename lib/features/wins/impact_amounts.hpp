// Internal to the reading of impacts: one amount at one place, such as "2 hours", "€1.2k", "12,5 %", "14
// tickets".
#pragma once

#include "features/wins/impact.hpp"
#include "features/wins/impact_units.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace huzzah::wins {

/// A number in digits or words, before anybody has asked of what.
class quantity {
 public:
  number size;
  std::size_t end;          ///< behind it
  bool is_article = false;  ///< "an", which counts only where it is plain that it means one
  bool is_spelled = false;  ///< written in words
};

/// The number at a place; nothing where digits belong to something else: "v2", "9:30", "#12", "2026-11-21".
std::optional<quantity> quantity_at(piece_view const& pieces, std::size_t place);

/// A number with what it counts.
class amount {
 public:
  impact_kind kind;
  double value;      ///< in `unit`
  double factor;     ///< what a bare number beside it is to be multiplied by, to be of that unit
  std::string unit;  ///< as impact::unit
  std::size_t end;
  bool is_doubtful = false;  ///< counts only where something is saved, or recurs: "an hour", "45m"
};

/// The amount at a place.
std::optional<amount> amount_at(piece_view const& pieces, std::size_t place);

}  // namespace huzzah::wins
