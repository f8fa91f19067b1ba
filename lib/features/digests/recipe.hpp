// What a posted digest is made from, kept so that it can be made again.
#pragma once

#include "features/digests/digest.hpp"

#include <optional>
#include <string>

namespace huzzah::digests {

/// The name of these recipes among the postings of a ledger.
inline constexpr auto* recipe_kind = "digest";

/// A digest as it was set up when it was posted, and the window that it covers.
class recipe {
 public:
  settings digest;
  digests::window window;

  std::string written() const;
  /// Nothing for what can't be read.
  static std::optional<recipe> read(std::string const& written);
};

}  // namespace huzzah::digests
