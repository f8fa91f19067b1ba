#include "calendar/holidays.hpp"

#include "calendar/icalendar_events.hpp"

#include <libical/ical.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace huzzah::calendar {

namespace {

using std::chrono::days;

/// Of all rules together, in the periods that libical steps through: a few microseconds each. A calendar with
/// more is a machine's log.
constexpr std::int64_t most_steps = 200'000;
/// What libical spends, in steps, to find that a rule fits no date.
constexpr std::int64_t fruitless_steps = 10'000;

struct property_deleter {
  void operator()(icalproperty* property) const { icalproperty_free(property); }
};
using property_ptr = std::unique_ptr<icalproperty, property_deleter>;

struct iterator_deleter {
  void operator()(icalrecur_iterator* iterator) const { icalrecur_iterator_free(iterator); }
};

/// The line as libical reads it, or nothing where it can't.
property_ptr read_property(std::string const& head, std::string_view value) {
  auto const line = head + ":" + std::string(value);
  return property_ptr(icalproperty_new_from_string(line.c_str()));
}

/// "20261225,20270101" → its dates, one by one: libical would read only the first.
std::vector<std::string_view> parts_of(std::string_view list) {
  std::vector<std::string_view> parts;
  for (auto comma = list.find(','); comma != std::string_view::npos; comma = list.find(',')) {
    parts.push_back(list.substr(0, comma));
    list.remove_prefix(comma + 1);
  }
  parts.push_back(list);
  return parts;
}

/// The day that a time names on the calendar it is written in.
std::optional<local_date> day_of(icaltimetype const& time) {
  std::chrono::year_month_day const date{std::chrono::year(time.year),
                                         std::chrono::month(static_cast<unsigned>(time.month)),
                                         std::chrono::day(static_cast<unsigned>(time.day))};
  auto const can_be = time.year >= 1 && time.year <= 9999 && time.month > 0 && time.day > 0;
  return can_be && date.ok() ? std::optional(local_date(date)) : std::nullopt;
}

bool is_midnight(icaltimetype const& time) {
  return time.is_date != 0 || (time.hour == 0 && time.minute == 0 && time.second == 0);
}

/// A time as libical takes it, on the last second of a day.
icaltimetype end_of(local_date day) {
  std::chrono::year_month_day const date(day);
  auto time = icaltime_null_time();
  time.year = static_cast<int>(date.year());
  time.month = static_cast<int>(static_cast<unsigned>(date.month()));
  time.day = static_cast<int>(static_cast<unsigned>(date.day()));
  time.hour = 23;
  time.minute = 59;
  time.second = 59;
  return time;
}

/// What an event says of its days, read from its lines.
class event_days {
 public:
  icaltimetype start = icaltime_null_time();
  local_date first;               ///< of its first occurrence
  days length{1};                 ///< how many days an occurrence touches
  property_ptr rule;              ///< kept, because libical's rules point into it; may be null
  std::set<local_date> added;     ///< further first days
  std::set<local_date> left_out;  ///< first days on which it isn't
  std::optional<local_date>
      stands_for;  ///< the first day of another event's occurrence that this one replaces
  std::string uid;
  bool is_cancelled = false;
};

error bad_event(icalendar_event const& event, std::string_view why) {
  return {errc::invalid_input, "the calendar's event " + event.title + " " + std::string(why)};
}

icaltimetype time_in(icalproperty const* property) {
  auto const* const value = icalproperty_get_value(property);
  if (value == nullptr) return icaltime_null_time();
  switch (icalvalue_isa(value)) {
    case ICAL_DATE_VALUE:
      return icalvalue_get_date(value);
    case ICAL_DATETIME_VALUE:
      return icalvalue_get_datetime(value);
    case ICAL_DATETIMEPERIOD_VALUE:
    case ICAL_PERIOD_VALUE: {
      auto const either = icalvalue_get_datetimeperiod(value);
      return icaltime_is_null_time(either.time) != 0 ? either.period.start : either.time;
    }
    default:
      return icaltime_null_time();
  }
}

/// The days that an occurrence touches: an end is the first moment that is free again.
days days_until(icaltimetype const& start, local_date first, icaltimetype const& end, local_date last) {
  auto length = last - first;
  if (!is_midnight(end) || (last == first && !is_midnight(start))) length += days(1);
  return std::max(length, days(1));
}

days days_of(icaltimetype const& start, icaldurationtype const& length) {
  constexpr std::int64_t day = 86'400;
  if (length.is_neg != 0) return days(1);
  auto const whole = std::int64_t{length.weeks} * 7 + std::int64_t{length.days};
  std::int64_t const since_midnight =
      start.is_date != 0 ? 0
                         : std::int64_t{start.hour} * 3600 + std::int64_t{start.minute} * 60 + start.second;
  auto const seconds = std::int64_t{length.hours} * 3600 + std::int64_t{length.minutes} * 60 +
                       std::int64_t{length.seconds} + since_midnight;
  return days(std::max<std::int64_t>(whole + (seconds + day - 1) / day, 1));
}

/// Reads one list of days; false if one of them is no day.
bool read_days(icalendar_line const& line, std::set<local_date>& into) {
  for (auto const part : parts_of(line.value)) {
    auto const property = read_property(line.head, part);
    auto const day = property ? day_of(time_in(property.get())) : std::nullopt;
    if (!day) return false;
    into.insert(*day);
  }
  return true;
}

result<event_days> read_event(icalendar_event const& event) {
  event_days read;
  icalendar_line const* end = nullptr;
  icalendar_line const* duration = nullptr;
  auto has_start = false;
  for (auto const& line : event.lines) {
    if (line.name == "UID") {
      read.uid = line.value;
      continue;
    }
    if (line.name == "RDATE" || line.name == "EXDATE") {
      if (!read_days(line, line.name == "RDATE" ? read.added : read.left_out))
        return bad_event(event, "lists something in its " + line.name + " that is no date");
      continue;
    }
    if (line.name == "DTEND") end = &line;
    if (line.name == "DURATION") duration = &line;
    if (&line == end || &line == duration) continue;
    auto property = read_property(line.head, line.value);
    if (line.name == "STATUS") {  // an unknown one cancels nothing
      read.is_cancelled = property && icalproperty_get_status(property.get()) == ICAL_STATUS_CANCELLED;
    } else if (line.name == "RRULE") {
      if (!property)
        return bad_event(event, "has a rule of repetition that can't be read: " + line.value.substr(0, 80));
      read.rule = std::move(property);
    } else {
      auto const time = property ? time_in(property.get()) : icaltime_null_time();
      auto const day = day_of(time);
      if (!day)
        return bad_event(event, "has a " + line.name + " that is no date: " + line.value.substr(0, 40));
      if (line.name == "RECURRENCE-ID") {
        read.stands_for = *day;
      } else {
        has_start = true;
        read.start = time;
        read.first = *day;
      }
    }
  }
  if (!has_start) return bad_event(event, "does not say when it begins (DTSTART)");
  read.start.zone = nullptr;
  if (end != nullptr) {
    auto const property = read_property(end->head, end->value);
    auto const time = property ? time_in(property.get()) : icaltime_null_time();
    auto const last = day_of(time);
    if (!last) return bad_event(event, "has a DTEND that is no date: " + end->value.substr(0, 40));
    read.length = days_until(read.start, read.first, time, *last);
  } else if (duration != nullptr) {
    auto const property = read_property(duration->head, duration->value);
    if (!property)
      return bad_event(event, "has a DURATION that is no length of time: " + duration->value.substr(0, 40));
    read.length = days_of(read.start, icalproperty_get_duration(property.get()));
  }
  return read;
}

/// What libical steps by as it looks for a rule's next date, at the least.
days period_of(icalrecurrencetype_frequency frequency) {
  switch (frequency) {
    case ICAL_YEARLY_RECURRENCE:
      return days(365);
    case ICAL_MONTHLY_RECURRENCE:
      return days(28);
    case ICAL_WEEKLY_RECURRENCE:
      return days(7);
    default:
      return days(1);
  }
}

/// Adds up the days of events within a window.
class gathering {
 public:
  gathering(local_date from, local_date until) : from_(from), until_(until) {}

