#include "sandbox/socket_mode/app_events.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

std::string_view message_subscription(channel const& where) {
  auto const type = where.type();
  if (type == "im") return "message.im";
  if (type == "mpim") return "message.mpim";
  return type == "group" ? "message.groups" : "message.channels";
}

bool is_message(happening const& what) {
  return what.what == happening::kind::posted || what.what == happening::kind::changed ||
         what.what == happening::kind::deleted;
}

/// The word for a subscription to anything but messages.
std::string_view subscription(workspace const& place, channel const* where, happening const& what) {
  bool const is_private = where != nullptr && where->is_private;
  switch (what.what) {
    case happening::kind::reaction_added:
      return "reaction_added";
    case happening::kind::reaction_removed:
      return "reaction_removed";
    case happening::kind::joined:
      return "member_joined_channel";
    case happening::kind::left:
      if (what.user == place.app.bot_user) return is_private ? "group_left" : "channel_left";
      return "member_left_channel";
    case happening::kind::channel_created:
      return "channel_created";
    case happening::kind::channel_archived:
      return "channel_archive";
    case happening::kind::channel_unarchived:
      return "channel_unarchive";
    case happening::kind::im_created:
      return "im_created";
    case happening::kind::person_changed:
      return "user_change";
    case happening::kind::usergroup_changed:
      return "subteam_updated";
    default:
      return {};
  }
}

/// The channel that an event is about; null if it is about none.
channel const* channel_of(workspace_state const& state, json const& event) {
  auto const& holder = event.contains("item") && event["item"].is_object() ? event["item"] : event;
  auto const found = holder.find("channel");
  if (found == holder.end() || !found->is_string()) return nullptr;
  return state.find_channel(found->get_ref<std::string const&>());
}

}  // namespace

std::vector<json> app_events(workspace const& place, happening const& what) {
  std::vector<json> events;
  message_view view;
  view.reactions = false;
  auto const* where = place.state.find_channel(what.channel);
  if (what.what == happening::kind::channel_created) {
    if (where != nullptr && !where->is_private && place.manifest.subscribes("channel_created"))
      events.push_back(event_json(place.state, place.app, what, view));
    return events;
  }
  bool const has_left = what.what == happening::kind::left && what.user == place.app.bot_user;
  if (where != nullptr && !where->has(place.app.bot_user) && !has_left) return events;
  auto const wanted =
      is_message(what) && where != nullptr ? message_subscription(*where) : subscription(place, where, what);
  if (place.manifest.subscribes(wanted)) {
    json const farewell = {{"type", wanted}, {"channel", what.channel}, {"event_ts", to_ts(what.at)}};
    events.push_back(has_left ? farewell : event_json(place.state, place.app, what, view));
  }
  bool const mentioned = what.what == happening::kind::posted && what.now.bot_id.empty() &&
                         what.now.text.find("<@" + place.app.bot_user) != std::string::npos;
  if (mentioned && where != nullptr && !where->is_im && place.manifest.subscribes("app_mention")) {
    auto mention = event_json(place.state, place.app, what, view);
    mention["type"] = "app_mention";
    mention.erase("channel_type");
    events.push_back(std::move(mention));
  }
  return events;
}

json event_callback(workspace& place, json inner) {
  auto const& state = place.state;
  auto const* shared = channel_of(state, inner);
  if (shared != nullptr && !shared->is_ext_shared) shared = nullptr;
  // At the top it is the workspace that made a shared channel, as in Slack.
  auto const& team = shared == nullptr || shared->host_team.empty() ? state.team_id : shared->host_team;
  json payload = {{"token", place.app.verification_token},
                  {"team_id", team},
                  {"context_team_id", state.team_id},
                  {"context_enterprise_id", nullptr},
                  {"api_app_id", place.app.app_id},
                  {"type", "event_callback"},
                  {"event_id", "Ev0" + place.ids.upper(9)},
                  {"event_time", to_seconds(state.now())},
                  {"is_ext_shared_channel", shared != nullptr},
                  {"event_context", "4-" + place.ids.alphanumeric(64)}};
  payload["event"] = std::move(inner);
  payload["authorizations"] = json::array({{{"enterprise_id", nullptr},
                                            {"team_id", state.team_id},
                                            {"user_id", place.app.bot_user},
                                            {"is_bot", true},
                                            {"is_enterprise_install", false}}});
  return payload;
}

std::string channel_word(channel const& where) {
  return where.is_im ? "directmessage" : where.is_private ? "privategroup" : where.name;
}

json command_payload(workspace& place, slash_command const& command, std::string const& text,
                     std::string const& user, channel const& where, std::string const& response_id) {
  auto const* whom = place.state.find_person(user);
  return {{"token", place.app.verification_token},
          {"team_id", place.state.team_id},
          {"team_domain", place.state.team_domain},
          {"channel_id", where.id},
          {"channel_name", channel_word(where)},
          {"user_id", user},
          {"user_name", whom == nullptr ? std::string() : whom->name},
          {"command", command.command},
          {"text", command.should_escape ? text : plain_mentions(place.state, text)},
          {"api_app_id", place.app.app_id},
          {"is_enterprise_install", "false"},
          {"response_url", place.url + "/response/" + response_id},
          {"trigger_id", place.triggers.issue(user)}};
}

json interaction_payload(workspace& place, std::string const& type, std::string const& user) {
  auto const* whom = place.state.find_person(user);
  auto const name = whom == nullptr ? std::string() : whom->name;
  auto const& team = whom == nullptr || whom->team.empty() ? place.state.team_id : whom->team;
  return {{"type", type},
          {"token", place.app.verification_token},
          {"api_app_id", place.app.app_id},
          {"trigger_id", place.triggers.issue(user)},
          {"team", {{"id", place.state.team_id}, {"domain", place.state.team_domain}}},
          {"enterprise", nullptr},
          {"is_enterprise_install", false},
          {"user", {{"id", user}, {"username", name}, {"name", name}, {"team_id", team}}}};
}

std::string plain_mentions(workspace_state const& state, std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size();) {
    auto const end = text[i] == '<' ? text.find('>', i) : std::string_view::npos;
    if (end == std::string_view::npos) {
      plain += text[i++];
      continue;
    }
    auto const inside = text.substr(i + 1, end - i - 1);
    auto const bar = inside.find('|');
    auto const label = bar == std::string_view::npos ? std::string_view() : inside.substr(bar + 1);
    auto const target = inside.substr(0, bar);
    if (target.starts_with('@')) {
      auto const* whom = state.find_person(target.substr(1));
      plain += "@" + (whom == nullptr ? std::string(target.substr(1)) : whom->name);
    } else if (target.starts_with('#')) {
      auto const* where = state.find_channel(target.substr(1));
      plain += "#" + (where == nullptr ? std::string(label) : where->name);
    } else if (target.starts_with("!subteam^")) {
      auto const* group = state.find_usergroup(target.substr(9));
      plain += "@" + (group == nullptr ? std::string(label) : group->handle);
    } else if (target.starts_with('!')) {
      plain += "@" + std::string(target.substr(1));
    } else {
      plain += label.empty() ? target : label;
    }
    i = end + 1;
  }
  return plain;
}

}  // namespace huzzah::sandbox
