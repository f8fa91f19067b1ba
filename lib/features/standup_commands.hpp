// The /standup command and its words: status, setup, skip, pause, resume, off, away, back, help.
#pragma once

#include "base/clock.hpp"
#include "chat/workspace.hpp"
#include "features/ritual_book.hpp"
#include "features/roster.hpp"
#include "features/standup_people.hpp"
#include "features/standup_setup.hpp"
#include "storage/store.hpp"

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace huzzah::features {

/// Answers /standup, always privately. I/O thread only; what is passed in must outlive it.
class standup_commands {
 public:
  /// `wake` is called when something has changed that the stand-ups' time depends on.
  standup_commands(storage::store& store, chat::workspace& workspace, base::clock& clock, standup_book& book,
                   standup_setup& setup, std::function<void()> wake);

  /// Answers a command; it outlives the call.
  awaitable<result<chat::reply>> handle(chat::command_invoked const& command);

 private:
  using said = result<chat::message>;
  /// The stand-up that is meant, or what to say instead.
  using choice = std::variant<standup_book::entry, chat::message>;

  awaitable<said> answer(chat::command_invoked const& command, std::string verb,
                         std::vector<std::string> words);
  awaitable<said> status(chat::command_invoked const& command, std::string name);
  awaitable<said> skip(chat::command_invoked const& command, std::vector<std::string> words);
  awaitable<said> pause(chat::command_invoked const& command, std::vector<std::string> words);
  awaitable<said> resume(chat::command_invoked const& command, std::string name);
  awaitable<said> off(chat::command_invoked const& command, std::string name);
  awaitable<said> away(chat::command_invoked const& command, std::vector<std::string> words);
  awaitable<said> back(chat::command_invoked const& command);

  /// The stand-ups that happen in a channel.
  awaitable<std::vector<standup_book::entry>> those_in(std::string channel);
  /// The one of that name, or with an empty one that of the channel, or the only one there is.
  awaitable<choice> choose(chat::command_invoked const& command, std::string name);
  /// The same, if the person may change it: a member of its channel.
  awaitable<choice> choose_to_change(chat::command_invoked const& command, std::string name);
  awaitable<result<>> note(std::string name, std::function<void(ritual_notes&)> change);
  awaitable<calendar::time_zone> zone_of_asker(std::string person);

  storage::store& store_;
  chat::workspace& workspace_;
  base::clock& clock_;
  standup_book& book_;
  standup_setup& setup_;
  std::function<void()> wake_;
  roster roster_;
  standup_people people_;
};

}  // namespace huzzah::features
