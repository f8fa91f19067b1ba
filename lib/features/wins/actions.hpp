// The buttons and the form of wins.
#pragma once

#include "app/context.hpp"
#include "features/kudos/recorder.hpp"
#include "features/wins/recorder.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace huzzah::wins {

/// The name of the shortcut on a message.
inline constexpr std::string_view keep_shortcut = "win.keep";

/// Does what our buttons say, and records what is sent by form. I/O thread only; what is passed in must
/// outlive it.
class actions {
 public:
  actions(app::context const& with, options const& options, recorder& recorder)
      : with_(with), options_(options), recorder_(recorder), kudos_(with, options.kudos) {}

  /// nullopt for a button or form of another feature's. The event outlives the call.
  awaitable<result<std::optional<chat::reply>>> handle(chat::button_pressed const& pressed);
  awaitable<result<std::optional<chat::reply>>> handle(chat::form_submitted const& sent);
  /// "Keep in my record": any message that a person can read becomes a private win of theirs, with its link.
  awaitable<result<std::optional<chat::reply>>> handle(chat::shortcut_invoked const& chosen);

 private:
  awaitable<result<chat::message>> open_form(chat::button_pressed const& pressed);
  awaitable<result<chat::message>> share(chat::button_pressed const& pressed);
  awaitable<result<chat::message>> thank(chat::button_pressed const& pressed);
  awaitable<result<chat::message>> take_back(chat::button_pressed const& pressed);

  /// The question that a button or form of ours names.
  awaitable<result<std::optional<question>>> question_of(std::string workspace, std::string reference);
  /// The standing win that a button names, if it is that person's.
  awaitable<result<std::optional<ledger::win_entry>>> win_of(std::string reference, std::string person);
  /// Where a private win of that person's is shown once it is shared; empty where no channel fits.
  awaitable<std::string> channel_for(std::string workspace, std::string person, base::time_point now);
  awaitable<bool> is_among(std::string person, std::string channel);

  app::context with_;
  options const& options_;
  recorder& recorder_;
  kudos::recorder kudos_;
};

}  // namespace huzzah::wins
