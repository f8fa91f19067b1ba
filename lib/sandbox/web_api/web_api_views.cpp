// views.*
#include "sandbox/blocks/block_kit_rules.hpp"
#include "sandbox/web_api/web_api.hpp"
#include "sandbox/wire/http_answers.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

/// The view of the call; null and why not if it is no good.
document read_view(api_call const& call, std::string const& surface, json& refused) {
  if (call.args.text("view").empty()) {
    refused = missing_argument("view");
    return nullptr;
  }
  auto view = call.args.nested("view");
  if (!view) {
    refused = failure("invalid_arguments", {"[ERROR] must be valid JSON [json-pointer:/view]"});
    return nullptr;
  }
  if (to_text(*view).size() > largest_view) {
    refused = failure("view_too_large");
    return nullptr;
  }
  if (auto const problems = check_view(*view, surface); !problems.empty()) {
    refused = failure("invalid_arguments", problems);
    return nullptr;
  }
  return view;
}

json shown(api_call const& call, open_view const& view, char const* type) {
  call.place.show(view.user, {{"type", type}, {"view", *view.shown}});
  return {{"ok", true}, {"view", *view.shown}};
}

/// Whether the view's external id is that of another view: not `own`, which it replaces.
bool is_taken(api_call const& call, json const& view, open_view const* own) {
  auto const* known = call.place.views.find_external(view.value("external_id", ""));
  return known != nullptr && known != own;
}

/// Whose trigger it is; empty and why not if it does not serve.
std::string use_trigger(api_call const& call, json& refused) {
  std::string user;
  auto const trigger = call.args.text("trigger_id");
  if (trigger.empty())
    refused = missing_argument("trigger_id");
  else if (auto const problem = call.place.triggers.use(trigger, user); !problem.empty())
    refused = failure(problem);
  return user;
}

json open(api_call& call) {
  json refused;
  auto const view = read_view(call, "modal", refused);
  if (!view) return refused;
  auto const user = use_trigger(call, refused);
  if (!refused.is_null()) return refused;
  // What this person has open makes room.
  auto const* known = call.place.views.find_external(view->value("external_id", ""));
  bool const goes = known != nullptr && known->user == user && known != call.place.views.home(user);
  if (!goes && is_taken(call, *view, nullptr)) return failure("duplicate_external_id");
  return shown(call, call.place.views.open(user, *view), "view_opened");
}

json push(api_call& call) {
  json refused;
  auto const view = read_view(call, "modal", refused);
  if (!view) return refused;
  auto const user = use_trigger(call, refused);
  if (!refused.is_null()) return refused;
  if (is_taken(call, *view, nullptr)) return failure("duplicate_external_id");
  auto const* pushed = call.place.views.push(user, *view);
  if (pushed == nullptr) return failure("push_limit_reached");
  return shown(call, *pushed, "view_pushed");
}

json update(api_call& call) {
  if (call.args.text("view_id").empty() && call.args.text("external_id").empty())
    return missing_argument("view_id");
  auto* which = call.args.has("view_id") ? call.place.views.find(call.args.text("view_id"))
                                         : call.place.views.find_external(call.args.text("external_id"));
  if (which == nullptr) return failure("not_found");
  json refused;
  auto const view = read_view(call, (*which->shown)["type"].get<std::string>(), refused);
  if (!view) return refused;
  if (call.args.has("hash") && (*which->shown)["hash"] != call.args.text("hash"))
    return failure("hash_conflict");
  if (is_taken(call, *view, which)) return failure("duplicate_external_id");
  return shown(call, call.place.views.update(*which, *view), "view_updated");
}

json publish(api_call& call) {
  auto const user = call.args.text("user_id");
  if (user.empty()) return missing_argument("user_id");
  auto const* whom = call.place.state.find_person(user);
  if (whom == nullptr || whom->deleted || whom->is_bot) return failure("user_not_found");
  if (!call.place.manifest.home_tab) return failure("not_enabled");
  json refused;
  auto const view = read_view(call, "home", refused);
  if (!view) return refused;
  auto const* known = call.place.views.home(user);
  if (is_taken(call, *view, known)) return failure("duplicate_external_id");
  if (known != nullptr && call.args.has("hash") && (*known->shown)["hash"] != call.args.text("hash"))
    return failure("hash_conflict");
  return shown(call, call.place.views.publish(user, *view), "home_published");
}

}  // namespace

std::span<api_method const> view_methods() {
  static std::vector<api_method> const all = {
      {"views.open", open, callers::bot, rate_tier::tier4, {}},
      {"views.push", push, callers::bot, rate_tier::tier4, {}},
      {"views.update", update, callers::bot, rate_tier::tier4, {}},
      {"views.publish", publish, callers::bot, rate_tier::tier4, {}},
  };
  return all;
}

}  // namespace huzzah::sandbox
