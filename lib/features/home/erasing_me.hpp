// "/huzzah erase": erases the one who asks, after saying what goes and what stays, and asking twice.
#pragma once

#include "app/context.hpp"
#include "app/keeping.hpp"

#include <functional>
#include <string>

namespace huzzah::home {

inline constexpr auto* erase_action = "home.erase";  ///< the button, and the form that it opens

/// I/O thread only; what is passed in must outlive it.
class erasing_me {
 public:
  /// `show_home` shows a person their home page again.
  erasing_me(app::context const& with, app::keeping chosen,
             std::function<awaitable<>(std::string)> show_home);

  /// Says what would go, and has a button.
  awaitable<result<chat::reply>> explain(chat::command_invoked const& command);
  /// The button: opens the form.
  awaitable<result<chat::reply>> ask(chat::button_pressed const& pressed);
  /// The form: begins.
  awaitable<result<chat::reply>> begin(chat::form_submitted const& sent);

 private:
  app::context with_;
  app::keeping chosen_;
};

}  // namespace huzzah::home
