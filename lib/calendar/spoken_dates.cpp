#include "calendar/spoken_dates.hpp"

#include <string_view>

namespace huzzah::calendar {

namespace {

constexpr std::string_view month_names[] = {"January",   "February", "March",    "April",
                                            "May",       "June",     "July",     "August",
                                            "September", "October",  "November", "December"};

std::string_view name_of(std::chrono::month month) {
  return month_names[static_cast<unsigned>(month) - 1];
}

/// "20", "20 November", "20 November 2026"
std::string written(std::chrono::year_month_day const& date, bool with_month, bool with_year) {
  auto words = std::to_string(static_cast<unsigned>(date.day()));
  if (with_month) words.append(" ").append(name_of(date.month()));
  if (with_year) words += " " + std::to_string(static_cast<int>(date.year()));
  return words;
}

}  // namespace

std::string dates_in_words(local_date first, local_date last) {
  std::chrono::year_month_day const from(first);
  std::chrono::year_month_day const to(last);
  auto const other_year = from.year() != to.year();
  auto const until = written(to, true, true);
  return first == last ? until
                       : written(from, other_year || from.month() != to.month(), other_year) + " to " + until;
}

std::string short_weekday(local_date day) {
  constexpr std::string_view names[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  return std::string(names[std::chrono::weekday(day).c_encoding()]);
}

std::string short_date(local_date day) {
  std::chrono::year_month_day const date(day);
  return written(date, false, false).append(" ").append(name_of(date.month()).substr(0, 3));
}

}  // namespace huzzah::calendar
