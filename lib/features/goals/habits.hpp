// Habits: begun by a form, kept by one press a day in the home page of their person.
#pragma once

#include "app/context.hpp"
#include "app/feature.hpp"
#include "features/goals/habit_table.hpp"

#include <string_view>

namespace huzzah::goals {

/// Takes the form and the buttons of habits. I/O thread only.
class habits {
 public:
  explicit habits(app::context const& with);

  /// Whether an action is one of theirs.
  static bool takes(std::string_view action);
  awaitable<result<app::plan>> begin(chat::form_submitted const& sent);
  awaitable<result<app::plan>> press(chat::button_pressed const& pressed);
  /// A person's habits in their home page; empty where there are none.
  static chat::section section_of(store::connection& on, app::reading const& by);

 private:
  awaitable<result<chat::reply>> open(chat::command_invoked const& command);

  app::context with_;
};

}  // namespace huzzah::goals
