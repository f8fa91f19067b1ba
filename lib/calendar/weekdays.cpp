#include "calendar/weekdays.hpp"

#include "base/catalog.hpp"
#include "base/text.hpp"

#include <array>
#include <vector>

namespace huzzah::calendar {

namespace {

using std::chrono::weekday;

/// By their ISO number less one: a week begins on Monday.
constexpr std::array<std::string_view, 7> names = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                   "Friday", "Saturday", "Sunday"};

weekday day_number(unsigned from_monday) {
  return weekday(from_monday % 7 + 1);
}

error no_days(std::string_view written) {
  return {errc::invalid_input,
          base::translate("\"{written}\" names no days; write them like mon-fri, or Monday, Wednesday",
                          {{"written", written.substr(0, 40)}})};
}

bool is_between(char c) {
  return c == ' ' || c == ',' || c == ';' || c == '\t' || c == '\n' || c == '\r';
}

/// "mon - fri" → "mon", "-", "fri"; dashes of any kind are the same.
std::vector<std::string> words_of(std::string_view written) {
  std::vector<std::string> words;
  auto in_word = false;
  for (std::size_t i = 0; i < written.size(); ++i) {
    auto const rest = written.substr(i);
    if (rest.starts_with("–") || rest[0] == '-') {
      words.emplace_back("-");
      i += rest[0] == '-' ? 0 : std::string_view("–").size() - 1;
      in_word = false;
    } else if (is_between(rest[0])) {
      in_word = false;
    } else {
      if (!in_word) words.emplace_back();
      words.back() += rest[0];
      in_word = true;
    }
  }
  for (auto& word : words)
    word = base::to_lower(word);
  return words;
}

std::optional<weekdays> several_days(std::string_view words) {
  if (words == "every day" || words == "everyday" || words == "daily" || words == "all days")
    return weekdays{std::chrono::Monday, std::chrono::Tuesday,  std::chrono::Wednesday, std::chrono::Thursday,
                    std::chrono::Friday, std::chrono::Saturday, std::chrono::Sunday};
  if (words == "weekdays" || words == "working days" || words == "every weekday")
    return weekdays::working_week();
  return std::nullopt;
}

/// Reads days and ranges of them; nothing where a word is no day or a range has no end.
std::optional<weekdays> read(std::vector<std::string> const& words) {
  weekdays days;
  std::optional<weekday> last;
  auto in_range = false;
  for (auto const& word : words) {
    if (word == "-" || word == "to") {
      if (!last || in_range) return std::nullopt;
      in_range = true;
      continue;
    }
    if (!in_range && (word == "and" || word == "&" || word == "on")) continue;
    auto const day = weekday_from(word);
    if (!day) return std::nullopt;
    if (in_range)
      for (auto one = *last; one != *day; ++one)  // past Sunday comes Monday
        days.add(one);
    days.add(*day);
    last = in_range ? std::nullopt : day;
    in_range = false;
  }
  return in_range || days.empty() ? std::nullopt : std::optional(days);
}

}  // namespace

std::string_view to_string(weekday day) {
  return names.at(day.iso_encoding() - 1);
}

std::optional<weekday> weekday_from(std::string_view word) {
  auto lower = base::to_lower(base::trim(word));
  if (lower.ends_with('.')) lower.pop_back();
  for (unsigned i = 0; i < names.size(); ++i) {
    auto const name = base::to_lower(names[i]);
    if (lower == name || lower == name + "s" ||
        (lower.size() >= 3 && name.starts_with(lower) && lower.size() <= 5))
      return day_number(i);
  }
  return std::nullopt;
}

result<weekdays> parse_weekdays(std::string_view written) {
  if (written.size() > 200) return no_days(written);
  auto const words = words_of(written);
  std::string joined;
  for (auto const& word : words)
    joined += (joined.empty() ? "" : " ") + word;
  if (auto const days = several_days(joined)) return *days;
  if (auto const days = read(words)) return *days;
  return no_days(written);
}

}  // namespace huzzah::calendar
