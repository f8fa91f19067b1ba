// users.* and usergroups.*
#include "sandbox/web_api/web_api.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

json shown(api_call const& call, person const& whom) {
  return person_json(call.place.state, whom, call.may("users:read.email"));
}

json users_info(api_call& call) {
  json refused;
  auto const* whom = named_person(call, refused);
  if (whom == nullptr) return refused;
  return {{"ok", true}, {"user", shown(call, *whom)}};
}

json users_list(api_call& call) {
  auto const& people = call.place.state.people();
  auto const page = cut_page(call.args, people.size(), 1000, 1000);
  if (!page.problem.empty()) return failure(page.problem);
  auto members = json::array();
  for (auto i = page.first; i < page.last; ++i)
    members.push_back(shown(call, people[i]));
  return {{"ok", true},
          {"members", std::move(members)},
          {"cache_ts", to_seconds(call.place.state.now())},
          {"response_metadata", {{"next_cursor", page.next_cursor}}}};
}

json profile_get(api_call& call) {
  if (!call.args.has("user")) call.args.set("user", call.who.user);
  json refused;
  auto const* whom = named_person(call, refused);
  if (whom == nullptr) return refused;
  return {{"ok", true}, {"profile", shown(call, *whom)["profile"]}};
}

json lookup_by_email(api_call& call) {
  auto const wanted = call.args.text("email");
  for (auto const& whom : call.place.state.people()) {
    auto user = person_json(call.place.state, whom, true);
    if (!whom.deleted && user["profile"].value("email", "") == wanted && !wanted.empty())
      return {{"ok", true}, {"user", std::move(user)}};
  }
  return failure("users_not_found");
}

json get_presence(api_call& call) {
  if (!call.args.has("user")) call.args.set("user", call.who.user);
  json refused;
  auto const* whom = named_person(call, refused);
  if (whom == nullptr) return refused;
  return {{"ok", true}, {"presence", whom->away || whom->deleted ? "away" : "active"}};
}

json set_presence(api_call& call) {
  auto const presence = call.args.text("presence");
  if (presence != "auto" && presence != "away") return failure("invalid_presence");
  if (auto* whom = call.place.state.find_person(call.who.user)) whom->away = presence == "away";
  return {{"ok", true}};
}

json groups_list(api_call& call) {
  auto groups = json::array();
  for (auto const& group : call.place.state.usergroups())
    groups.push_back(usergroup_json(call.place.state, group, call.args.flag("include_users")));
  return {{"ok", true}, {"usergroups", std::move(groups)}};
}

json group_users(api_call& call) {
  auto const id = call.args.text("usergroup");
  if (id.empty()) return missing_argument("usergroup");
  auto const* group = call.place.state.find_usergroup(id);
  if (group == nullptr) return failure("no_such_subteam");
  return {{"ok", true}, {"users", group->users}};
}

}  // namespace

std::span<api_method const> user_methods() {
  static std::vector<api_method> const all = {
      {"users.info", users_info, callers::bot_or_person, rate_tier::tier4, {"users:read"}},
      {"users.list", users_list, callers::bot_or_person, rate_tier::tier2, {"users:read"}},
      {"users.profile.get", profile_get, callers::bot_or_person, rate_tier::tier4, {"users.profile:read"}},
      {"users.lookupByEmail",
       lookup_by_email,
       callers::bot_or_person,
       rate_tier::tier3,
       {"users:read.email"}},
      {"users.getPresence", get_presence, callers::bot_or_person, rate_tier::tier3, {"users:read"}},
      {"users.setPresence", set_presence, callers::bot_or_person, rate_tier::tier2, {"users:write"}},
      {"usergroups.list", groups_list, callers::bot_or_person, rate_tier::tier2, {"usergroups:read"}},
      {"usergroups.users.list", group_users, callers::bot_or_person, rate_tier::tier2, {"usergroups:read"}},
  };
  return all;
}

}  // namespace huzzah::sandbox
