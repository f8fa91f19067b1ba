#include "sandbox/control/control_api.hpp"

#include "net/url.hpp"
#include "sandbox/control/control_world.hpp"
#include "sandbox/socket_mode/app_events.hpp"
#include "sandbox/web_api/web_api.hpp"
#include "sandbox/wire/http_answers.hpp"
#include "sandbox/workspace/time_zones.hpp"

#include <nlohmann/json.hpp>

#include <charconv>
#include <chrono>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

std::optional<std::size_t> number(json const& body, char const* key) {
  auto const found = body.find(key);
  if (found == body.end() || !found->is_number_unsigned()) return std::nullopt;
  return found->get<std::size_t>();
}

double seconds_of(stamp at) {
  return static_cast<double>(at) / 1e6;
}

}  // namespace

awaitable<net::http_response> control_api::respond(net::http_request request, std::string path) {
  auto const post = request.method == "POST";
  auto body = std::make_shared<json>(json::object());
  if (post && !request.body.empty()) *body = json::parse(request.body, nullptr, false);
  if (!body->is_object()) co_return json_answer(failure("invalid_json"), 400);
  if (auto const act = post ? find_interaction(path) : nullptr; act != nullptr) {
    auto const who = place_.tokens.look_up(word(*body, "token"));
    if (who.kind != token_kind::person) co_return json_answer(failure("invalid_auth"), 401);
    auto const shared = document(body);
    auto const answer = co_await (this->*act)(shared, who.user);
    co_return json_answer(*answer);
  }
  auto const answer = answer_now(request, path, *body);
  if (answer.is_null()) co_return json_answer(failure("not_found"), 404);
  co_return json_answer(answer);
}

json control_api::answer_now(net::http_request const& request, std::string const& path, json const& body) {
  if (request.method == "POST") {
    if (path == "clock") return turn_clock(body);
    if (path == "manifest") return set_manifest(body);
    if (path == "faults") return set_faults(body);
    if (path == "disconnect") return disconnect(body);
    if (path == "envelope") return send_envelope(body);
    if (path == "redeliver") {
      if (body.contains("give_up") && body["give_up"] == true)
        socket_mode_.give_up_unacked();
      else
        socket_mode_.redeliver_now();
      return {{"ok", true}};
    }
    if (path == "cut") {
      socket_mode_.cut(number(body, "connection"));
      return {{"ok", true}};
    }
    if (path == "freeze") {
      socket_mode_.freeze(number(body, "connection"));
      return {{"ok", true}};
    }
    if (path == "release") return release(body);
    if (path == "event") return send_event(body);
    if (path == "person") return set_person(place_, body);
    if (path == "channel") return set_channel(place_, body);
    if (path == "usergroup") return set_usergroup(place_, body);
    if (path == "populate") return populate(place_, body);
    return nullptr;
  }
  if (path == "bootstrap") return bootstrap();
  if (path == "clock") return read_clock();
  if (path == "faults") return {{"ok", true}, {"faults", place_.faults.to_json()}};
  if (path == "stats") return stats();
  if (path == "received") {
    std::uint64_t after = 0;
    auto const asked = net::query_value(request.target, "after");
    std::from_chars(asked.data(), asked.data() + asked.size(), after);
    return place_.received.after(after);
  }
  if (path == "calls")
    return {{"ok", true}, {"calls", place_.seen.calls(net::query_value(request.target, "method"))}};
  return nullptr;
}

json control_api::bootstrap() {
  auto const& state = place_.state;
  auto people = json::array();
  for (auto const& whom : state.people()) {
    auto const full = person_json(state, whom, false);
    json shown;
    for (auto const* key :
         {"id", "name", "real_name", "tz", "tz_label", "tz_offset", "color", "is_bot", "deleted"})
      shown[key] = full[key];
    for (auto const* key : {"status_emoji", "status_text", "status_expiration"})
      shown["profile"][key] = full["profile"][key];
    if (!whom.is_bot && !whom.deleted && whom.id != "USLACKBOT")
      shown["token"] = place_.tokens.token_of(whom.id);
    people.push_back(std::move(shown));
  }
  auto groups = json::array();
  for (auto const& group : state.usergroups())
    groups.push_back(
        {{"id", group.id}, {"handle", group.handle}, {"name", group.name}, {"users", group.users}});
  auto channels = json::array();
  for (auto const& [id, which] : state.channels())
    channels.push_back({{"id", id},
                        {"name", which.name},
                        {"is_im", which.is_im},
                        {"is_mpim", which.is_mpim},
                        {"is_private", which.is_private},
                        {"is_archived", which.is_archived},
                        {"topic", which.topic},
                        {"purpose", which.purpose},
                        {"members", which.members}});
  auto commands = json::array();
  for (auto const& command : place_.manifest.commands)
    commands.push_back({{"command", command.command},
                        {"description", command.description},
                        {"usage_hint", command.usage_hint}});
  auto shortcuts = json::array();
  for (auto const& one : place_.manifest.shortcuts)
    shortcuts.push_back({{"type", one.on_message ? "message" : "global"},
                         {"callback_id", one.callback_id},
                         {"name", one.name},
                         {"description", one.description}});
  return {{"ok", true},
          {"team", {{"id", state.team_id}, {"name", state.team_name}}},
          {"app",
           {{"id", place_.app.app_id},
            {"name", place_.app.name},
            {"bot_user_id", place_.app.bot_user},
            {"home_tab", place_.manifest.home_tab},
            {"commands", std::move(commands)},
            {"shortcuts", std::move(shortcuts)}}},
          {"people", std::move(people)},
          {"usergroups", std::move(groups)},
          {"channels", std::move(channels)},
          {"connections", socket_mode_.connections()},
          {"now", seconds_of(state.now())}};
}

