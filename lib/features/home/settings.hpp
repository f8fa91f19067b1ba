// What a person chooses for themselves, asked for by one form.
#pragma once

#include "app/context.hpp"
#include "app/fields.hpp"
#include "app/people/people.hpp"
#include "calendar/local_date.hpp"

#include <optional>
#include <string>

namespace huzzah::home {

inline constexpr auto* settings_action = "home.settings";

/// A person's choices.
class personal_settings {
 public:
  bool notes = true;  ///< a private note for each kudos
  std::optional<calendar::local_date> away_until;
  bool left_out = false;
  friend bool operator==(personal_settings const&, personal_settings const&) = default;

  /// As they are kept; within a unit of work.
  static personal_settings of(people::people from, std::string const& workspace, std::string const& person,
                              calendar::local_date today);
  void keep(people::people in, std::string const& workspace, std::string const& person,
            calendar::local_date today) const;
};

/// Opens the form and takes what was entered. I/O thread only; what is passed in must outlive it.
class settings {
 public:
  explicit settings(app::context const& with) : with_(with) {}

  awaitable<result<chat::reply>> open(chat::command_invoked const& command);
  awaitable<result<chat::reply>> submit(chat::form_submitted const& sent);

 private:
  awaitable<calendar::local_date> today_of(std::string person);

  app::context with_;
};

}  // namespace huzzah::home
