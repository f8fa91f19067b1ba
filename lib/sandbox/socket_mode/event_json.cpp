// Happenings as Slack tells of them.
#include "sandbox/workspace/slack_json.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

json about_message(workspace_state const& state, app_identity const& app, happening const& what,
                   message_view const& view) {
  json event;
  if (what.what == happening::kind::posted) {
    event = message_json(state, app, what.now, view);
  } else {
    event = {{"type", "message"}, {"hidden", true}, {"ts", to_ts(what.at)}};
    event["previous_message"] = message_json(state, app, what.before, view);
    if (what.what == happening::kind::changed) {
      event["subtype"] = "message_changed";
      event["message"] = message_json(state, app, what.now, view);
    } else {
      event["subtype"] = "message_deleted";
      event["deleted_ts"] = to_ts(what.before.at);
    }
  }
  event["channel"] = what.channel;
  if (auto const* where = state.find_channel(what.channel)) event["channel_type"] = where->type();
  return event;
}

json about_reaction(happening const& what) {
  json event = {
      {"type", what.what == happening::kind::reaction_added ? "reaction_added" : "reaction_removed"},
      {"user", what.user},
      {"reaction", what.emoji},
      {"item", {{"type", "message"}, {"channel", what.channel}, {"ts", to_ts(what.now.at)}}}};
  if (!what.now.user.empty()) event["item_user"] = what.now.user;
  return event;
}

std::string team_of(workspace_state const& state, std::string const& user) {
  auto const* whom = state.find_person(user);
  return whom == nullptr || whom->team.empty() ? state.team_id : whom->team;
}

json about_channel(workspace_state const& state, happening const& what) {
  auto const* where = state.find_channel(what.channel);
  json event;
  if (where == nullptr) return event;
  switch (what.what) {
    case happening::kind::channel_created:
    case happening::kind::im_created:
      event = {{"type", what.what == happening::kind::im_created ? "im_created" : "channel_created"},
               {"channel", channel_json(state, *where, what.user)}};
      if (!what.user.empty()) event["user"] = what.user;
      break;
    case happening::kind::channel_archived:
    case happening::kind::channel_unarchived:
      event = {{"type", where->is_archived ? "channel_archive" : "channel_unarchive"},
               {"channel", what.channel},
               {"user", what.user}};
      break;
    default:
      event = {
          {"type", what.what == happening::kind::joined ? "member_joined_channel" : "member_left_channel"},
          {"user", what.user},
          {"channel", what.channel},
          {"channel_type", where->is_private ? "G" : "C"},
          {"team", team_of(state, what.user)}};
      if (!what.now.extra_user.empty()) event["inviter"] = what.now.extra_user;
  }
  return event;
}

json about_usergroup(workspace_state const& state, happening const& what) {
  json event = {{"type", "subteam_updated"}};
  auto const* which = state.find_usergroup(what.usergroup);
  if (which != nullptr) event["subteam"] = usergroup_json(state, *which, true);
  return event;
}

}  // namespace

json event_json(workspace_state const& state, app_identity const& app, happening const& what,
                message_view const& view) {
  json event;
  switch (what.what) {
    case happening::kind::posted:
    case happening::kind::changed:
    case happening::kind::deleted:
      event = about_message(state, app, what, view);
      break;
    case happening::kind::reaction_added:
    case happening::kind::reaction_removed:
      event = about_reaction(what);
      break;
    case happening::kind::joined:
    case happening::kind::left:
    case happening::kind::channel_created:
    case happening::kind::channel_archived:
    case happening::kind::channel_unarchived:
    case happening::kind::im_created:
      event = about_channel(state, what);
      break;
    case happening::kind::person_changed:
      event = {{"type", "user_change"}, {"cache_ts", to_seconds(what.at)}};
      if (auto const* whom = state.find_person(what.user)) event["user"] = person_json(state, *whom, false);
      break;
    case happening::kind::usergroup_changed:
      event = about_usergroup(state, what);
      break;
  }
  event["event_ts"] = to_ts(what.at);
  return event;
}

}  // namespace huzzah::sandbox
