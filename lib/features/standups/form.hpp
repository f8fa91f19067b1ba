// The form that sets up a stand-up, and what was entered there. Pure.
#pragma once

#include "chat/message.hpp"
#include "features/standups/standup.hpp"

#include <map>
#include <optional>
#include <string>

namespace huzzah::standups {

/// The form's action.
inline constexpr std::string_view standup_setup_action = "standup.setup";

/// The form, filled with the settings to change or with a start. `editing`: the name of the stand-up that is
/// changed; empty for a new one.
chat::form standup_form(settings const& start, std::string const& editing,
                        std::map<std::string, prompt_pack> const& packs);

/// What was entered, and what to mend, by field.
class entered_standup {
 public:
  standups::settings settings;
  std::map<std::string, std::string> errors;
};

/// Reads the form. What it does not ask for is as in `before`.
entered_standup read_standup_form(std::map<std::string, std::string> const& values, settings const& before,
                                  std::map<std::string, prompt_pack> const& packs);

}  // namespace huzzah::standups
