// Giving kudos by a form: from a message's menu, from anywhere, and by /kudos without words.
#pragma once

#include "app/context.hpp"
#include "features/kudos/recorder.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huzzah::kudos {

/// The names of its shortcuts and the action of the form.
namespace giving {
inline constexpr std::string_view by_shortcut = "kudos.give";
inline constexpr std::string_view by_message = "kudos.give_for";
inline constexpr std::string_view submit = "kudos.given";
}  // namespace giving

/// Opens the form and records what is sent. I/O thread only; what is passed in must outlive it.
class giving_form {
 public:
  giving_form(app::context const& with, options const& options, recorder& recorder);

  /// Answers nothing once the form is open, and why it isn't otherwise.
  awaitable<result<chat::reply>> open(chat::shortcut_invoked const& chosen);
  awaitable<result<chat::reply>> open(chat::command_invoked const& typed);
  /// Records it; what is wrong is said at its field, and nothing that was typed is lost.
  awaitable<result<chat::reply>> submit(chat::form_submitted const& sent);

 private:
  class start;

  awaitable<result<chat::reply>> open(std::string trigger, start begin);
  awaitable<std::vector<chat::user_group>> groups();
  /// The link to a message, if every full member can read it now.
  awaitable<std::string> link_to(std::string workspace, std::string context);

  chat::workspace& workspace_;
  base::clock& clock_;
  people::audience& readers_;
  options const& options_;
  recorder& recorder_;
  std::vector<chat::user_group> groups_;
  std::optional<base::duration> groups_asked_;
};

}  // namespace huzzah::kudos
