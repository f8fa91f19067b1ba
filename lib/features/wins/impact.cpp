#include "features/wins/impact.hpp"

#include <algorithm>

namespace huzzah::wins {

namespace {

/// How often in a month; 0 for what can't be said.
double times_a_month(recurrence every) {
  switch (every) {
    case recurrence::daily:
      return 260.0 / 12;
    case recurrence::weekly:
      return 52.1775 / 12;
    case recurrence::monthly:
      return 1;
    case recurrence::yearly:
      return 1.0 / 12;
    case recurrence::once:
    case recurrence::each:
      break;
  }
  return 0;
}

}  // namespace

std::optional<impact> by_month(impact const& one) {
  auto const times = times_a_month(one.every);
  if (times == 0 || (one.kind != impact_kind::duration && one.kind != impact_kind::money))
    return std::nullopt;
  return impact(one.kind, one.amount * times, one.unit, recurrence::monthly, {}, one.words);
}

std::vector<impact> added_up(std::vector<impact> const& all) {
  std::vector<impact> sums;
  auto const add = [&](impact const& one) {
    auto const same = std::find_if(sums.begin(), sums.end(), [&](impact const& sum) {
      return sum.kind == one.kind && sum.unit == one.unit && sum.every == one.every;
    });
    if (same == sums.end())
      sums.emplace_back(one.kind, one.amount, one.unit, one.every);
    else
      same->amount += one.amount;
  };
  for (auto const kind : {impact_kind::duration, impact_kind::money}) {
    for (auto const& one : all)
      if (auto const monthly = by_month(one); monthly && one.kind == kind) add(*monthly);
    for (auto const& one : all)
      if (one.kind == kind && one.every == recurrence::once) add(one);
  }
  return sums;
}

}  // namespace huzzah::wins
