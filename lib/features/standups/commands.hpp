// The /standup command and its words: status, setup, skip, pause, resume, off, leave, join, away, back,
// help.
#pragma once

#include "app/context.hpp"
#include "app/people/directory.hpp"
#include "app/schedule/choice.hpp"
#include "features/standups/book.hpp"
#include "features/standups/setup.hpp"

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace huzzah::standups {

/// Answers /standup, always privately. I/O thread only; what is passed in must outlive it.
class commands {
 public:
  commands(app::context const& with, book& all, schedule::rights& rights, setup& setup);

  /// Answers a command, or a button to leave or join; it outlives the call.
  awaitable<result<chat::reply>> handle(chat::command_invoked const& command);
  awaitable<result<chat::reply>> handle(chat::button_pressed const& pressed);

 private:
  awaitable<result<>> note_opt_out(std::string person, std::string standup, bool is_out);
  using said = result<chat::message>;
  using choice = schedule::chooser<settings>::choice;

  awaitable<said> answer(chat::command_invoked const& command, std::string verb,
                         std::vector<std::string> words);
  awaitable<said> status(chat::command_invoked const& command, std::string name);
  awaitable<said> skip(chat::command_invoked const& command, std::vector<std::string> words);
  awaitable<said> pause(chat::command_invoked const& command, std::vector<std::string> words);
  awaitable<said> resume(chat::command_invoked const& command, std::string name);
  awaitable<said> off(chat::command_invoked const& command, std::string name);
  awaitable<said> away(chat::command_invoked const& command, std::vector<std::string> words);
  awaitable<said> back(chat::command_invoked const& command);
  awaitable<said> opt(chat::command_invoked const& command, std::string name, bool is_out);

  /// The one that is meant, if the person may change it: a member of its channel.
  awaitable<choice> choose_to_change(chat::command_invoked const& command, std::string name);
  awaitable<result<>> note(std::string name, std::function<void(schedule::overrides&)> change);
  awaitable<calendar::time_zone> zone_of_asker(std::string person);

  app::context with_;
  book& book_;
  setup& setup_;
  people::directory people_;
  schedule::rights& rights_;
  schedule::chooser<settings> among_;
};

}  // namespace huzzah::standups
