// Days off out of an iCalendar file (RFC 5545), as offices and countries publish them.
#pragma once

#include "base/error.hpp"
#include "calendar/local_date.hpp"

#include <set>
#include <string_view>

namespace huzzah::calendar {

/// The days from `from` to `until` (both included) that the events of an iCalendar text cover: all-day events
/// on each of their days, others on the days that they touch, yearly and other repetitions included,
/// cancelled events left out. Times count on the dates as they are written, whatever their zone.
/// invalid_input, with what is wrong, for a text that is no calendar, was cut off, or has an event that can't
/// be read. May be called on any thread.
result<std::set<local_date>> read_holidays(std::string_view icalendar, local_date from, local_date until);

}  // namespace huzzah::calendar
