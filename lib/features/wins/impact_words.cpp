// Impacts as a person reads them.
#include "features/wins/impact.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace huzzah::wins {

namespace {

/// A number as it is written, and whether that says less than it is.
class rounded {
 public:
  std::string digits;
  bool is_rounded;
};

/// With commas between thousands, and at most that many decimals, fewer where they would be zeros.
rounded to_digits(double amount, int decimals) {
  char written[64];
  std::snprintf(written, sizeof written, "%.*f", decimals, amount);
  std::string digits = written;
  auto const is_rounded = std::abs(std::strtod(written, nullptr) - amount) > 1e-6 * std::max(1.0, amount);
  for (auto& c : digits)
    if (c == ',') c = '.';  // whatever the process's locale is
  if (digits.find('.') != std::string::npos) {
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.ends_with('.')) digits.pop_back();
  }
  auto end = std::min(digits.find('.'), digits.size());
  for (; end > 3; end -= 3)
    if (end - 3 > 0) digits.insert(end - 3, 1, ',');
  return {std::move(digits), is_rounded};
}

std::string number_of(std::string const& digits, std::string_view unit) {
  return digits + " " + std::string(unit) + (digits == "1" ? "" : "s");
}

/// "a week", "per deploy"; empty for what happens once.
std::string how_often(impact const& one) {
  switch (one.every) {
    case recurrence::once:
      return {};
    case recurrence::daily:
      return " a day";
    case recurrence::weekly:
      return " a week";
    case recurrence::monthly:
      return " a month";
    case recurrence::yearly:
      return " a year";
    case recurrence::each:
      break;
  }
  return (one.occasion == "time" ? " each " : " per ") + one.occasion;
}

/// "2 h 30 min", "45 min", "30 s"
std::string time_once(double minutes) {
  if (minutes < 1.0 / 60) return to_digits(minutes * 60'000, 0).digits + " ms";
  if (minutes < 1) return to_digits(minutes * 60, 0).digits + " s";
  if (minutes < 60) return to_digits(minutes, minutes < 10 ? 1 : 0).digits + " min";
  auto const whole = std::round(minutes);
  auto const hours = std::floor(whole / 60);
  auto const rest = whole - hours * 60;
  auto text = to_digits(hours, 0).digits + " h";
  return rest > 0 ? text + " " + to_digits(rest, 0).digits + " min" : text;
}

/// "about 8.7 hours", "10 minutes": one unit, which reads well before "a month".
std::string time_again(double minutes) {
  auto const in = [](double amount, std::string_view unit) {
    auto const text = to_digits(amount, amount < 100 ? 1 : 0);
    return (text.is_rounded ? "about " : "") + number_of(text.digits, unit);
  };
  if (minutes < 1) return in(minutes * 60, "second");
  return minutes < 60 ? in(minutes, "minute") : in(minutes / 60, "hour");
}

std::string money(impact const& one) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> signs = {
      {{"EUR", "€"}, {"USD", "$"}, {"GBP", "£"}, {"JPY", "¥"}, {"INR", "₹"}}};
  auto const is_whole = one.amount == std::floor(one.amount);
  auto const is_estimate = one.every != recurrence::once && one.amount >= 1000;
  auto text = to_digits(one.amount, is_whole || is_estimate ? 0 : 2);
  if (auto const point = text.digits.find('.'); point != std::string::npos && point + 2 == text.digits.size())
    text.digits += '0';  // "€12.50"
  std::string const about = text.is_rounded ? "about " : "";
  for (auto const& [code, sign] : signs)
    if (code == one.unit) return about + std::string(sign) + text.digits;
  return about + text.digits + " " + one.unit;
}

}  // namespace

std::string in_words(impact const& one) {
  auto const often = how_often(one);
  switch (one.kind) {
    case impact_kind::duration:
      return often.empty() ? time_once(one.amount) : time_again(one.amount) + often;
    case impact_kind::money:
      return money(one) + often;
    case impact_kind::percentage:
      return to_digits(one.amount, 1).digits + " %" + often;
    case impact_kind::count:
      break;
  }
  return to_digits(one.amount, 0).digits + " " + one.unit + often;
}

}  // namespace huzzah::wins
