// How far a habit has become one. Pure.
#pragma once

#include "calendar/workdays.hpp"

#include <functional>
#include <set>

namespace huzzah::goals {

/// What is known of a habit when its strength is asked for.
class kept_days {
 public:
  int times = 1;               ///< so often a week it is wanted
  calendar::local_date since;  ///< its first day
  std::set<calendar::local_date> kept;
  calendar::weekdays days;  ///< those of a usual week that are no days off
  /// Days off, holidays and days away: without the habit they change nothing.
  std::function<bool(calendar::local_date)> is_free;
};

/// From 0 to 1: an average of the working days since the first one, which forgets slowly (as Loop Habit
/// Tracker has it): about 0.8 after a month in which it was kept as often as wanted. Each day is worth what
/// was kept of what was wanted in the usual week that ends with it. Today counts once it is kept.
double strength(kept_days const& of, calendar::local_date today);

/// "2 of 3 times".
class week_so_far {
 public:
  int done = 0;
  int wanted = 0;  ///< 0 in a week in which every day is free
  int percent() const { return wanted == 0 ? 0 : done >= wanted ? 100 : done * 100 / wanted; }
};

/// How often it was kept in the week of a day, from Monday on, of how often it can be wanted in that week.
week_so_far this_week(kept_days const& of, calendar::local_date today);

}  // namespace huzzah::goals
