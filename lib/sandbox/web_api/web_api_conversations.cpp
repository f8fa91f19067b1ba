// conversations.list, .info, .open, .create, .setTopic, .archive, .unarchive, .mark and users.conversations
#include "sandbox/web_api/web_api.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

std::string_view type_word(channel const& which) {
  if (which.is_im) return "im";
  if (which.is_mpim) return "mpim";
  return which.is_private ? "private_channel" : "public_channel";
}

std::string_view scope_to_see(std::string_view type) {
  if (type == "im") return "im:read";
  if (type == "mpim") return "mpim:read";
  return type == "private_channel" ? "groups:read" : "channels:read";
}

/// The channels of the asked types that `wanted` chooses, a page of them.
template <class Choice>
json list_channels(api_call& call, std::string_view viewer, Choice wanted) {
  auto types = call.args.list("types");
  if (types.empty()) types = {"public_channel"};
  for (auto const& type : types) {
    if (type != "public_channel" && type != "private_channel" && type != "im" && type != "mpim")
      return failure("invalid_types");
    if (!call.may(scope_to_see(type))) return missing_scope(call, scope_to_see(type));
  }
  std::vector<channel const*> chosen;
  for (auto const& [id, which] : call.place.state.channels()) {
    if (std::find(types.begin(), types.end(), type_word(which)) == types.end()) continue;
    if (which.is_archived && call.args.flag("exclude_archived")) continue;
    if (wanted(which)) chosen.push_back(&which);
  }
  auto const page = cut_page(call.args, chosen.size(), 100, 999);
  if (!page.problem.empty()) return failure(page.problem);
  auto channels = json::array();
  for (auto i = page.first; i < page.last; ++i)
    channels.push_back(channel_json(call.place.state, *chosen[i], viewer));
  return {{"ok", true},
          {"channels", std::move(channels)},
          {"response_metadata", {{"next_cursor", page.next_cursor}}}};
}

json list(api_call& call) {
  return list_channels(call, call.who.user,
                       [&](channel const& which) { return !which.is_private || which.has(call.who.user); });
}

json of_user(api_call& call) {
  auto const user = call.args.has("user") ? call.args.text("user") : call.who.user;
  if (call.place.state.find_person(user) == nullptr) return failure("user_not_found");
  return list_channels(call, call.who.user, [&](channel const& which) {
    return which.has(user) && (!which.is_private || which.has(call.who.user));
  });
}

json info(api_call& call) {
  if (call.args.text("channel").empty()) return missing_argument("channel");
  auto const* which = call.find_channel();
  if (which == nullptr) return failure("channel_not_found");
  auto const scope = scope_to_see(type_word(*which));
  if (!call.may(scope)) return missing_scope(call, scope);
  return {{"ok", true}, {"channel", channel_json(call.place.state, *which, call.who.user)}};
}

json open(api_call& call) {
  auto& state = call.place.state;
  channel const* which = nullptr;
  bool already = true;
  if (call.args.has("channel")) {
    which = call.find_channel();
    if (which == nullptr || (!which->is_im && !which->is_mpim)) return failure("channel_not_found");
  } else {
    auto people = call.args.list("users");
    if (people.empty()) return failure("users_list_not_supplied");
    if (people.size() > 8) return failure("too_many_users");
    for (auto const& id : people) {
      auto const* whom = state.find_person(id);
      if (whom == nullptr) return failure("user_not_found");
      if (whom->deleted) return failure("user_disabled");
      if (whom->is_bot && call.by_bot()) return failure("cannot_dm_bot");
    }
    if (people.size() > 1 && !call.may("mpim:write")) return missing_scope(call, "mpim:write");
    people.push_back(call.who.user);
    auto const before = state.channels().size();
    which = &state.open_conversation(std::move(people));
    already = state.channels().size() == before;
  }
  json shown = {{"id", which->id}};
  if (call.args.flag("return_im")) shown = channel_json(state, *which, call.who.user);
  json answer = {{"ok", true}, {"channel", std::move(shown)}};
  if (already) {
    answer["no_op"] = true;
    answer["already_open"] = true;
  }
  return answer;
}

