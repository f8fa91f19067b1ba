// What is said and shown of goals. Pure.
#pragma once

#include "chat/document.hpp"
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

/// "▰▰▱▱"
std::string bar(std::size_t done, std::size_t of);

/// A goal in the channel that it is shared with. It does not say by when: only its person sees that.
chat::message shared_goal(goal const& one);
/// A person's goals in their home page; empty where there are none.
chat::section goals_of_mine(std::vector<goal> const& open, calendar::local_date today);
/// To its person, once all is done.
chat::message reached(goal const& one);

}  // namespace huzzah::goals