  result<void> add(icalendar_event const& source, event_days const& event,
                   std::set<local_date> const& replaced) {
    auto const is_out = [&](local_date first) {
      return event.left_out.contains(first) || replaced.contains(first);
    };
    auto firsts = event.added;
    firsts.insert(event.first);
    for (auto const first : firsts)
      if (!is_out(first)) add_days(first, event.length);
    if (!event.rule) return {};
    auto rule = icalproperty_get_rrule(event.rule.get());
    if (rule.freq != ICAL_DAILY_RECURRENCE && rule.freq != ICAL_WEEKLY_RECURRENCE &&
        rule.freq != ICAL_MONTHLY_RECURRENCE && rule.freq != ICAL_YEARLY_RECURRENCE)
      return bad_event(source, "repeats more often than daily, which no holiday does");
    if (event.first > until_) return {};
    // Only days count: an occurrence in each hour of them would be the same.
    rule.by_hour[0] = rule.by_minute[0] = rule.by_second[0] = ICAL_RECURRENCE_ARRAY_MAX;
    rule.interval = std::max<short>(rule.interval, 1);
    auto const last = end_of(until_);
    if (icaltime_is_null_time(rule.until) != 0 || icaltime_compare(rule.until, last) > 0) rule.until = last;
    std::unique_ptr<icalrecur_iterator, iterator_deleter> const iterator(
        icalrecur_iterator_new(rule, event.start));
    if (!iterator) return bad_event(source, "has a rule of repetition that fits no date");
    auto reached = event.first;
    auto is_fruitless = true;
    for (auto first = std::optional(event.first); first && *first <= until_;) {
      first = day_of(icalrecur_iterator_next(iterator.get()));
      auto const next = std::min(first.value_or(until_), until_);
      steps_ += std::max<std::int64_t>((next - reached) / (period_of(rule.freq) * rule.interval), 1);
      reached = std::max(reached, next);
      if (!first && is_fruitless) steps_ += fruitless_steps;
      if (steps_ > most_steps)
        return bad_event(source, "repeats too often or fits too few dates, or all events together do");
      is_fruitless = false;
      if (first && !is_out(*first)) add_days(*first, event.length);
    }
    return {};
  }

