// Internal to the kudos grammar: finds in one line who is thanked by which marker.
#pragma once

#include "features/kudos/lexer.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace huzzah::kudos {

/// Receivers and the markers beside them, as places in a line: [begin, end) is what the kudos itself takes,
/// [first_who, last_who] the receivers within it.
class sighting {
 public:
  std::size_t begin;
  std::size_t end;
  std::size_t first_who;
  std::size_t last_who;
  int trophies;
  std::size_t limit = std::string_view::npos;  ///< where the reason ends at the latest
};

/// The kudos of a line, in order, none overlapping.
std::vector<sighting> find_kudos(lexemes const& line);

/// The receivers that stand together from `first` on ("@a, @b and @c"), and whatever markers surround them;
/// for a command, which needs no marker. `first` is a who.
sighting receivers_from(lexemes const& line, std::size_t first);

}  // namespace huzzah::kudos
