// auth.test, apps.connections.open and the few facts about team, bots and emoji.
#include "sandbox/web_api/web_api.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

json auth_test(api_call& call) {
  auto const& state = call.place.state;
  if (call.who.kind == token_kind::app)
    return {{"ok", true}, {"app_name", call.place.app.name}, {"app_id", call.place.app.app_id}};
  auto const* whom = state.find_person(call.who.user);
  json answer = {{"ok", true},
                 {"url", "https://" + state.team_domain + ".slack.com/"},
                 {"team", state.team_name},
                 {"user", whom == nullptr ? std::string() : whom->name},
                 {"team_id", state.team_id},
                 {"user_id", call.who.user},
                 {"is_enterprise_install", false}};
  if (call.by_bot()) answer["bot_id"] = call.place.app.bot_id;
  return answer;
}

json connections_open(api_call& call) {
  auto const ticket = call.place.ids.uuid();
  call.place.tickets.insert(ticket);
  return {{"ok", true},
          {"url", call.socket_url + "/link/?ticket=" + ticket + "&app_id=" + call.place.app.app_id}};
}

json team_info(api_call& call) {
  auto const& state = call.place.state;
  return {{"ok", true},
          {"team",
           {{"id", state.team_id},
            {"name", state.team_name},
            {"domain", state.team_domain},
            {"url", "https://" + state.team_domain + ".slack.com/"},
            {"email_domain", state.team_domain + ".example"},
            {"icon", {{"image_default", true}}}}}};
}

json bots_info(api_call& call) {
  auto const wanted = call.args.text("bot");
  auto const& app = call.place.app;
  if (wanted.empty() || wanted == app.bot_id) return {{"ok", true}, {"bot", bot_json(call.place.state, app)}};
  auto const* bot = call.place.state.find_bot(wanted);
  if (bot == nullptr) return failure("bot_not_found");
  return {{"ok", true},
          {"bot",
           {{"id", bot->bot_id}, {"deleted", bot->deleted}, {"name", bot->real_name}, {"user_id", bot->id}}}};
}

json emoji_list(api_call&) {
  return {{"ok", true}, {"emoji", json::object()}, {"cache_ts", "1700000000.000000"}};
}

json api_test(api_call& call) {
  json args = json::object();
  for (auto const& [name, value] : call.args)
    args[name] = value;
  if (auto const word = call.args.text("error"); !word.empty()) return failure(word);
  return {{"ok", true}, {"args", args}};
}

}  // namespace

std::span<api_method const> app_methods() {
  static std::vector<api_method> const all = {
      {"api.test", api_test, callers::anybody, rate_tier::tier4, {}},
      {"auth.test", auth_test, callers::anybody, rate_tier::none, {}},
      {"apps.connections.open", connections_open, callers::app, rate_tier::none, {}},
      {"team.info", team_info, callers::bot_or_person, rate_tier::tier3, {"team:read"}},
      {"bots.info", bots_info, callers::bot_or_person, rate_tier::tier3, {"users:read"}},
      {"emoji.list", emoji_list, callers::bot_or_person, rate_tier::tier2, {"emoji:read"}},
  };
  return all;
}

}  // namespace huzzah::sandbox
