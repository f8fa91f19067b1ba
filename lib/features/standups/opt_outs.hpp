// Who does not want to be asked by a stand-up: a personal choice, kept until it is taken back.
#pragma once

#include "app/people/people.hpp"
#include "app/people/when.hpp"
#include "app/schedule/steps.hpp"
#include "features/standups/rounds.hpp"

#include <string>

namespace huzzah::standups {

/// Buttons below a question, and below the answer to the first: their value is the stand-up's name.
inline constexpr auto* opt_out_action = "standup.leave";
inline constexpr auto* opt_in_action = "standup.join";

/// The topics of questions and reminders (app/delivery/outbox).
inline constexpr auto* questions_topic = "questions";
inline constexpr auto* reminders_topic = "reminders";

/// Whether a person has opted out of a stand-up; within a unit of work.
bool has_opted_out(people::people from, std::string const& workspace, std::string const& person,
                   std::string const& standup);
/// Whether a person has said that they are away on the day of a round, has opted out of its stand-up, or
/// wants to be left out of everything.
bool wants_no_question(people::people from, standup_round const& round, std::string const& person);
/// Whether it asks a person who has left its last questions without an answer; within a unit of work.
people::asking patience_with(store::connection& on, standup_round const& round, std::string const& person);
/// Who is asked again from now on is asked as if they had left no question without an answer.
void set_opted_out(store::connection& on, std::string const& workspace, std::string const& person,
                   std::string const& standup, bool is_out);

}  // namespace huzzah::standups
