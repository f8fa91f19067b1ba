// What happens to a goal, with all that follows from it, within one unit of work.
#pragma once

#include "calendar/time_zone.hpp"
#include "features/goals/table.hpp"
#include "store/unit_of_work.hpp"

#include <string>

namespace huzzah::goals {

/// Who presses, and where they live.
class presser {
 public:
  std::string person;
  calendar::time_zone zone;
};

/// Keeps goals, the wins of their steps and the messages that show them in step.
class keeping {
 public:
  /// `zone` is where the person of the goals lives.
  keeping(store::unit_of_work& work, calendar::time_zone zone, base::time_point now)
      : work_(work), zone_(zone), now_(now) {}

  /// Puts a goal in, and shows it in its channel.
  void add(goal const& fresh);
  /// A step is done, or not, as of a moment: newer presses win, whatever the order in which they come.
  /// It is a win of the one who ticks it.
  void set_done(goal const& of, std::string const& step, bool is_done, base::time_point at,
                presser const& by);
  /// Its message goes; its wins stay.
  void end(goal const& one, base::time_point at);

 private:
  void keep_win(goal const& of, step const& one, presser const& whose, bool is_done, base::time_point at);
  void keep_reached(goal const& now);
  void show(goal const& one);

  store::unit_of_work& work_;
  calendar::time_zone zone_;
  base::time_point now_;
};

}  // namespace huzzah::goals
