#include "app/people/away_days.hpp"

#include <algorithm>

namespace huzzah::people {

namespace {

std::string const setting_name = "away";
/// Streaks look back over months, not over a working life.
constexpr std::size_t most_ranges = 100;

}  // namespace

away_days away_days::of(people from, std::string const& workspace, std::string const& person) {
  return parse(from.setting(workspace, person, setting_name).value_or(std::string()));
}

void away_days::keep(people in, std::string const& workspace, std::string const& person) const {
  in.set_setting(workspace, person, setting_name, written());
}

away_days away_days::parse(std::string_view written) {
  away_days read;
  while (!written.empty()) {
    auto const end = std::min(written.find(' '), written.size());
    auto const range = written.substr(0, end);
    written.remove_prefix(std::min(end + 1, written.size()));
    auto const slash = range.find('/');
    if (slash == std::string_view::npos) continue;
    auto const from = calendar::parse_date(range.substr(0, slash));
    auto const back = calendar::parse_date(range.substr(slash + 1));
    if (from && back) read.add(*from, *back);
  }
  return read;
}

std::string away_days::written() const {
  std::string all;
  for (auto const& [from, back] : ranges_) {
    if (!all.empty()) all += ' ';
    all += calendar::to_string(from) + '/' + calendar::to_string(back);
  }
  return all;
}

bool away_days::includes(calendar::local_date day) const {
  return back_after(day).has_value();
}

void away_days::add(calendar::local_date from, calendar::local_date back) {
  // What touches the new range becomes one with it, so that a day is in one range at most.
  for (auto range = ranges_.begin(); range != ranges_.end();) {
    if (range->first > back || range->second < from) {
      ++range;
      continue;
    }
    from = std::min(from, range->first);
    back = std::max(back, range->second);
    range = ranges_.erase(range);
  }
  if (from < back) ranges_.emplace(from, back);
  while (ranges_.size() > most_ranges)
    ranges_.erase(ranges_.begin());
}

void away_days::end(calendar::local_date today) {
  auto range = ranges_.upper_bound(today);
  if (range == ranges_.begin()) return;
  --range;
  if (range->second <= today) return;
  range->second = today;
  if (range->first == today) ranges_.erase(range);
}

std::optional<calendar::local_date> away_days::back_after(calendar::local_date day) const {
  auto range = ranges_.upper_bound(day);
  if (range == ranges_.begin()) return std::nullopt;
  --range;
  if (range->second <= day) return std::nullopt;
  return range->second;
}

std::optional<std::pair<calendar::local_date, calendar::local_date>> away_days::over_by(
    calendar::local_date day) const {
  std::optional<std::pair<calendar::local_date, calendar::local_date>> found;
  for (auto const& range : ranges_)
    if (range.second <= day) found = range;
  return found;
}

std::function<bool(calendar::local_date)> free_days(calendar::workdays team, away_days away) {
  return [team = std::move(team), away = std::move(away)](calendar::local_date day) {
    return !team.includes(day) || away.includes(day);
  };
}

}  // namespace huzzah::people
