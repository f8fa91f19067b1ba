#include "sandbox/web_api/web_api.hpp"

#include "base/text.hpp"
#include "sandbox/web_api/cursors.hpp"
#include "sandbox/wire/http_answers.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

api_method const* find_method(std::string_view name) {
  for (auto const family :
       {app_methods(), chat_methods(), conversation_methods(), membership_methods(), history_methods(),
        user_methods(), status_methods(), file_methods(), reaction_methods(), view_methods()})
    for (auto const& method : family)
      if (method.name == name) return &method;
  return nullptr;
}

bool allowed(callers by, token_kind kind) {
  switch (by) {
    case callers::anybody:
      return true;
    case callers::app:
      return kind == token_kind::app;
    case callers::bot:
      return kind == token_kind::bot;
    case callers::person:
      return kind == token_kind::person;
    case callers::bot_or_person:
      return kind == token_kind::bot || kind == token_kind::person;
  }
  return false;
}

/// What is wrong before the method itself has a look; null if nothing is.
json check_caller(api_call const& call, api_method const* method) {
  if (!call.args.problem().empty()) return failure(call.args.problem());
  if (method == nullptr) return failure("unknown_method");
  if (call.who.kind == token_kind::none) return failure("not_authed");
  if (call.who.kind == token_kind::unknown) return failure("invalid_auth");
  if (!allowed(method->by, call.who.kind)) return failure("not_allowed_token_type");
  if (call.who.kind == token_kind::person)
    if (auto const* whom = call.place.state.find_person(call.who.user); whom == nullptr || whom->deleted)
      return failure("account_inactive");
  auto const& scopes = method->scopes;
  if (!scopes.empty() && std::none_of(scopes.begin(), scopes.end(), [&](auto s) { return call.may(s); })) {
    std::string needed;
    for (auto const scope : scopes)
      needed += (needed.empty() ? "" : ",") + std::string(scope);
    return missing_scope(call, needed);
  }
  return nullptr;
}

/// What a post is counted for: its channel, or the person who gets it directly, however they are named.
std::string addressee(api_call const& call) {
  auto const* where = call.find_channel();
  if (where != nullptr && where->is_im)
    for (auto const& member : where->members)
      if (member != call.who.user) return member;
  return call.args.text("channel");
}

}  // namespace

bool api_call::may(std::string_view scope) const {
  return !by_bot() || place.manifest.scopes.contains(scope);
}

channel* api_call::find_channel(std::string_view name) const {
  auto* found = place.state.find_channel(args.text(name));
  if (found == nullptr || (found->is_private && !found->has(who.user))) return nullptr;
  return found;
}

json failure(std::string_view word) {
  return {{"ok", false}, {"error", word}};
}

json failure(std::string_view word, std::vector<std::string> const& messages) {
  auto answer = failure(word);
  answer["response_metadata"] = {{"messages", messages}};
  return answer;
}

json missing_argument(std::string_view name) {
  return failure("invalid_arguments", {"[ERROR] missing required field: " + std::string(name)});
}

json missing_scope(api_call const& call, std::string_view needed) {
  auto answer = failure("missing_scope");
  answer["needed"] = needed;
  answer["provided"] = call.place.manifest.scope_list();
  return answer;
}

person* named_person(api_call const& call, json& refused) {
  auto const id = call.args.text("user");
  if (id.empty()) {
    refused = missing_argument("user");
    return nullptr;
  }
  auto* whom = call.place.state.find_person(id);
  if (whom == nullptr) refused = failure("user_not_found");
  return whom;
}

list_page cut_page(arguments const& args, std::size_t size, long usual_limit, long most) {
  list_page page;
  auto const asked = args.has("limit") ? args.number("limit") : std::optional<long>(usual_limit);
  if (!asked || *asked < 0 || *asked > most) {
    page.problem = "invalid_limit";
    return page;
  }
  auto const limit = static_cast<std::size_t>(*asked == 0 ? usual_limit : *asked);
  if (auto const cursor = args.text("cursor"); !cursor.empty()) {
    auto const read = read_cursor("offset", cursor);
    auto const ok =
        read && std::from_chars(read->data(), read->data() + read->size(), page.first).ec == std::errc{};
    if (!ok || page.first > size) {
      page.problem = "invalid_cursor";
      return page;
    }
  }
  page.last = std::min(size, page.first + limit);
  if (page.last < size) page.next_cursor = make_cursor("offset", std::to_string(page.last));
  return page;
}

std::string token_of(net::http_request const& request, arguments& args) {
  auto in_body = args.take("token");
  auto const header = request.fields.get("Authorization");
  if (base::to_lower(header.substr(0, 7)) == "bearer ") return std::string(base::trim(header.substr(7)));
  return in_body;
}

net::http_response rate_limited(int seconds) {
  auto answer = json_answer(failure("ratelimited"), 429);
  answer.fields.set("Retry-After", std::to_string(seconds));
  return answer;
}

std::optional<net::http_response> web_api::limit(api_call const& call, api_method const& method) {
  if (!place_.rate_limits || !call.by_bot()) return std::nullopt;
  auto wait = place_.limits.check(std::string(method.name), method.tier);
  if (!wait && method.tier == rate_tier::posting) wait = place_.limits.check_post(addressee(call));
  if (!wait) return std::nullopt;
  return rate_limited(*wait);
}

net::http_response web_api::reply(json const& body, api_method const* method) {
  auto answer = json_answer(body);
  answer.fields.set("X-OAuth-Scopes", place_.manifest.scope_list());
  if (method != nullptr && !method->scopes.empty()) {
    std::string accepted;
    for (auto const scope : method->scopes)
      accepted += (accepted.empty() ? "" : ",") + std::string(scope);
    answer.fields.set("X-Accepted-OAuth-Scopes", accepted);
  }
  answer.fields.set("X-Slack-Req-Id", place_.ids.hex(32));
  return answer;
}

net::http_response web_api::answer(net::http_request const& request, std::string const& name,
                                   std::string const& socket_url) {
  auto args = arguments::of(request);
  auto const token = token_of(request, args);
  api_call call{place_, place_.tokens.look_up(token), std::move(args), socket_url};
  recorded_call note;
  note.method = name;
  note.token = call.who.kind;
  note.at = place_.state.now();
  for (auto const& [key, value] : call.args)
    note.args.emplace(key, value);

  auto const* method = find_method(name);
  auto body = check_caller(call, method);
  if (body.is_null()) {
    if (auto refused = limit(call, *method)) {
      note.error = "ratelimited";
      place_.seen.record(std::move(note));
      return *refused;
    }
    body = method->handler(call);
  }
  note.ok = body["ok"].get<bool>();
  if (!note.ok) note.error = body.value("error", "");
  place_.seen.record(std::move(note));
  return reply(body, method);
}

}  // namespace huzzah::sandbox
