// What a win says it is worth, as data: "saved 2 hours a week". The words themselves stay as written.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace huzzah::ledger {

/// What is counted.
enum class impact_kind { duration, money, percentage, count };
/// How often it counts.
enum class recurrence { once, daily, weekly, monthly, yearly, each };

/// "duration", "money" …; "once", "daily" …: as stored and exported.
std::string_view to_string(impact_kind kind);
std::string_view to_string(recurrence every);
/// The reverse; nothing for any other word.
std::optional<impact_kind> impact_kind_from(std::string_view word);
std::optional<recurrence> recurrence_from(std::string_view word);

/// One amount in a win.
class impact {
 public:
  impact() = default;
  impact(impact_kind kind_, double amount_, std::string unit_, recurrence every_ = recurrence::once,
         std::string occasion_ = {}, std::string words_ = {})
      : kind(kind_),
        amount(amount_),
        unit(std::move(unit_)),
        every(every_),
        occasion(std::move(occasion_)),
        words(std::move(words_)) {}
  friend bool operator==(impact const&, impact const&) = default;

  impact_kind kind = impact_kind::count;
  double amount =
      0;  ///< minutes of a duration (a day has 8 hours, a week 5 days); else in `unit`; more than 0
  std::string unit;  ///< "minutes", "%", an ISO 4217 code ("EUR"), or what is counted ("tickets")
  recurrence every = recurrence::once;
  std::string occasion;  ///< with recurrence::each: of what ("deploy")
  std::string words;     ///< as they were written: "2 hours a week"
};

}  // namespace huzzah::ledger
