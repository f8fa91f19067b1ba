// The words for sections and periods, as they are configured and stored.
#include "features/digests/digest.hpp"

#include "base/text.hpp"

namespace huzzah::digests {

std::string_view to_string(digest_section section) {
  switch (section) {
    case digest_section::first_time:
      return "first_time";
    case digest_section::shoutouts:
      return "shoutouts";
    case digest_section::wins:
      return "wins";
    case digest_section::values:
      return "values";
    case digest_section::streaks:
      return "streaks";
    case digest_section::breadth:
      return "breadth";
    case digest_section::comparison:
      return "comparison";
    case digest_section::board:
      return "board";
  }
  return "shoutouts";
}

std::optional<digest_section> digest_section_from(std::string_view word) {
  auto const lower = base::to_lower(base::trim(word));
  for (auto const section :
       {digest_section::first_time, digest_section::shoutouts, digest_section::wins, digest_section::values,
        digest_section::streaks, digest_section::breadth, digest_section::comparison, digest_section::board})
    if (to_string(section) == lower) return section;
  return std::nullopt;
}

std::string_view to_string(digest_period period) {
  switch (period) {
    case digest_period::week:
      return "week";
    case digest_period::two_weeks:
      return "two_weeks";
    case digest_period::month:
      return "month";
  }
  return "week";
}

std::optional<digest_period> digest_period_from(std::string_view word) {
  auto const lower = base::to_lower(base::trim(word));
  for (auto const period : {digest_period::week, digest_period::two_weeks, digest_period::month})
    if (to_string(period) == lower) return period;
  return std::nullopt;
}

}  // namespace huzzah::digests
