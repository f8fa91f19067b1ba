// reactions.*
#include "sandbox/web_api/web_api.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

/// Whether it can be an emoji's name: "clap", "+1", "clap::skin-tone-3".
bool is_emoji_name(std::string_view name) {
  if (auto const tone = name.find("::skin-tone-"); tone != std::string_view::npos) {
    auto const level = name.substr(tone + 12);
    if (level.size() != 1 || level[0] < '2' || level[0] > '6') return false;
    name = name.substr(0, tone);
  }
  return !name.empty() && name.size() <= 100 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '+' || c == '\'';
  });
}

/// The message that "channel" and "timestamp" name; null and why not if there is none.
message* named_message(api_call& call, channel*& where, json& refused) {
  if (call.args.text("channel").empty() || call.args.text("timestamp").empty()) {
    refused = failure("no_item_specified");
    return nullptr;
  }
  where = call.find_channel();
  if (where == nullptr) {
    refused = failure("channel_not_found");
    return nullptr;
  }
  auto const at = parse_ts(call.args.text("timestamp"));
  if (!at) {
    refused = failure("bad_timestamp");
    return nullptr;
  }
  auto* found = where->find(*at);
  if (found == nullptr || found->subtype == "tombstone")
    refused = failure("message_not_found");
  else if (where->is_archived)
    refused = failure("is_archived");
  else if (!where->has(call.who.user))
    refused = failure("not_in_channel");
  return refused.is_null() ? found : nullptr;
}

json add(api_call& call) {
  channel* where = nullptr;
  json refused;
  auto const name = call.args.text("name");
  if (name.empty()) return missing_argument("name");
  if (!is_emoji_name(name)) return failure("invalid_name");
  auto* which = named_message(call, where, refused);
  if (which == nullptr) return refused;
  bool const known = std::any_of(which->reactions.begin(), which->reactions.end(),
                                 [&](auto const& r) { return r.name == name; });
  if (!known && which->reactions.size() >= 23) return failure("too_many_emoji");
  if (!call.place.state.react(*where, *which, call.who.user, name)) return failure("already_reacted");
  return {{"ok", true}};
}

json remove(api_call& call) {
  channel* where = nullptr;
  json refused;
  auto const name = call.args.text("name");
  if (name.empty()) return missing_argument("name");
  if (!is_emoji_name(name)) return failure("invalid_name");
  auto* which = named_message(call, where, refused);
  if (which == nullptr) return refused;
  if (!call.place.state.unreact(*where, *which, call.who.user, name)) return failure("no_reaction");
  return {{"ok", true}};
}

json get(api_call& call) {
  channel* where = nullptr;
  json refused;
  auto const* which = named_message(call, where, refused);
  if (which == nullptr) return refused;
  return {{"ok", true},
          {"type", "message"},
          {"channel", where->id},
          {"message", message_json(call.place.state, call.place.app, *which)}};
}

json list(api_call& call) {
  auto const user = call.args.has("user") ? call.args.text("user") : call.who.user;
  if (call.place.state.find_person(user) == nullptr) return failure("user_not_found");
  auto items = json::array();
  for (auto const& [id, where] : call.place.state.channels()) {
    if (where.is_private && !where.has(call.who.user)) continue;
    for (auto const& [at, said] : where.messages)
      for (auto const& entry : said.reactions)
        if (std::find(entry.users.begin(), entry.users.end(), user) != entry.users.end()) {
          items.push_back({{"type", "message"},
                           {"channel", id},
                           {"message", message_json(call.place.state, call.place.app, said)}});
          break;
        }
  }
  auto const page = cut_page(call.args, items.size(), 100, 999);
  if (!page.problem.empty()) return failure(page.problem);
  auto shown = json::array();
  for (auto i = page.first; i < page.last; ++i)
    shown.push_back(items[i]);
  return {{"ok", true}, {"items", shown}, {"response_metadata", {{"next_cursor", page.next_cursor}}}};
}

}  // namespace

std::span<api_method const> reaction_methods() {
  static std::vector<api_method> const all = {
      {"reactions.add", add, callers::bot_or_person, rate_tier::tier3, {"reactions:write"}},
      {"reactions.remove", remove, callers::bot_or_person, rate_tier::tier2, {"reactions:write"}},
      {"reactions.get", get, callers::bot_or_person, rate_tier::tier3, {"reactions:read"}},
      {"reactions.list", list, callers::bot_or_person, rate_tier::tier2, {"reactions:read"}},
  };
  return all;
}

}  // namespace huzzah::sandbox
