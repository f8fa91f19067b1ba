// What is said and shown of goals. Pure.
#pragma once

#include "chat/document.hpp"
#include "features/goals/habit_table.hpp"
#include "features/goals/strength.hpp"
#include "features/goals/table.hpp"

#include <string>
#include <vector>

namespace huzzah::goals {

/// The actions of the form and of buttons. Those of a step say what is wanted, not a change, and carry its
/// reference; the one that ends a goal carries the goal's.
inline constexpr auto* made_action = "goals.made";
inline constexpr auto* tick_action = "goals.tick";
inline constexpr auto* untick_action = "goals.untick";
inline constexpr auto* end_action = "goals.end";

/// The switch of what is said of goals unasked.
inline constexpr auto* goals_topic = "goals";

/// The same for habits. Those of a day carry the habit's reference; the day is that of the press.
inline constexpr auto* habit_made_action = "goals.habit_made";
inline constexpr auto* keep_action = "goals.keep";
inline constexpr auto* unkeep_action = "goals.unkeep";
inline constexpr auto* end_habit_action = "goals.end_habit";

/// What is wrong with a line of more than longest_line.
std::string too_long();

/// "▰▰▱▱"
std::string bar(std::size_t done, std::size_t of);

/// A goal in the channel that it is shared with. It does not say by when: only its person sees that.
chat::message shared_goal(goal const& one);
/// A person's goals in their home page; empty where there are none.
chat::section goals_of_mine(std::vector<goal> const& open, calendar::local_date today);

/// A habit as its person sees it.
class shown_habit {
 public:
  habit what;
  bool is_kept = false;  ///< today
  week_so_far week;
  double strength = 0;
};
/// A person's habits in their home page; empty where there are none.
chat::section habits_of_mine(std::vector<shown_habit> const& all);
/// Asks its person about the next step; the last question says that it is.
chat::message about_next_step(goal const& one, bool is_last);
/// To its person, once all is done.
chat::message reached(goal const& one);

}  // namespace huzzah::goals