json control_api::read_clock() {
  auto moments = json::array();
  if (hands_.moments)
    for (auto const& [label, at] : hands_.moments())
      moments.push_back({{"label", label}, {"at", seconds_of(at.time_since_epoch().count())}});
  return {{"ok", true}, {"now", seconds_of(place_.state.now())}, {"moments", std::move(moments)}};
}

json control_api::turn_clock(json const& body) {
  if (!body.contains("forward") || !body["forward"].is_number()) return failure("invalid_arguments");
  auto const seconds = body["forward"].get<double>();
  constexpr double ten_years = 10.0 * 366 * 86'400;
  if (!(seconds >= 0 && seconds <= ten_years)) return failure("invalid_arguments");
  if (!hands_.turn_forward) return failure("clock_not_turnable");
  hands_.turn_forward(std::chrono::duration_cast<base::duration>(std::chrono::duration<double>(seconds)));
  auto const now = seconds_of(place_.state.now());
  feed_.show_all({{"type", "clock"}, {"now", now}});
  return {{"ok", true}, {"now", now}};
}

json control_api::set_manifest(json const& body) {
  auto read = read_manifest(to_text(body));
  if (!read) {
    auto answer = failure("invalid_manifest");
    answer["detail"] = read.error().detail;
    return answer;
  }
  place_.manifest = std::move(*read);
  return {{"ok", true}};
}

json control_api::set_faults(json const& body) {
  if (auto const problem = place_.faults.apply(body); !problem.empty()) {
    auto answer = failure("invalid_faults");
    answer["detail"] = problem;
    return answer;
  }
  socket_mode_.faults_changed();
  return {{"ok", true}, {"faults", place_.faults.to_json()}};
}

json control_api::disconnect(json const& body) {
  auto const reason = body.contains("reason") ? word(body, "reason") : std::string("refresh_requested");
  if (reason != "warning" && reason != "refresh_requested" && reason != "too_many_websockets" &&
      reason != "link_disabled")
    return failure("invalid_reason");
  auto const wait = body.contains("close_after_ms") ? body["close_after_ms"] : json(0);
  if (!wait.is_number_integer()) return failure("invalid_arguments");
  socket_mode_.disconnect(number(body, "connection"), reason,
                          std::chrono::milliseconds(wait.get<std::int64_t>()));
  return {{"ok", true}};
}

json control_api::send_envelope(json const& body) {
  auto text = word(body, "raw");
  if (body.contains("envelope"))
    text = to_text(body["envelope"]);
  else if (!body.contains("raw"))
    return failure("invalid_arguments");
  if (!socket_mode_.send_raw(std::move(text))) return failure("no_connection");
  return {{"ok", true}};
}

json control_api::release(json const& body) {
  std::vector<std::size_t> order;
  for (auto const& each : body.value("order", json::array())) {
    if (!each.is_number_unsigned()) return failure("invalid_arguments");
    order.push_back(each.get<std::size_t>());
  }
  socket_mode_.release_held(order);
  return {{"ok", true}};
}

json control_api::send_event(json const& body) {
  if (!body.contains("event") || !body["event"].is_object()) return failure("invalid_arguments");
  auto event = body["event"];
  auto const at = to_ts(place_.state.next_stamp());
  if (event.value("type", "") == "message" && !event.contains("ts")) event["ts"] = at;
  if (!event.contains("event_ts")) event["event_ts"] = event.value("ts", at);
  auto payload = event_callback(place_, event);
  auto changes = body;
  changes.erase("event");
  payload.merge_patch(changes);
  socket_mode_.send_payload(payload);
  return {{"ok", true}, {"event", std::move(event)}};
}

json control_api::stats() {
  auto answer = place_.seen.summary();
  answer["ok"] = true;
  answer["connections"] = socket_mode_.connections();
  answer["unacked"] = socket_mode_.unacked();
  answer["held"] = socket_mode_.held();
  return answer;
}

}  // namespace huzzah::sandbox
