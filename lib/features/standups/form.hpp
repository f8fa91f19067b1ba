// The form that sets up a stand-up, and what was entered there. Pure.
#pragma once

#include "app/fields.hpp"
#include "chat/message.hpp"
#include "features/standups/prompt_packs.hpp"
#include "features/standups/standup.hpp"

#include <string>

namespace huzzah::standups {

/// The form's action.
inline constexpr std::string_view standup_setup_action = "standup.setup";

/// The form, filled with the settings to change or with a start. `editing`: the name of the stand-up that is
/// changed; empty for a new one.
chat::form standup_form(settings const& start, std::string const& editing, prompt_packs const& packs);

/// Takes what was entered, and says what to mend, by field. What the form does not ask for stays.
void enter_standup(app::form_values const& values, prompt_packs const& packs, settings& into,
                   app::form_values& wrong);

}  // namespace huzzah::standups
