#include "features/standups/dates.hpp"

#include "base/text.hpp"
#include "calendar/weekdays.hpp"

#include <algorithm>

namespace huzzah::standups {

std::optional<calendar::local_date> day_from(std::string_view word, calendar::local_date today) {
  auto const lower = base::to_lower(word);
  if (lower == "today") return today;
  if (lower == "tomorrow") return today + std::chrono::days(1);
  if (auto const day = calendar::weekday_from(lower)) {
    auto next = today + std::chrono::days(1);
    while (std::chrono::weekday(next) != *day)
      next += std::chrono::days(1);
    return next;
  }
  auto const date = calendar::parse_date(lower);
  return date ? std::optional(*date) : std::nullopt;
}

until_words split_at_until(std::vector<std::string> const& words) {
  until_words found;
  // A stand-up may be called so, too: the last one counts.
  auto const until = std::find(words.rbegin(), words.rend(), "until");
  if (until == words.rend()) {
    found.before = joined(words);
    return found;
  }
  found.before = joined({words.begin(), until.base() - 1});
  if (until != words.rbegin()) found.day = joined({until.base(), words.end()});
  return found;
}

std::string joined(std::vector<std::string> const& words) {
  std::string all;
  for (auto const& word : words)
    all += (all.empty() ? "" : " ") + word;
  return all;
}

}  // namespace huzzah::standups
