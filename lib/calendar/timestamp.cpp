#include "calendar/timestamp.hpp"

#include "calendar/local_date.hpp"

#include <cstdio>
#include <optional>

namespace huzzah::calendar {

namespace {

using namespace std::chrono_literals;

/// Reads from the front of a text; every step fails softly, so that a caller asks once at the end.
class reader {
 public:
  explicit reader(std::string_view text) : rest_(text) {}

  int two_digits(int limit) {
    if (rest_.size() < 2 || !is_digit(rest_[0]) || !is_digit(rest_[1])) return fail();
    auto const number = (rest_[0] - '0') * 10 + (rest_[1] - '0');
    rest_.remove_prefix(2);
    return number > limit ? fail() : number;
  }

  /// One of the characters, which is returned.
  char one_of(std::string_view allowed) {
    if (rest_.empty() || allowed.find(rest_.front()) == std::string_view::npos) {
      fail();
      return '\0';
    }
    auto const found = rest_.front();
    rest_.remove_prefix(1);
    return found;
  }

  /// ".25" → 250 ms; nothing there is no fraction.
  base::duration fraction() {
    if (!rest_.starts_with('.')) return base::duration{0};
    rest_.remove_prefix(1);
    if (rest_.empty() || !is_digit(rest_.front())) fail();
    auto length = base::duration{0};
    for (auto place = base::duration{100ms}; !rest_.empty() && is_digit(rest_.front()); place /= 10) {
      length += place * (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    return length;
  }

  bool succeeded() const { return !failed_ && rest_.empty(); }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  int fail() {
    failed_ = true;
    return 0;
  }

  std::string_view rest_;
  bool failed_ = false;
};

std::optional<base::time_point> read(std::string_view written) {
  auto const day = parse_date(written.substr(0, 10));
  if (!day) return std::nullopt;
  reader rest(written.substr(10));
  rest.one_of("Tt ");
  base::duration since_midnight = std::chrono::hours(rest.two_digits(23));
  rest.one_of(":");
  since_midnight += std::chrono::minutes(rest.two_digits(59));
  rest.one_of(":");
  since_midnight += std::chrono::seconds(rest.two_digits(60));
  since_midnight += rest.fraction();
  auto const sign = rest.one_of("Zz+-");
  base::duration offset{0};
  if (sign == '+' || sign == '-') {
    offset = std::chrono::hours(rest.two_digits(23));
    rest.one_of(":");
    offset += std::chrono::minutes(rest.two_digits(59));
    if (sign == '-') offset = -offset;
  }
  if (!rest.succeeded()) return std::nullopt;
  return base::time_point(day->time_since_epoch() + since_midnight - offset);
}

}  // namespace

std::string to_rfc3339(base::time_point moment) {
  auto const midnight = std::chrono::floor<std::chrono::days>(moment);
  std::chrono::hh_mm_ss const time(moment - midnight);
  char written[64];
  std::snprintf(written, sizeof written, "T%02d:%02d:%02d", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  auto text = to_string(local_date(midnight.time_since_epoch())) + written;
  if (auto const fraction = time.subseconds().count(); fraction != 0) {
    std::snprintf(written, sizeof written, ".%06d", static_cast<int>(fraction));
    text += written;
  }
  return text + "Z";
}

result<base::time_point> parse_rfc3339(std::string_view written) {
  if (auto const moment = read(written)) return *moment;
  return error(errc::invalid_input, "\"" + std::string(written.substr(0, 40)) +
                                        "\" is not a moment; write it as 2026-11-21T21:40:00Z");
}

std::string in_words(base::duration length) {
  constexpr std::pair<base::duration, char const*> units[] = {{std::chrono::weeks(1), "week"},
                                                              {std::chrono::days(1), "day"},
                                                              {1h, "hour"},
                                                              {1min, "minute"},
                                                              {1s, "second"}};
  for (auto const& [unit, name] : units) {
    auto const count = length / unit;
    if (count < 1) continue;
    return std::to_string(count) + " " + name + (count == 1 ? "" : "s");
  }
  return "a moment";
}

}  // namespace huzzah::calendar
