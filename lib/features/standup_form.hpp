// The form that sets up a stand-up, and what was entered there. Pure.
#pragma once

#include "chat/message.hpp"
#include "recognition/standup.hpp"

#include <map>
#include <optional>
#include <string>

namespace huzzah::features {

/// The form's action.
inline constexpr std::string_view standup_setup_action = "standup.setup";

/// The form, filled with the settings to change or with a start. `editing`: the name of the stand-up that is
/// changed; empty for a new one.
chat::form standup_form(recognition::standup_settings const& start, std::string const& editing,
                        std::map<std::string, recognition::prompt_pack> const& packs);

/// What was entered, and what to mend, by field.
class entered_standup {
 public:
  recognition::standup_settings settings;
  std::map<std::string, std::string> errors;
};

/// Reads the form. What it does not ask for is as in `before`.
entered_standup read_standup_form(std::map<std::string, std::string> const& values,
                                  recognition::standup_settings const& before,
                                  std::map<std::string, recognition::prompt_pack> const& packs);

}  // namespace huzzah::features
