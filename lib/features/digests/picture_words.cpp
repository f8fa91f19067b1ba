// What the picture shows, as bars and as words.
#include "base/catalog.hpp"
#include "calendar/spoken_dates.hpp"
#include "features/digests/picture.hpp"

#include <algorithm>

namespace huzzah::digests {

namespace {

/// More days than a fortnight (and the day it begins on) are shown by weeks, more than a week with their
/// dates.
constexpr std::size_t most_days = 15;
constexpr std::size_t days_of_a_week = 8;
constexpr std::size_t most_values = 6;

std::string in_list(std::vector<std::pair<std::string, int>> const& counts) {
  std::string words;
  for (auto const& [label, count] : counts) {
    if (count == 0) continue;
    auto const one = base::translate("{label} {number}", {{"label", label}, {"number", count}});
    words = words.empty() ? one : base::translate("{list}, {next}", {{"list", words}, {"next", one}});
  }
  return words;
}

}  // namespace

std::vector<std::pair<std::string, int>> picture_bars(document const& digest) {
  std::vector<std::pair<std::string, int>> bars;
  auto const by_week = digest.by_day.size() > most_days;
  auto const with_date = digest.by_day.size() > days_of_a_week;
  calendar::local_date week;
  for (auto const& [day, count] : digest.by_day) {
    if (by_week && !bars.empty() && calendar::week_start(day) == week) {
      bars.back().second += count;
      continue;
    }
    week = calendar::week_start(day);
    bars.emplace_back(with_date ? calendar::short_date(day) : calendar::short_weekday(day), count);
  }
  return bars;
}

std::string picture_in_words(document const& digest) {
  auto const bars = picture_bars(digest);
  if (std::none_of(bars.begin(), bars.end(), [](auto const& bar) { return bar.second > 0; })) return {};
  auto const counts = in_list(bars);
  auto words = digest.by_day.size() > most_days
                   ? base::translate("Week by week: {counts}.", {{"counts", counts}})
                   : base::translate("Day by day: {counts}.", {{"counts", counts}});
  auto const values = picture_values(digest);
  if (!values.empty()) words += " " + base::translate("Values: {counts}.", {{"counts", in_list(values)}});
  return words;
}

std::vector<std::pair<std::string, int>> picture_values(document const& digest) {
  auto values = digest.by_value;
  values.resize(std::min(values.size(), most_values));
  return values;
}

}  // namespace huzzah::digests
