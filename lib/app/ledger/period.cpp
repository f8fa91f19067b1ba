#include "app/ledger/period.hpp"

#include "base/text.hpp"

namespace huzzah::ledger {

std::string_view to_string(period span) {
  switch (span) {
    case period::week:
      return "week";
    case period::month:
      return "month";
    case period::all:
      return "all";
  }
  return "all";
}

std::optional<period> period_from(std::string_view word) {
  auto const lower = base::to_lower(base::trim(word));
  for (auto const span : {period::week, period::month, period::all})
    if (to_string(span) == lower) return span;
  return std::nullopt;
}

calendar::local_date period_start(period span, calendar::local_date today) {
  switch (span) {
    case period::week:
      return calendar::week_start(today);
    case period::month:
      return calendar::month_start(today);
    case period::all:
      break;
  }
  return calendar::local_date{};
}

}  // namespace huzzah::ledger
