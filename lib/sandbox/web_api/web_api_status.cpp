// What people call themselves and say of themselves, and when they want to be left in peace:
// users.profile.set and dnd.*
#include "base/text.hpp"
#include "sandbox/web_api/web_api.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

constexpr std::size_t longest_status = 100;
constexpr std::size_t longest_name = 80;
constexpr long longest_snooze = 60L * 24 * 365;

bool is_emoji(std::string_view word) {
  return word.size() > 2 && word.front() == ':' && word.back() == ':' &&
         word.find(' ') == std::string_view::npos;
}

/// Changes what is named; Slack's word for what is wrong, or empty.
std::string change_profile(person& whom, json const& given) {
  auto changed = whom;
  for (auto const& [key, value] : given.items()) {
    if (key == "status_expiration") {
      if (!value.is_number_integer() || value.get<std::int64_t>() < 0) return "invalid_profile";
      changed.status_expiration = value.get<std::int64_t>();
      continue;
    }
    if (!value.is_string()) return "invalid_profile";
    auto text = value.get<std::string>();
    if (key == "status_text") {
      if (base::length(text) > longest_status) return "too_long";
      changed.status_text = std::move(text);
    } else if (key == "status_emoji") {
      if (!text.empty() && !is_emoji(text)) return "profile_status_set_failed_not_valid_emoji";
      changed.status_emoji = std::move(text);
    } else if (key == "display_name" || key == "real_name") {
      if (base::length(text) > longest_name) return "too_long";
      if (key == "real_name" && base::trim(text).empty()) return "cannot_clear_real_name";
      (key == "real_name" ? changed.real_name : changed.display_name) = std::move(text);
    } else {
      return "invalid_profile";
    }
  }
  // A status of only text gets a speech balloon.
  if (!changed.status_text.empty() && changed.status_emoji.empty()) changed.status_emoji = ":speech_balloon:";
  whom = std::move(changed);
  return {};
}

json profile_set(api_call& call) {
  if (call.args.has("user") && call.args.text("user") != call.who.user) return failure("not_admin");
  auto* whom = call.place.state.find_person(call.who.user);
  if (whom == nullptr) return failure("user_not_found");
  json given = json::object();
  if (auto const profile = call.args.nested("profile"))
    given = *profile;
  else if (call.args.has("name"))
    given[call.args.text("name")] = call.args.text("value");
  if (!given.is_object() || given.empty()) return failure("invalid_profile");
  if (auto const problem = change_profile(*whom, given); !problem.empty()) return failure(problem);
  call.place.state.announce(*whom);
  return {{"ok", true},
          {"username", whom->name},
          {"profile", person_json(call.place.state, *whom, true)["profile"]}};
}

/// As everybody sees it: a person who snoozes does not want to be disturbed from then until then.
json dnd_of(api_call const& call, person const& whom) {
  bool const quiet = whom.snooze_until > call.place.state.now();
  return {{"dnd_enabled", quiet},
          {"next_dnd_start_ts", quiet ? to_seconds(whom.snoozed_at) : 1},
          {"next_dnd_end_ts", quiet ? to_seconds(whom.snooze_until) : 1}};
}

/// What only the person sees of it.
void add_snooze(api_call const& call, person const& whom, json& answer) {
  auto const left = whom.snooze_until - call.place.state.now();
  answer["snooze_enabled"] = left > 0;
  if (left <= 0) return;
  answer["snooze_endtime"] = to_seconds(whom.snooze_until);
  answer["snooze_remaining"] = to_seconds(left);
  answer["snooze_is_indefinite"] = false;
}

json dnd_info(api_call& call) {
  if (!call.args.has("user")) call.args.set("user", call.who.user);
  json refused;
  auto const* whom = named_person(call, refused);
  if (whom == nullptr) return refused;
  auto answer = dnd_of(call, *whom);
  answer["ok"] = true;
  if (whom->id == call.who.user) add_snooze(call, *whom, answer);
  return answer;
}

json dnd_team_info(api_call& call) {
  auto const people = call.args.list("users");
  if (people.empty()) return missing_argument("users");
  if (people.size() > 50) return failure("too_many_users");
  json users = json::object();
  for (auto const& id : people) {
    auto const* whom = call.place.state.find_person(id);
    if (whom == nullptr) return failure("user_not_found");
    users[id] = dnd_of(call, *whom);
  }
  return {{"ok", true}, {"users", std::move(users)}};
}

json set_snooze(api_call& call) {
  auto const minutes = call.args.number("num_minutes");
  if (!minutes) return failure("missing_duration");
  if (*minutes <= 0 || *minutes > longest_snooze) return failure("too_long");
  auto* whom = call.place.state.find_person(call.who.user);
  if (whom == nullptr) return failure("user_not_found");
  whom->snoozed_at = call.place.state.now();
  whom->snooze_until = whom->snoozed_at + *minutes * 60'000'000;
  json answer = {{"ok", true}};
  add_snooze(call, *whom, answer);
  return answer;
}

json end_snooze(api_call& call) {
  auto* whom = call.place.state.find_person(call.who.user);
  if (whom == nullptr || whom->snooze_until <= call.place.state.now()) return failure("snooze_not_active");
  whom->snooze_until = 0;
  auto answer = dnd_of(call, *whom);
  answer["ok"] = true;
  add_snooze(call, *whom, answer);
  return answer;
}

}  // namespace

std::span<api_method const> status_methods() {
  static std::vector<api_method> const all = {
      {"users.profile.set", profile_set, callers::person, rate_tier::tier3, {"users.profile:write"}},
      {"dnd.info", dnd_info, callers::bot_or_person, rate_tier::tier3, {"dnd:read"}},
      {"dnd.teamInfo", dnd_team_info, callers::bot_or_person, rate_tier::tier2, {"dnd:read"}},
      {"dnd.setSnooze", set_snooze, callers::person, rate_tier::tier2, {"dnd:write"}},
      {"dnd.endSnooze", end_snooze, callers::person, rate_tier::tier2, {"dnd:write"}},
  };
  return all;
}

}  // namespace huzzah::sandbox
