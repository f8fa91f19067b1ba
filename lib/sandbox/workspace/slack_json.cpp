#include "sandbox/workspace/slack_json.hpp"

#include "base/text.hpp"
#include "sandbox/workspace/time_zones.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

/// Slack's idea of a stranger: a person of another organisation who is in none of the shared channels.
bool is_stranger(workspace_state const& state, person const& whom) {
  if (whom.team.empty()) return false;
  auto const& all = state.channels();
  return std::none_of(all.begin(), all.end(), [&](auto const& entry) {
    return entry.second.is_ext_shared && entry.second.has(whom.id);
  });
}

}  // namespace

json person_json(workspace_state const& state, person const& whom, bool with_email) {
  auto const zone = look_up_zone(whom.tz, base::time_point(base::duration(state.now())));
  auto const& label = zone.summer && !whom.tz_summer.empty() ? whom.tz_summer : whom.tz_label;
  auto const first = whom.real_name.substr(0, whom.real_name.find(' '));
  bool const with_status = whom.status_expiration == 0 || whom.status_expiration > to_seconds(state.now());
  auto const& team = whom.team.empty() ? state.team_id : whom.team;
  json profile = {{"real_name", whom.real_name},
                  {"real_name_normalized", whom.real_name},
                  {"display_name", whom.display_name},
                  {"display_name_normalized", whom.display_name},
                  {"first_name", first},
                  {"title", ""},
                  {"phone", ""},
                  {"status_text", with_status ? whom.status_text : ""},
                  {"status_emoji", with_status ? whom.status_emoji : ""},
                  {"status_expiration", with_status ? whom.status_expiration : 0},
                  {"avatar_hash", whom.color},
                  {"team", team}};
  if (with_email && !whom.is_bot && whom.team.empty())
    profile["email"] = whom.name + "@" + state.team_domain + ".example";
  if (!whom.bot_id.empty()) profile["bot_id"] = whom.bot_id;
  json shown = {{"id", whom.id},
                {"team_id", team},
                {"name", whom.name},
                {"deleted", whom.deleted},
                {"real_name", whom.real_name},
                {"color", whom.color},
                {"tz", whom.tz},
                {"tz_label", label},
                {"tz_offset", zone.offset_seconds},
                {"profile", profile},
                {"is_bot", whom.is_bot},
                {"is_app_user", false},
                {"updated", 1'700'000'000}};
  if (!whom.deleted) {
    shown["is_admin"] = whom.is_admin;
    shown["is_owner"] = whom.is_owner;
    shown["is_primary_owner"] = false;
    shown["is_restricted"] = whom.is_restricted || whom.is_ultra_restricted;
    shown["is_ultra_restricted"] = whom.is_ultra_restricted;
    shown["is_email_confirmed"] = !whom.is_bot;
  }
  // Only of people of other organisations.
  if (!whom.team.empty()) shown["is_stranger"] = is_stranger(state, whom);
  return shown;
}

json channel_json(workspace_state const& state, channel const& which, std::string_view viewer) {
  json shown = {{"id", which.id},
                {"created", to_seconds(which.created)},
                {"updated", which.created / 1000},
                {"is_im", which.is_im},
                {"is_mpim", which.is_mpim},
                {"is_channel", !which.is_im && !which.is_mpim},
                {"is_group", which.is_private && !which.is_im},
                {"is_private", which.is_private},
                {"is_archived", which.is_archived},
                {"is_shared", which.is_ext_shared},
                {"is_org_shared", false},
                {"is_ext_shared", which.is_ext_shared},
                {"context_team_id", state.team_id}};
  if (which.is_ext_shared) {
    auto const& host = which.host_team.empty() ? state.team_id : which.host_team;
    std::set<std::string> teams{state.team_id, host};
    for (auto const& member : which.members)
      if (auto const* whom = state.find_person(member); whom != nullptr && !whom->team.empty())
        teams.insert(whom->team);
    shown["conversation_host_id"] = host;
    shown["shared_team_ids"] = teams;
    shown["internal_team_ids"] = json::array({state.team_id});
    teams.erase(state.team_id);
    shown["connected_team_ids"] = teams;
  }
  if (which.is_im) {
    auto const other = std::find_if(which.members.begin(), which.members.end(),
                                    [&](auto const& member) { return member != viewer; });
    shown["user"] = other == which.members.end() ? std::string(viewer) : *other;
    shown["is_open"] = true;
    shown["priority"] = 0;
    return shown;
  }
  shown["name"] = which.name;
  shown["name_normalized"] = which.name;
  shown["is_general"] = which.name == "general";
  shown["is_member"] = which.has(viewer);
  shown["creator"] = which.creator;
  shown["unlinked"] = 0;
  shown["topic"] = {{"value", which.topic}, {"creator", which.creator}, {"last_set", 0}};
  shown["purpose"] = {{"value", which.purpose}, {"creator", which.creator}, {"last_set", 0}};
  shown["num_members"] = which.members.size();
  shown["previous_names"] = json::array();
  shown["pending_shared"] = json::array();
  return shown;
}

json usergroup_json(workspace_state const& state, usergroup const& which, bool with_users) {
  json shown = {{"id", which.id},
                {"team_id", state.team_id},
                {"is_usergroup", true},
                {"name", which.name},
                {"description", ""},
                {"handle", which.handle},
                {"is_external", false},
                {"date_create", 1'700'000'000},
                {"date_update", 1'700'000'000},
                {"date_delete", 0},
                {"user_count", which.users.size()}};
  if (with_users) shown["users"] = which.users;
  return shown;
}

json bot_json(workspace_state const& state, app_identity const& app) {
  return {{"id", app.bot_id},        {"app_id", app.app_id},    {"user_id", app.bot_user},
          {"name", app.name},        {"deleted", false},        {"updated", 1'700'000'000},
          {"icons", json::object()}, {"team_id", state.team_id}};
}

json message_json(workspace_state const& state, app_identity const& app, message const& which,
                  message_view const& view) {
  json shown = {{"type", "message"}, {"ts", to_ts(which.at)}, {"text", which.text}};
  if (!which.user.empty()) shown["user"] = which.user;
  if (!which.subtype.empty()) shown["subtype"] = which.subtype;
  if (which.subtype == "tombstone") shown["hidden"] = true;
  if (!which.extra_user.empty()) shown["inviter"] = which.extra_user;
  if (which.subtype.empty() || which.subtype == "thread_broadcast") {
    auto const* author = state.find_person(which.user);
    bool const foreign = author != nullptr && !author->team.empty();
    shown["team"] = foreign ? author->team : state.team_id;
    if (foreign) shown["user_team"] = shown["source_team"] = author->team;
  }
  if (!which.client_msg_id.empty()) shown["client_msg_id"] = which.client_msg_id;
  if (!which.bot_id.empty()) {
    shown["bot_id"] = which.bot_id;
    if (which.bot_id == app.bot_id) {
      shown["app_id"] = app.app_id;
      shown["bot_profile"] = bot_json(state, app);
    }
  }
  if (which.blocks) shown["blocks"] = *which.blocks;
  if (which.attachments) shown["attachments"] = *which.attachments;
  if (which.files) {
    shown["files"] = *which.files;
    shown["upload"] = false;
    shown["display_as_bot"] = false;
  }
  if (which.metadata && view.metadata) shown["metadata"] = *which.metadata;
  if (!which.edited_by.empty()) shown["edited"] = {{"user", which.edited_by}, {"ts", to_ts(which.edited_at)}};
  if (which.thread != 0) shown["thread_ts"] = to_ts(which.thread);
  if (view.thread && !which.replies.empty()) {
    shown["reply_count"] = which.replies.size();
    shown["reply_users_count"] = which.repliers.size();
    shown["reply_users"] = which.repliers;
    shown["latest_reply"] = to_ts(which.replies.back());
    shown["is_locked"] = false;
    shown["subscribed"] = false;
  }
  if (view.reactions && !which.reactions.empty()) {
    auto& list = shown["reactions"] = json::array();
    for (auto const& entry : which.reactions)
      list.push_back({{"name", entry.name}, {"users", entry.users}, {"count", entry.users.size()}});
  }
  return shown;
}

}  // namespace huzzah::sandbox
