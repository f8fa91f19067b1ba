// Who does not want to be asked by a stand-up: a personal choice, kept until it is taken back.
#pragma once

#include "app/people/people.hpp"
#include "app/schedule/steps.hpp"
#include "features/standups/rounds.hpp"

#include <string>

namespace huzzah::standups {

/// Buttons below a question, and below the answer to the first: their value is the stand-up's name.
inline constexpr auto* opt_out_action = "standup.leave";
inline constexpr auto* opt_in_action = "standup.join";

/// Whether a person has opted out of a stand-up; within a unit of work.
bool has_opted_out(people::people from, std::string const& workspace, std::string const& person,
                   std::string const& standup);
/// Whether a person has said that they are away on the day of a round, has opted out of its stand-up, or
/// wants to be left out of everything.
bool wants_no_question(people::people from, standup_round const& round, std::string const& person);
void set_opted_out(people::people people, std::string const& workspace, std::string const& person,
                   std::string const& standup, bool is_out);

}  // namespace huzzah::standups
