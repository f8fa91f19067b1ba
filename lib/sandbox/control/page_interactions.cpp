// What people do with the app on the page: commands, buttons, forms, the Home tab.
#include "sandbox/blocks/block_kit_rules.hpp"
#include "sandbox/control/control_api.hpp"
#include "sandbox/socket_mode/app_events.hpp"
#include "sandbox/web_api/posting.hpp"
#include "sandbox/web_api/web_api.hpp"
#include "sandbox/wire/http_answers.hpp"
#include "sandbox/workspace/block_ids.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

document say(json answer) {
  return std::make_shared<json const>(std::move(answer));
}
document refuse(std::string_view why) {
  return say(failure(why));
}

bool has_content(document const& acknowledged) {
  return acknowledged && acknowledged->is_object() && !acknowledged->empty();
}

/// The "actions" entry for an element, with what the person chose.
json action_entry(workspace& place, json const& element, json const& body) {
  auto const type = word(element, "type");
  json entry = {{"type", type},
                {"action_id", word(body, "action_id")},
                {"block_id", word(body, "block_id")},
                {"action_ts", to_ts(place.state.next_stamp())}};
  for (auto const* key : {"text", "style", "placeholder"})
    if (element.contains(key)) entry[key] = element[key];
  auto const chosen = body.contains("value") ? body["value"] : json();
  if (type == "button") {
    if (element.contains("value")) entry["value"] = element["value"];
    return entry;
  }
  // The page may send the whole state of the element, or just a value.
  if (chosen.is_object()) {
    entry.update(chosen);
  } else if (type == "users_select") {
    entry["selected_user"] = chosen;
  } else if (type == "channels_select") {
    entry["selected_channel"] = chosen;
  } else if (type == "conversations_select") {
    entry["selected_conversation"] = chosen;
  } else if (type == "datepicker") {
    entry["selected_date"] = chosen;
  } else if (type == "timepicker") {
    entry["selected_time"] = chosen;
  } else if (element.contains("options")) {
    for (auto const& option : element["options"])
      if (option.value("value", json()) == chosen) entry["selected_option"] = option;
  } else {
    entry["value"] = chosen;
  }
  return entry;
}

/// Where an interaction with a message happened; fills the payload. False if there is no such message.
bool describe_message(workspace& place, json const& body, std::string const& user, json& payload,
                      json& blocks, response_target& target) {
  auto const in_private = word(body, "container") == "ephemeral";
  auto named = word(body, in_private ? "ephemeral_id" : "message_ts");
  if (named.empty()) named = word(body, "message_ts");
  auto const at = parse_ts(named);
  if (!at) return false;
  message const* which = nullptr;
  target.channel = word(body, "channel");
  target.user = user;
  target.origin = *at;
  target.origin_private = in_private;
  if (in_private) {
    auto const* shown = place.privates.find(*at);
    if (shown == nullptr || shown->reader != user) return false;
    target.channel = shown->channel;
    which = &shown->content;
  }
  auto const* where = place.state.find_channel(target.channel);
  if (where == nullptr || !where->has(user)) return false;
  if (!in_private) which = where->find(*at);
  if (which == nullptr || !which->blocks || which->bot_id != place.app.bot_id) return false;
  target.thread = which->is_reply() ? which->thread : 0;
  blocks = *which->blocks;
  payload["container"] = {{"type", "message"},
                          {"message_ts", to_ts(*at)},
                          {"channel_id", where->id},
                          {"is_ephemeral", in_private}};
  payload["channel"] = {{"id", where->id}, {"name", channel_word(*where)}};
  if (!in_private) payload["message"] = message_json(place.state, place.app, *which);
  payload["state"] = {{"values", body.contains("state") ? body["state"] : json::object()}};
  return true;
}

