// Impacts as a person reads them.
#include "base/catalog.hpp"
#include "features/wins/impact.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace huzzah::wins {

namespace {

/// A number as it is written, and whether that says less than it is.
class rounded {
 public:
  std::string digits;
  bool is_rounded;
};

/// With marks between thousands, and at most that many decimals, fewer where they would be zeros.
rounded to_digits(double amount, int decimals) {
  char written[64];
  std::snprintf(written, sizeof written, "%.*f", decimals, amount);
  std::string_view const digits = written;
  auto const is_rounded = std::abs(std::strtod(written, nullptr) - amount) > 1e-6 * std::max(1.0, amount);
  auto const end = std::min(digits.find_first_of(".,"), digits.size());  // whatever the process's locale is
  auto whole = base::spell_number(std::strtoll(written, nullptr, 10));
  auto const fraction = digits.substr(std::min(end + 1, digits.size()));
  if (fraction.find_first_not_of('0') == std::string_view::npos) return {std::move(whole), is_rounded};
  return {base::translate("{whole}.{decimals}", {{"whole", whole}, {"decimals", fraction}}), is_rounded};
}

std::string about(rounded const& number, std::string const& amount) {
  return number.is_rounded ? base::translate("about {amount}", {{"amount", amount}}) : amount;
}

/// "€12 a week", "30 minutes per deploy"; only the amount for what happens once.
std::string how_often(impact const& one, std::string const& amount) {
  switch (one.every) {
    case recurrence::once:
      return amount;
    case recurrence::daily:
      return base::translate("{amount} a day", {{"amount", amount}});
    case recurrence::weekly:
      return base::translate("{amount} a week", {{"amount", amount}});
    case recurrence::monthly:
      return base::translate("{amount} a month", {{"amount", amount}});
    case recurrence::yearly:
      return base::translate("{amount} a year", {{"amount", amount}});
    case recurrence::each:
      break;
  }
  if (one.occasion == "time") return base::translate("{amount} each time", {{"amount", amount}});
  return base::translate("{amount} per {occasion}", {{"amount", amount}, {"occasion", one.occasion}});
}

/// "2 h 30 min", "45 min", "30 s"
std::string time_once(double minutes) {
  auto const in = [](char const* unit, double amount, int decimals = 0) {
    return base::translate(unit, {{"number", to_digits(amount, decimals).digits}});
  };
  if (minutes < 1.0 / 60) return in(base::translatable("{number} ms"), minutes * 60'000);
  if (minutes < 1) return in(base::translatable("{number} s"), minutes * 60);
  if (minutes < 60) return in(base::translatable("{number} min"), minutes, minutes < 10 ? 1 : 0);
  auto const whole = std::round(minutes);
  auto const hours = std::floor(whole / 60);
  auto const rest = whole - hours * 60;
  if (rest == 0) return in(base::translatable("{number} h"), hours);
  return base::translate("{hours} h {minutes} min",
                         {{"hours", to_digits(hours, 0).digits}, {"minutes", to_digits(rest, 0).digits}});
}

/// "about 8.7 hours", "10 minutes": one unit, which reads well before "a month".
std::string time_again(double minutes) {
  auto const unit = minutes < 1 ? 60 : minutes < 60 ? 1 : 1.0 / 60;
  auto const amount = minutes * unit;
  auto const number = to_digits(amount, amount < 100 ? 1 : 0);
  // What is no whole number takes the form of several.
  auto const count = number.digits == "1" ? 1 : std::max<std::int64_t>(std::llround(amount), 2);
  std::initializer_list<base::argument> const shown{{"count", number.digits}};
  if (minutes < 1) return about(number, base::translate(count, "{count} second", "{count} seconds", shown));
  if (minutes < 60) return about(number, base::translate(count, "{count} minute", "{count} minutes", shown));
  return about(number, base::translate(count, "{count} hour", "{count} hours", shown));
}

std::string money(impact const& one) {
  static constexpr std::array<std::pair<std::string_view, char const*>, 5> known = {
      {{"EUR", base::translatable("€{amount}")},
       {"USD", base::translatable("${amount}")},
       {"GBP", base::translatable("£{amount}")},
       {"JPY", base::translatable("¥{amount}")},
       {"INR", base::translatable("₹{amount}")}}};
  auto const is_whole = one.amount == std::floor(one.amount);
  auto const is_estimate = one.every != recurrence::once && one.amount >= 1000;
  auto const number = to_digits(one.amount, is_whole || is_estimate ? 0 : 2);
  for (auto const& [code, sentence] : known)
    if (code == one.unit) return about(number, base::translate(sentence, {{"amount", number.digits}}));
  return about(number,
               base::translate("{amount} {currency}", {{"amount", number.digits}, {"currency", one.unit}}));
}

}  // namespace

std::string in_words(impact const& one) {
  switch (one.kind) {
    case impact_kind::duration:
      if (one.every == recurrence::once) return time_once(one.amount);
      return how_often(one, time_again(one.amount));
    case impact_kind::money:
      return how_often(one, money(one));
    case impact_kind::percentage:
      return how_often(one, base::translate("{number} %", {{"number", to_digits(one.amount, 1).digits}}));
    case impact_kind::count:
      break;
  }
  return how_often(one, base::translate("{number} {unit}",
                                        {{"number", to_digits(one.amount, 0).digits}, {"unit", one.unit}}));
}

}  // namespace huzzah::wins
