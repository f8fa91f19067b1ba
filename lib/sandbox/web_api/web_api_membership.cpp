// Who is in a channel: conversations.members, .join, .leave, .invite and .kick
#include "sandbox/web_api/web_api.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

json members(api_call& call) {
  if (call.args.text("channel").empty()) return missing_argument("channel");
  auto const* which = call.find_channel();
  if (which == nullptr) return failure("channel_not_found");
  auto const page = cut_page(call.args, which->members.size(), 100, 1000);
  if (!page.problem.empty()) return failure(page.problem);
  auto list = json::array();
  for (auto i = page.first; i < page.last; ++i)
    list.push_back(which->members[i]);
  return {
      {"ok", true}, {"members", std::move(list)}, {"response_metadata", {{"next_cursor", page.next_cursor}}}};
}

/// The channel whose membership is to change; null and why not if it can't.
channel* open_to_change(api_call& call, json& refused) {
  if (call.args.text("channel").empty()) {
    refused = missing_argument("channel");
    return nullptr;
  }
  auto* which = call.find_channel();
  if (which == nullptr)
    refused = failure("channel_not_found");
  else if (which->is_im || which->is_mpim)
    refused = failure("method_not_supported_for_channel_type");
  else if (which->is_archived)
    refused = failure("is_archived");
  return refused.is_null() ? which : nullptr;
}

json join(api_call& call) {
  json refused;
  auto* which = open_to_change(call, refused);
  if (which == nullptr) return refused;
  auto const* whom = call.place.state.find_person(call.who.user);
  if (whom->is_ultra_restricted) return failure("user_is_ultra_restricted");
  if (whom->is_restricted) return failure("user_is_restricted");
  bool const fresh = call.place.state.join(*which, call.who.user);
  json answer = {{"ok", true}, {"channel", channel_json(call.place.state, *which, call.who.user)}};
  if (!fresh) {
    answer["warning"] = "already_in_channel";
    answer["response_metadata"] = {{"warnings", {"already_in_channel"}}};
  }
  return answer;
}

json leave(api_call& call) {
  json refused;
  auto* which = open_to_change(call, refused);
  if (which == nullptr) return refused;
  if (which->name == "general" && !call.by_bot()) return failure("cant_leave_general");
  if (!call.place.state.leave(*which, call.who.user)) return {{"ok", true}, {"not_in_channel", true}};
  return {{"ok", true}};
}

json invite(api_call& call) {
  json refused;
  auto* which = open_to_change(call, refused);
  if (which == nullptr) return refused;
  if (!which->has(call.who.user)) return failure("not_in_channel");
  auto const people = call.args.list("users");
  if (people.empty()) return failure("no_user");
  for (auto const& id : people) {
    auto const* whom = call.place.state.find_person(id);
    if (whom == nullptr || whom->deleted) return failure("user_not_found");
    if (id == call.who.user) return failure("cant_invite_self");
    if (which->has(id)) return failure("already_in_channel");
  }
  for (auto const& id : people)
    call.place.state.join(*which, id, call.who.user);
  return {{"ok", true}, {"channel", channel_json(call.place.state, *which, call.who.user)}};
}

json kick(api_call& call) {
  json refused;
  auto* which = open_to_change(call, refused);
  if (which == nullptr) return refused;
  if (call.args.text("user") == call.who.user) return failure("cant_kick_self");
  if (!call.place.state.leave(*which, call.args.text("user"))) return failure("not_in_channel");
  return {{"ok", true}, {"errors", json::object()}};
}

}  // namespace

std::span<api_method const> membership_methods() {
  static std::vector<api_method> const all = {
      {"conversations.members",
       members,
       callers::bot_or_person,
       rate_tier::tier4,
       {"channels:read", "groups:read", "im:read", "mpim:read"}},
      {"conversations.join", join, callers::bot_or_person, rate_tier::tier3, {"channels:join"}},
      {"conversations.leave", leave, callers::bot_or_person, rate_tier::tier3, {"channels:manage"}},
      {"conversations.invite",
       invite,
       callers::bot_or_person,
       rate_tier::tier3,
       {"channels:manage", "channels:write.invites"}},
      {"conversations.kick", kick, callers::bot_or_person, rate_tier::tier3, {"channels:manage"}},
  };
  return all;
}

}  // namespace huzzah::sandbox