/// The message that a shortcut was chosen for; false if this person sees no such message.
bool describe_chosen(workspace& place, json const& body, std::string const& user, json& payload) {
  auto const at = parse_ts(word(body, "message_ts"));
  auto const* where = place.state.find_channel(word(body, "channel"));
  if (!at || where == nullptr || (where->is_private && !where->has(user))) return false;
  auto const* which = where->find(*at);
  if (which == nullptr || which->subtype == "tombstone") return false;
  response_target target;
  target.channel = where->id;
  target.user = user;
  target.thread = which->is_reply() ? which->thread : 0;
  payload["message_ts"] = to_ts(*at);
  payload["message"] = message_json(place.state, place.app, *which);
  payload["channel"] = {{"id", where->id}, {"name", channel_word(*where)}};
  payload["response_url"] = place.url + "/response/" + place.responses.open(std::move(target));
  return true;
}

bool describe_view(workspace& place, json const& body, std::string const& user, json& payload, json& blocks) {
  auto* view =
      word(body, "container") == "home" ? place.views.home(user) : place.views.find(word(body, "view_id"));
  if (view == nullptr || view->user != user) return false;
  if (body.contains("state") && body["state"].is_object()) place.views.set_state(*view, body["state"]);
  blocks = (*view->shown)["blocks"];
  payload["container"] = {{"type", "view"}, {"view_id", view->id}};
  payload["view"] = *view->shown;
  return true;
}

}  // namespace

control_api::interaction control_api::find_interaction(std::string_view path) {
  if (path == "command") return &control_api::command;
  if (path == "shortcut") return &control_api::shortcut;
  if (path == "action") return &control_api::action;
  if (path == "view/submit") return &control_api::submit;
  if (path == "view/close") return &control_api::close_view;
  return path == "home/open" ? &control_api::open_home : nullptr;
}

awaitable<document> control_api::command(document body, std::string user) {
  auto const* known = place_.manifest.find_command(word(*body, "command"));
  if (known == nullptr || !place_.manifest.scopes.contains("commands")) co_return refuse("unknown_command");
  auto const* where = place_.state.find_channel(word(*body, "channel"));
  if (where == nullptr || !where->has(user)) co_return refuse("channel_not_found");
  response_target target;
  target.channel = where->id;
  target.user = user;
  auto const response = place_.responses.open(target);
  auto payload = say(command_payload(place_, *known, word(*body, "text"), user, *where, response));
  auto const answer = co_await socket_mode_.ask("slash_commands", std::move(payload), true);
  if (!answer) co_return refuse("app_did_not_respond");
  if (has_content(answer))
    if (auto const problem = deliver_answer(place_, target, *answer); !problem.empty())
      co_return refuse(problem);
  co_return say({{"ok", true}});
}

awaitable<document> control_api::shortcut(document body, std::string user) {
  auto const* known = place_.manifest.find_shortcut(word(*body, "callback_id"));
  if (known == nullptr || !place_.manifest.scopes.contains("commands")) co_return refuse("unknown_shortcut");
  if (!place_.manifest.interactivity) co_return refuse("interactivity_not_enabled");
  auto payload = interaction_payload(place_, known->on_message ? "message_action" : "shortcut", user);
  payload["callback_id"] = known->callback_id;
  payload["action_ts"] = to_ts(place_.state.next_stamp());
  if (known->on_message && !describe_chosen(place_, *body, user, payload))
    co_return refuse("message_not_found");
  auto sent = say(std::move(payload));
  auto const answer = co_await socket_mode_.ask("interactive", std::move(sent), false);
  co_return answer ? say({{"ok", true}}) : refuse("app_did_not_respond");
}

awaitable<document> control_api::action(document body, std::string user) {
  if (!place_.manifest.interactivity) co_return refuse("interactivity_not_enabled");
  auto payload = interaction_payload(place_, "block_actions", user);
  json blocks;
  response_target target;
  auto const container = word(*body, "container");
  bool const in_view = container == "view" || container == "home";
  bool const found = in_view ? describe_view(place_, *body, user, payload, blocks)
                             : describe_message(place_, *body, user, payload, blocks, target);
  if (!found) co_return refuse("message_not_found");
  auto const* element = find_element(blocks, word(*body, "block_id"), word(*body, "action_id"));
  if (element == nullptr) co_return refuse("action_not_found");
  payload["actions"] = json::array();
  payload["actions"].push_back(action_entry(place_, *element, *body));
  if (!in_view) payload["response_url"] = place_.url + "/response/" + place_.responses.open(target);
  auto sent = say(std::move(payload));
  auto const answer = co_await socket_mode_.ask("interactive", std::move(sent), false);
  co_return answer ? say({{"ok", true}}) : refuse("app_did_not_respond");
}

