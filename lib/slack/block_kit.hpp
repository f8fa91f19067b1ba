// Huzzah's messages and forms as Slack's Block Kit, within Slack's limits.
#pragma once

#include "base/error.hpp"
#include "chat/event.hpp"
#include "chat/message.hpp"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <string>
#include <string_view>

namespace huzzah::slack {

/// `{"text": …, "blocks": […]}`; no blocks when the message has none worth showing. `text` has at most
/// `text_limit` characters.
nlohmann::json to_message(chat::message const& said, std::size_t text_limit = 40'000);

/// A view for a person's Home.
nlohmann::json to_home(chat::message const& shown);

/// A modal view. Fails with invalid_input if the form's context is too long to come back unharmed.
result<nlohmann::json> to_view(chat::form const& asked);

/// What acknowledges a slash command: `{"response_type": …, "text": …}`, or null if nothing is said.
nlohmann::json to_command_reply(chat::reply const& given);

/// What acknowledges a form: its errors, or the form replaced by what is said, or null.
nlohmann::json to_form_reply(chat::reply const& given, std::string_view title);

/// The values of a submitted form (`view.state.values`) by field.
std::map<std::string, std::string> form_values(nlohmann::json const& values);

/// The action of a button as its feature named it. Slack wants the actions of one row to differ, so
/// repeated ones are sent with a number.
std::string_view action_name(std::string_view action_id);

}  // namespace huzzah::slack