  std::set<local_date> take() { return std::move(found_); }

 private:
  void add_days(local_date first, days length) {
    if (first > until_ || first + length <= from_) return;
    auto const last = std::min(first + length - days(1), until_);
    for (auto day = std::max(first, from_); day <= last; day += days(1))
      found_.insert(day);
  }

  local_date from_;
  local_date until_;
  std::set<local_date> found_;
  std::int64_t steps_ = 0;
};

}  // namespace

result<std::set<local_date>> read_holidays(std::string_view icalendar, local_date from, local_date until) {
  // Libical keeps what it does about errors in variables of the process.
  static std::mutex libical;
  std::lock_guard const alone(libical);
  icalerror_set_errors_are_fatal(0);

  auto const events = read_icalendar(icalendar);
  if (!events) return events.error();
  std::vector<event_days> read;
  read.reserve(events->size());
  std::map<std::string, std::set<local_date>>
      replaced;  // by uid: the occurrences that an event of their own tells
  for (auto const& event : *events) {
    auto one = read_event(event);
    if (!one) return one.error();
    if (one->stands_for) replaced[one->uid].insert(*one->stands_for);
    read.push_back(std::move(*one));
  }
  gathering days_off(from, until);
  std::set<local_date> const none;
  for (std::size_t i = 0; i < read.size(); ++i) {
    if (read[i].is_cancelled) continue;
    auto const others = read[i].stands_for ? replaced.end() : replaced.find(read[i].uid);
    if (auto const added =
            days_off.add((*events)[i], read[i], others == replaced.end() ? none : others->second);
        !added)
      return added.error();
  }
  return days_off.take();
}

}  // namespace huzzah::calendar
