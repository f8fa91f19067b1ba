// Rows of working days with a win, and the numbers worth a cheer.
#pragma once

#include "calendar/workdays.hpp"

#include <functional>
#include <set>
#include <string>

namespace huzzah::wins {

/// Whether a person need not have a win on a day: not a working day, a holiday, away.
using is_free_day = std::function<bool(calendar::local_date)>;

/// How many days with a win stand in a row up to `today`. Days that are free neither count nor break it,
/// unless there was a win on them, which counts; today without a win does not break it yet.
int streak_on(calendar::local_date today, std::set<calendar::local_date> const& with_win,
              is_free_day const& is_free);

/// Whether that many wins, or days in a row, is worth a line: 1, 5, 10, 25, 50, 100 wins; 5, 10, 20 days.
/// Beyond those, every further hundred wins and every further twenty days.
bool is_win_milestone(int wins);
bool is_streak_milestone(int days);

/// Days in a row, or a number of wins, that was reached.
class achievement {
 public:
  enum class kind { streak, wins };
  std::string person;
  std::string name;
  kind what = kind::streak;
  int number = 0;
};

}  // namespace huzzah::wins
