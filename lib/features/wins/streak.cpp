#include "features/wins/streak.hpp"

namespace huzzah::wins {

int streak_on(calendar::local_date today, std::set<calendar::local_date> const& with_win,
              is_free_day const& is_free) {
  if (with_win.empty()) return 0;
  int days = 0;
  for (auto day = today; day >= *with_win.begin(); day -= std::chrono::days(1)) {
    if (with_win.contains(day))
      ++days;
    else if (day != today && !is_free(day))
      break;
  }
  return days;
}

bool is_win_milestone(int wins) {
  for (auto const milestone : {1, 5, 10, 25, 50})
    if (wins == milestone) return true;
  return wins > 0 && wins % 100 == 0;
}

bool is_streak_milestone(int days) {
  return days == 5 || days == 10 || (days > 0 && days % 20 == 0);
}

}  // namespace huzzah::wins
