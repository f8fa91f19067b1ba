// What /standup status says, and when a stand-up's steps come next. Pure.
#pragma once

#include "base/clock.hpp"
#include "calendar/schedule.hpp"
#include "chat/message.hpp"
#include "features/standups/book.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huzzah::standups {

/// When a step comes next, days on which the stand-up rests left out; nothing where it is off, or for a year.
/// In dm mode the question is that of members who live in the stand-up's time zone.
std::optional<calendar::occurrence> next_of(book::entry const& one, standup_step step,
                                            base::time_point after);

/// "Thursday, 19 November 2026 at 09:30 (Europe/Berlin)", and what that is in another zone if it differs:
/// "…, 08:30 for you".
std::string spoken_time(base::time_point at, calendar::time_zone const& zone,
                        calendar::time_zone const& asker);

/// When the next question comes, in words; or that none will.
std::string next_question_in_words(book::entry const& one, base::time_point now,
                                   calendar::time_zone const& asker);

/// Lists stand-ups, with the times of a person who lives in `asker`.
chat::message standup_status(std::vector<book::entry> const& some, base::time_point now,
                             calendar::time_zone const& asker);

}  // namespace huzzah::standups