json create(api_call& call) {
  auto const name = call.args.text("name");
  if (name.empty()) return failure("invalid_name_required");
  if (name.size() > 80) return failure("invalid_name_maxlength");
  if (!std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
      }))
    return failure("invalid_name_specials");
  if (call.place.state.find_channel_by_name(name) != nullptr) return failure("name_taken");
  auto const& made = call.place.state.create_channel(name, call.args.flag("is_private"), call.who.user);
  return {{"ok", true}, {"channel", channel_json(call.place.state, made, call.who.user)}};
}

/// The channel that a change of the caller's is for; null and why not if it may not be.
channel* changeable(api_call& call, json& refused) {
  auto* which = call.find_channel();
  if (which == nullptr)
    refused = failure("channel_not_found");
  else if (which->is_im || which->is_mpim)
    refused = failure("method_not_supported_for_channel_type");
  else if (which->is_archived)
    refused = failure("is_archived");
  else if (!which->has(call.who.user))
    refused = failure("not_in_channel");
  return refused.is_null() ? which : nullptr;
}

json set_topic(api_call& call) {
  json refused;
  auto* which = changeable(call, refused);
  if (which == nullptr) return refused;
  auto topic = call.args.text("topic");
  if (topic.size() > 250) return failure("too_long");
  which->topic = std::move(topic);
  message note;
  note.user = call.who.user;
  note.subtype = "channel_topic";
  note.text = "set the channel topic: " + which->topic;
  call.place.state.post(*which, std::move(note));
  return {{"ok", true}, {"channel", channel_json(call.place.state, *which, call.who.user)}};
}

json archive(api_call& call) {
  json refused;
  auto* which = changeable(call, refused);
  if (which == nullptr) return refused;
  if (which->name == "general") return failure("cant_archive_general");
  call.place.state.set_archived(*which, true, call.who.user);
  return {{"ok", true}};
}

json unarchive(api_call& call) {
  auto* which = call.find_channel();
  if (which == nullptr) return failure("channel_not_found");
  if (!which->is_archived) return failure("not_archived");
  call.place.state.set_archived(*which, false, call.who.user);
  return {{"ok", true}};
}

json mark(api_call& call) {
  if (call.find_channel() == nullptr) return failure("channel_not_found");
  if (!parse_ts(call.args.text("ts"))) return failure("invalid_timestamp");
  return {{"ok", true}};
}

}  // namespace

std::span<api_method const> conversation_methods() {
  static std::vector<std::string_view> const read = {"channels:read", "groups:read", "im:read", "mpim:read"};
  static std::vector<api_method> const all = {
      {"conversations.list", list, callers::bot_or_person, rate_tier::tier2, read},
      {"users.conversations", of_user, callers::bot_or_person, rate_tier::tier3, read},
      {"conversations.info", info, callers::bot_or_person, rate_tier::tier3, read},
      {"conversations.open", open, callers::bot_or_person, rate_tier::tier3, {"im:write", "mpim:write"}},
      {"conversations.create", create, callers::bot_or_person, rate_tier::tier2, {"channels:manage"}},
      {"conversations.setTopic",
       set_topic,
       callers::bot_or_person,
       rate_tier::tier2,
       {"channels:manage", "channels:write.topic"}},
      {"conversations.archive", archive, callers::bot_or_person, rate_tier::tier2, {"channels:manage"}},
      {"conversations.unarchive", unarchive, callers::bot_or_person, rate_tier::tier2, {"channels:manage"}},
      {"conversations.mark", mark, callers::bot_or_person, rate_tier::tier3, {"channels:manage", "im:write"}},
  };
  return all;
}

}  // namespace huzzah::sandbox
