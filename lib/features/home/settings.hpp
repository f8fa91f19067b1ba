// What a person chooses for themselves, asked for by one form.
#pragma once

#include "app/context.hpp"
#include "app/fields.hpp"
#include "app/people/calm_choices.hpp"
#include "app/people/people.hpp"
#include "calendar/local_date.hpp"

#include <map>
#include <optional>
#include <string>

namespace huzzah::home {

inline constexpr auto* settings_action = "home.settings";

/// A person's choices.
class personal_settings {
 public:
  people::rhythm notes = people::rhythm::at_once;  ///< on kudos
  std::map<std::string, bool> topics;              ///< all other kinds of messages
  std::optional<calendar::time_of_day> from;       ///< working hours; none: those of the house
  std::optional<calendar::time_of_day> until;
  calendar::weekdays days;  ///< none: those of the house
  std::optional<calendar::local_date> away_until;
  bool on_boards = true;
  std::optional<calendar::local_date> birthday;  ///< of any year
  std::optional<calendar::local_date> first_day;
  bool left_out = false;
  friend bool operator==(personal_settings const&, personal_settings const&) = default;

  /// As they are kept; within a unit of work. `known` are the kinds of messages that there are.
  static personal_settings of(people::people from, std::string const& workspace, std::string const& person,
                              app::topics const& known, calendar::local_date today);
  /// `house` completes working hours of which only a part was chosen.
  void keep(people::people in, std::string const& workspace, std::string const& person,
            people::working_hours const& house, calendar::local_date today) const;
  /// The working hours that were chosen, with what is left out as in the house; nothing if nothing was.
  std::optional<people::working_hours> hours(people::working_hours house) const;
};

/// Opens the form and takes what was entered. I/O thread only; what is passed in must outlive it.
class settings {
 public:
  explicit settings(app::context const& with) : with_(with) {}

  awaitable<result<chat::reply>> open(chat::command_invoked const& command);
  awaitable<result<chat::reply>> submit(chat::form_submitted const& sent);

 private:
  awaitable<calendar::local_date> today_of(std::string person);
  app::fields<personal_settings> fields() const;

  app::context with_;
};

}  // namespace huzzah::home
