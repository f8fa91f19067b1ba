#include "calendar/spoken_dates.hpp"

#include "base/catalog.hpp"

#include <array>
#include <vector>

namespace huzzah::calendar {

namespace {

using base::translatable;
using base::translate;
using std::chrono::weekday;

constexpr std::array months{translatable("January"), translatable("February"), translatable("March"),
                            translatable("April"),   translatable("May"),      translatable("June"),
                            translatable("July"),    translatable("August"),   translatable("September"),
                            translatable("October"), translatable("November"), translatable("December")};
constexpr std::array days_of_months{
    translatable("{day} Jan"), translatable("{day} Feb"), translatable("{day} Mar"),
    translatable("{day} Apr"), translatable("{day} May"), translatable("{day} Jun"),
    translatable("{day} Jul"), translatable("{day} Aug"), translatable("{day} Sep"),
    translatable("{day} Oct"), translatable("{day} Nov"), translatable("{day} Dec")};
/// From Monday on, by their ISO number less one.
constexpr std::array long_names{translatable("Monday"),   translatable("Tuesday"), translatable("Wednesday"),
                                translatable("Thursday"), translatable("Friday"),  translatable("Saturday"),
                                translatable("Sunday")};
constexpr std::array short_names{translatable("Mon"), translatable("Tue"), translatable("Wed"),
                                 translatable("Thu"), translatable("Fri"), translatable("Sat"),
                                 translatable("Sun")};

unsigned number_of(weekday day) {
  return day.iso_encoding() - 1;
}

weekday counted_from_monday(unsigned number) {
  return weekday(number % 7 + 1);
}

/// A date in the pieces that sentences are made of.
class spoken {
 public:
  explicit spoken(std::chrono::year_month_day date)
      : day(static_cast<unsigned>(date.day())),
        month(translate(months.at(static_cast<unsigned>(date.month()) - 1))),
        year(static_cast<int>(date.year())) {}

  std::int64_t day;
  std::string month;
  std::int64_t year;
};

}  // namespace

std::string dates_in_words(local_date first, local_date last) {
  spoken const from{std::chrono::year_month_day(first)};
  spoken const to{std::chrono::year_month_day(last)};
  auto const* const sentence =
      first == last          ? translatable("{day} {month} {year}")
      : from.year != to.year ? translatable("{first_day} {first_month} {first_year} to {day} {month} {year}")
      : from.month != to.month ? translatable("{first_day} {first_month} to {day} {month} {year}")
                               : translatable("{first_day} to {day} {month} {year}");
  return translate(sentence, {{"first_day", from.day},
                              {"first_month", from.month},
                              {"first_year", from.year},
                              {"day", to.day},
                              {"month", to.month},
                              {"year", to.year}});
}

std::string in_words(weekday day) {
  return translate(long_names.at(number_of(day)));
}

std::string in_words(weekdays days) {
  // Starts behind a day that is not in the set, so that a row over the weekend ("Sunday to Thursday") stays
  // one; from Monday on where Sunday isn't.
  unsigned start = 0;
  if (days.contains(std::chrono::Sunday) && days.contains(std::chrono::Monday))
    for (unsigned i = 7; i-- > 0;)
      if (!days.contains(counted_from_monday(i))) {
        start = i + 1;
        break;
      }
  std::vector<std::string> parts;
  for (unsigned i = 0; i < 7;) {
    unsigned length = 0;
    while (i + length < 7 && days.contains(counted_from_monday(start + i + length)))
      ++length;
    if (length == 7) return translate("every day");
    auto const name_at = [&](unsigned place) { return in_words(counted_from_monday(start + i + place)); };
    if (length >= 3)
      parts.push_back(translate("{first_weekday} to {last_weekday}",
                                {{"first_weekday", name_at(0)}, {"last_weekday", name_at(length - 1)}}));
    else
      for (unsigned one = 0; one < length; ++one)
        parts.push_back(name_at(one));
    i += length == 0 ? 1 : length;
  }
  if (parts.empty()) return translate("no day");
  auto list = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i)
    list = i + 1 == parts.size() ? translate("{list} and {last}", {{"list", list}, {"last", parts[i]}})
                                 : translate("{list}, {next}", {{"list", list}, {"next", parts[i]}});
  return list;
}

std::string short_weekday(local_date day) {
  return translate(short_names.at(number_of(weekday(day))));
}

std::string short_date(local_date day) {
  std::chrono::year_month_day const date(day);
  return translate(days_of_months.at(static_cast<unsigned>(date.month()) - 1),
                   {{"day", static_cast<unsigned>(date.day())}});
}

}  // namespace huzzah::calendar