awaitable<document> control_api::submit(document body, std::string user) {
  auto const id = word(*body, "view_id");
  auto* view = place_.views.find(id);
  if (view == nullptr || view->user != user) co_return refuse("view_not_found");
  auto const values = body->contains("values") ? (*body)["values"] : json::object();
  place_.views.set_state(*view, values);
  auto payload = interaction_payload(place_, "view_submission", user);
  payload["view"] = *view->shown;
  payload["response_urls"] = json::array();
  auto sent = say(std::move(payload));
  auto const answer = co_await socket_mode_.ask("interactive", std::move(sent), true);
  if (!answer) co_return refuse("app_did_not_respond");
  view = place_.views.find(id);
  auto const what = has_content(answer) ? word(*answer, "response_action") : std::string();
  if (what.empty() || view == nullptr) {
    place_.views.close(id);
    co_return say({{"ok", true}});
  }
  json shown = {{"ok", true}, {"response_action", what}};
  if (what == "clear") {
    place_.views.close_all(user);
  } else if (what == "errors") {
    auto const& errors = answer->contains("errors") ? (*answer)["errors"] : json::object();
    if (!errors.is_object() || errors.empty()) co_return refuse("invalid_arguments");
    shown["errors"] = errors;
  } else if (what == "update" || what == "push") {
    auto const fresh = answer->contains("view") ? (*answer)["view"] : json();
    if (!check_view(fresh, "modal").empty()) co_return refuse("invalid_arguments");
    auto const* made = what == "update" ? &place_.views.update(*view, fresh) : place_.views.push(user, fresh);
    if (made == nullptr) co_return refuse("push_limit_reached");
    shown["view"] = *made->shown;
    place_.show(user, {{"type", what == "update" ? "view_updated" : "view_pushed"}, {"view", *made->shown}});
  } else {
    co_return refuse("invalid_response_action");
  }
  co_return say(std::move(shown));
}

awaitable<> control_api::tell_app(std::string type, document payload) {
  co_await socket_mode_.ask(std::move(type), std::move(payload), false);
}

awaitable<document> control_api::close_view(document body, std::string user) {
  auto const* view = place_.views.find(word(*body, "view_id"));
  if (view == nullptr || view->user != user) co_return refuse("view_not_found");
  bool const all = body->value("is_cleared", json()) == true || (*view->shown)["clear_on_close"] == true;
  auto closing = all ? place_.views.stack(user) : std::vector<std::string>{view->id};
  std::reverse(closing.begin(), closing.end());
  for (auto const& id : closing) {
    auto const shown = place_.views.find(id)->shown;
    place_.views.close(id);
    if ((*shown)["notify_on_close"] != true) continue;
    auto payload = interaction_payload(place_, "view_closed", user);
    payload.erase("trigger_id");
    payload["view"] = *shown;
    payload["is_cleared"] = all;
    tasks_.start(tell_app("interactive", say(std::move(payload))));
  }
  co_return say({{"ok", true}, {"is_cleared", all}});
}

awaitable<document> control_api::open_home(document body, std::string user) {
  // The app hears of an open Messages tab, too; that shows no view.
  auto const tab = word(*body, "tab") == "messages" ? "messages" : "home";
  auto const* home = tab == std::string_view("home") ? place_.views.home(user) : nullptr;
  if (place_.manifest.subscribes("app_home_opened")) {
    json event = {{"type", "app_home_opened"},
                  {"user", user},
                  {"channel", place_.state.open_conversation({user, place_.app.bot_user}).id},
                  {"tab", tab},
                  {"event_ts", to_ts(place_.state.next_stamp())}};
    if (home != nullptr) event["view"] = *home->shown;
    socket_mode_.send_event(event);
  }
  co_return say({{"ok", true}, {"view", home == nullptr ? json() : *home->shown}});
}

}  // namespace huzzah::sandbox
