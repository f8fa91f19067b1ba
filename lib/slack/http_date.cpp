#include "slack/http_date.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace huzzah::slack {

namespace {

/// A number of `digits` digits, or -1.
int number(std::string_view text) {
  auto value = 0;
  for (auto const c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return text.empty() ? -1 : value;
}

}  // namespace

std::optional<base::time_point> http_date(std::string_view text) {
  static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (text.size() != 29 || !text.ends_with(" GMT")) return std::nullopt;
  auto const month = std::find(months.begin(), months.end(), text.substr(8, 3));
  auto const day = number(text.substr(5, 2));
  auto const year = number(text.substr(12, 4));
  auto const hour = number(text.substr(17, 2));
  auto const minute = number(text.substr(20, 2));
  auto const second = number(text.substr(23, 2));
  if (month == months.end() || day < 1 || year < 1970 || hour < 0 || minute < 0 || second < 0)
    return std::nullopt;
  std::chrono::year_month_day const date(
      std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month - months.begin()) + 1),
      std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
}

}  // namespace huzzah::slack
