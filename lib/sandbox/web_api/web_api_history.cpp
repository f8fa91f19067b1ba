// conversations.history and conversations.replies
#include "sandbox/web_api/cursors.hpp"
#include "sandbox/web_api/web_api.hpp"

#include <nlohmann/json.hpp>

#include <limits>
#include <ranges>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

constexpr long most_messages = 999;

/// Which messages are asked for.
class window {
 public:
  stamp oldest = 0;
  stamp latest = std::numeric_limits<stamp>::max();
  bool inclusive = false;
  std::size_t limit = 100;
  std::string problem;

  bool holds(stamp at) const { return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest; }
};

window read_window(arguments const& args, long usual_limit) {
  window read;
  read.inclusive = args.flag("inclusive");
  for (auto const* name : {"oldest", "latest"}) {
    if (args.text(name).empty()) continue;
    auto const at = parse_ts(args.text(name));
    if (!at)
      read.problem = std::string("invalid_ts_") + name;
    else if (name == std::string_view("oldest"))
      read.oldest = *at;
    else if (*at != 0)
      read.latest = *at;
  }
  auto const limit = args.has("limit") ? args.number("limit") : std::optional<long>(usual_limit);
  if (!limit || *limit < 0)
    read.problem = "invalid_limit";
  else
    read.limit = static_cast<std::size_t>(*limit == 0 ? usual_limit : std::min(*limit, most_messages));
  return read;
}

/// Where the cursor says that the page begins; nothing if there is no cursor.
std::optional<stamp> read_place(arguments const& args, std::string& problem) {
  auto const cursor = args.text("cursor");
  if (cursor.empty()) return std::nullopt;
  auto const value = read_cursor("next_ts", cursor);
  auto const at = value ? parse_ts(*value) : std::nullopt;
  if (!at) problem = "invalid_cursor";
  return at;
}

/// The channel, if the caller may read it; else null and why.
channel* readable(api_call& call, json& refused) {
  if (call.args.text("channel").empty()) {
    refused = missing_argument("channel");
    return nullptr;
  }
  auto* where = call.find_channel();
  if (where == nullptr) {
    refused = failure("channel_not_found");
    return nullptr;
  }
  auto const type = where->type();
  auto const scope = type == "channel" ? "channels:history"
                     : type == "group" ? "groups:history"
                     : type == "mpim"  ? "mpim:history"
                                       : "im:history";
  if (!call.may(scope))
    refused = missing_scope(call, scope);
  else if (call.by_bot() && !where->has(call.who.user))
    refused = failure("not_in_channel");
  return refused.is_null() ? where : nullptr;
}

json finish(json messages, std::optional<stamp> next) {
  json answer = {{"ok", true}, {"messages", std::move(messages)}, {"has_more", next.has_value()}};
  if (next) answer["response_metadata"] = {{"next_cursor", make_cursor("next_ts", to_ts(*next))}};
  return answer;
}

json history(api_call& call) {
  json refused;
  auto const* where = readable(call, refused);
  if (where == nullptr) return refused;
  auto asked = read_window(call.args, 100);
  auto const from = read_place(call.args, asked.problem);
  if (!asked.problem.empty()) return failure(asked.problem);
  message_view view;
  view.metadata = call.args.flag("include_all_metadata");
  auto messages = json::array();
  std::optional<stamp> next;
  for (auto const& [when, said] : std::views::reverse(where->messages)) {
    if (when < asked.oldest) break;
    if (!asked.holds(when) || (from && when > *from)) continue;
    if (said.is_reply() && said.subtype != "thread_broadcast") continue;
    if (messages.size() == asked.limit) {
      next = when;
      break;
    }
    messages.push_back(message_json(call.place.state, call.place.app, said, view));
  }
  auto answer = finish(std::move(messages), next);
  answer["pin_count"] = 0;
  return answer;
}

json replies(api_call& call) {
  json refused;
  if (call.args.text("ts").empty()) return missing_argument("ts");
  auto const* where = readable(call, refused);
  if (where == nullptr) return refused;
  auto asked = read_window(call.args, most_messages);
  auto const from = read_place(call.args, asked.problem);
  if (!asked.problem.empty()) return failure(asked.problem);
  auto const root = parse_ts(call.args.text("ts"));
  auto const* parent = root ? where->find(*root) : nullptr;
  if (parent == nullptr) return failure("thread_not_found");
  message_view view;
  view.metadata = call.args.flag("include_all_metadata");
  // The parent leads every first page, whatever the window.
  auto messages = json::array();
  if (!from) messages.push_back(message_json(call.place.state, call.place.app, *parent, view));
  std::optional<stamp> next;
  for (auto const at : parent->replies) {
    auto const* said = where->find(at);
    if (said == nullptr || !asked.holds(at) || (from && at < *from)) continue;
    if (messages.size() >= asked.limit) {
      next = at;
      break;
    }
    auto shown = message_json(call.place.state, call.place.app, *said, view);
    shown["parent_user_id"] = parent->user;
    messages.push_back(std::move(shown));
  }
  return finish(std::move(messages), next);
}

}  // namespace

std::span<api_method const> history_methods() {
  static std::vector<std::string_view> const scopes = {"channels:history", "groups:history", "im:history",
                                                       "mpim:history"};
  static std::vector<api_method> const all = {
      {"conversations.history", history, callers::bot_or_person, rate_tier::tier3, scopes},
      {"conversations.replies", replies, callers::bot_or_person, rate_tier::tier3, scopes},
  };
  return all;
}

}  // namespace huzzah::sandbox
