// Days as people say them in commands: "today", "monday", "2026-12-01". Pure.
#pragma once

#include "calendar/local_date.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::standups {

/// The day that a word means, seen from `today`: a weekday is the next one of that name, never today.
std::optional<calendar::local_date> day_from(std::string_view word, calendar::local_date today);

/// "core until monday" → "core" and the word "monday"; no word if nothing follows "until".
class until_words {
 public:
  std::string before;
  std::optional<std::string> day;
};
until_words split_at_until(std::vector<std::string> const& words);

/// Words with single spaces between them.
std::string joined(std::vector<std::string> const& words);

}  // namespace huzzah::standups
