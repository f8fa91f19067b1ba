// Which days people work: days of the week, without those off.
#pragma once

#include "calendar/weekdays.hpp"

#include <set>

namespace huzzah::calendar {

/// The working days of a team or a house.
class workdays {
 public:
  weekdays days = weekdays::working_week();
  std::set<local_date> off;  ///< holidays and the like
  friend bool operator==(workdays const&, workdays const&) = default;

  bool includes(local_date day) const { return days.contains(day) && !off.contains(day); }
};

}  // namespace huzzah::calendar
