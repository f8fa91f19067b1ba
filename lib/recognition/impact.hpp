// What a win says it is worth, as data: "saved 2 hours a week". The words themselves stay as written.
#pragma once

#include "chat/rich_text.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::recognition {

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

/// The amounts in a text, in the order written, at most 20. Dates, times of day, versions, issue numbers, and
/// what stands in code, links and quotes are none. Of "2-3 hours" it is the lower one, of "from 40 % to 15 %"
/// the change; the rules are at the top of impact_grammar.cpp.
std::vector<impact> find_impacts(chat::rich_text const& text);

/// What a recurring duration or amount of money comes to in a month (a year has 12 months, 52.1775 weeks and
/// 260 working days); nothing for what recurs with an occasion, or once.
std::optional<impact> by_month(impact const& one);

/// The amounts of several wins added up where they can be: recurring durations by month, other durations,
/// money by currency (recurring by month). For "about 8.7 hours a month".
std::vector<impact> added_up(std::vector<impact> const& all);

/// "about 8.7 hours a month", "2 h 30 min", "€1,200", "15 %", "40 tickets"
std::string in_words(impact const& one);

}  // namespace huzzah::recognition
