#include "app/ledger/impact.hpp"

#include <array>

namespace huzzah::ledger {

namespace {

constexpr std::array kinds = {impact_kind::duration, impact_kind::money, impact_kind::percentage,
                              impact_kind::count};
constexpr std::array frequencies = {recurrence::once,    recurrence::daily,  recurrence::weekly,
                                    recurrence::monthly, recurrence::yearly, recurrence::each};

}  // namespace

std::string_view to_string(impact_kind kind) {
  switch (kind) {
    case impact_kind::duration:
      return "duration";
    case impact_kind::money:
      return "money";
    case impact_kind::percentage:
      return "percentage";
    case impact_kind::count:
      break;
  }
  return "count";
}

std::string_view to_string(recurrence every) {
  switch (every) {
    case recurrence::once:
      return "once";
    case recurrence::daily:
      return "daily";
    case recurrence::weekly:
      return "weekly";
    case recurrence::monthly:
      return "monthly";
    case recurrence::yearly:
      return "yearly";
    case recurrence::each:
      break;
  }
  return "each";
}

std::optional<impact_kind> impact_kind_from(std::string_view word) {
  for (auto const kind : kinds)
    if (to_string(kind) == word) return kind;
  return std::nullopt;
}

std::optional<recurrence> recurrence_from(std::string_view word) {
  for (auto const every : frequencies)
    if (to_string(every) == word) return every;
  return std::nullopt;
}

}  // namespace huzzah::ledger
