// What a stand-up is: when it asks, which members, and how. Pure.
#pragma once

#include "base/clock.hpp"
#include "calendar/schedule.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::standups {

/// Where a stand-up asks.
enum class standup_mode {
  thread,  ///< one prompt in the channel, answered in its thread
  dm,      ///< each member privately in their own time zone, gathered in the channel at close
};
/// "thread", "dm"
std::string_view to_string(standup_mode mode);
std::optional<standup_mode> standup_mode_from(std::string_view word);

/// Before the name of a prompt pack whose questions are asked in turn: "pack:engineering".
inline constexpr std::string_view pack_prefix = "pack:";

/// One stand-up, as configured.
class settings {
 public:
  std::string name;     ///< unique among stand-ups in any case
  std::string channel;  ///< an id, or "#name"
  calendar::time_zone zone;
  calendar::workdays on;  ///< with its days off
  calendar::time_of_day prompt_at{9 * 60 + 30};
  std::optional<calendar::time_of_day> remind_at;  ///< none: there is no reminder
  calendar::time_of_day close_at{16 * 60};
  standup_mode mode = standup_mode::thread;
  std::vector<std::string> members;  ///< ids; empty: the people of the channel
  /// The question itself, or "pack:NAME" for the questions of a prompt pack in turn.
  std::string question = "pack:general";
  friend bool operator==(settings const&, settings const&) = default;
};

/// The steps of a stand-up on one day.
enum class standup_step { prompt, remind, close };
/// "prompt", "remind", "close"
std::string_view to_string(standup_step step);

/// How late a step may still be done: prompt 2 h, reminder not at all (5 minutes, for a restart), close 12 h.
base::duration grace(standup_step step);

/// What is due on which date at which instant. In dm mode the prompt is the moment at which the round opens:
/// the earliest one at which it is prompt_at of that date anywhere (UTC+14), so that members who live east of
/// the stand-up can be asked in their own time; see asked_at() for each member's. Reminder and close are
/// always in the stand-up's zone.
class due_step {
 public:
  standup_step step;
  calendar::local_date date;  ///< the stand-up's
  base::time_point at;
  friend bool operator==(due_step const&, due_step const&) = default;
};

/// How late that step of that stand-up may still be done: grace(step), but in dm mode a round may be opened
/// until it closes, for those whose time to be asked has not come yet; asking a member has grace(prompt) from
/// asked_at().
base::duration grace(settings const& standup, due_step const& due);

/// The steps of a stand-up after `after` and up to `until`, in order of time.
std::vector<due_step> steps_between(settings const& standup, base::time_point after, base::time_point until);
/// The next step after `moment`; nothing if there is none within a year.
std::optional<due_step> next_step(settings const& standup, base::time_point moment);

/// The instant at which a member is asked in dm mode: prompt_at on that date where the member lives.
base::time_point asked_at(settings const& standup, calendar::local_date date,
                          calendar::time_zone const& members_zone);

/// Questions to ask in turn.
class prompt_pack {
 public:
  std::string name;
  std::vector<std::string> questions;  ///< at least one
  friend bool operator==(prompt_pack const&, prompt_pack const&) = default;
};

/// The question of a date: all of the pack come once before one comes again, in an order that differs from
/// round to round and by `name` of the stand-up (in any case of letters), never the same one on two working
/// days in a row, nor (with a dozen questions) with up to three days off between them. `days` are those on
/// which the stand-up asks.
std::string const& question_of(prompt_pack const& pack, std::string_view name, calendar::local_date date,
                               calendar::weekdays days = calendar::weekdays::working_week());

/// The working days of a whole house, for wins that answer no stand-up: every day of the week on which any
/// stand-up works, without any stand-up's days off. Monday to Friday where there is none.
calendar::workdays working_days(std::vector<settings> const& standups);

}  // namespace huzzah::standups
