// Days of the week, and sets of them.
#pragma once

#include "base/error.hpp"
#include "calendar/local_date.hpp"

#include <chrono>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace huzzah::calendar {

/// A set of days of the week.
class weekdays {
 public:
  constexpr weekdays() = default;
  constexpr weekdays(std::initializer_list<std::chrono::weekday> days) {
    for (auto const day : days)
      add(day);
  }

  /// Monday to Friday.
  static constexpr weekdays working_week() {
    return {std::chrono::Monday, std::chrono::Tuesday, std::chrono::Wednesday, std::chrono::Thursday,
            std::chrono::Friday};
  }

  constexpr void add(std::chrono::weekday day) { bits_ |= 1u << day.c_encoding(); }
  constexpr bool contains(std::chrono::weekday day) const { return (bits_ >> day.c_encoding() & 1u) != 0; }
  constexpr bool contains(local_date day) const { return contains(std::chrono::weekday(day)); }
  constexpr bool empty() const { return bits_ == 0; }
  friend bool operator==(weekdays const&, weekdays const&) = default;

 private:
  unsigned bits_ = 0;
};

/// "Monday", as it is written and read; people are shown in_words() (calendar/spoken_dates).
std::string_view to_string(std::chrono::weekday day);
/// Reads "mon", "Monday" in any case; nothing for any other word.
std::optional<std::chrono::weekday> weekday_from(std::string_view word);

/// Reads "mon tue wed", "Monday, Thursday", "mon-fri", "every day"; at least one day, else invalid_input with
/// a hint for a person in the language that is used.
result<weekdays> parse_weekdays(std::string_view written);

}  // namespace huzzah::calendar
