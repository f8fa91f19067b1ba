#include "slack/event_decoder.hpp"

#include "slack/block_kit.hpp"
#include "slack/dom.hpp"
#include "slack/json.hpp"
#include "slack/message_decoder.hpp"
#include "slack/mrkdwn.hpp"

#include <algorithm>
#include <array>
#include <new>
#include <span>

namespace huzzah::slack {

namespace {

using nlohmann::json;

constexpr std::size_t longest_id = 100;  // Slack's have 36 characters
constexpr std::size_t most_levels = 64;
/// Longer frames are rare; they are parsed with buffers of their own, which are freed at once.
constexpr std::size_t usual_frame = 64u << 10;

std::optional<chat::event> reaction(dom_value const& event, identity const& us, bool added) {
  auto const item = member(event, "item");
  chat::reaction_changed change;
  change.where = {us.workspace, std::string(text_in(item, "channel")), std::string(text_in(item, "ts"))};
  change.person = text_in(event, "user");
  change.author = text_in(event, "item_user");
  change.emoji = without_tone(std::string(text_in(event, "reaction")));
  change.added = added;
  change.at = time_of(text_in(event, "event_ts"));
  auto const complete = text_in(item, "type") == "message" && !change.where.channel.empty() &&
                        !change.where.id.empty() && !change.person.empty() && !change.emoji.empty();
  if (!complete || change.person == us.self) return std::nullopt;
  return change;
}

/// `user` is an id in some events and a whole profile in others.
std::string_view id_in(dom_value const& event, char const* name) {
  auto const who = member(event, name);
  return who.is_object() ? text_in(who, "id") : text_in(event, name);
}

bool is_one_of(std::string_view word, std::span<std::string_view const> all) {
  return std::find(all.begin(), all.end(), word) != all.end();
}

/// Slack's own messages about members who joined or left, or about changes of a channel. An app gets them
/// without subscribing to membership events.
bool is_about_facts(std::string_view subtype) {
  static constexpr std::array<std::string_view, 6> words{"channel_join",
                                                         "channel_leave",
                                                         "group_join",
                                                         "group_leave",
                                                         "channel_convert_to_private",
                                                         "channel_convert_to_public"};
  return is_one_of(subtype, words);
}

void facts_changed(std::string_view person, std::string_view channel, identity const& us, envelope& into) {
  // Joining or leaving does not change the profile.
  if (channel.empty()) into.changed_person = person;
  into.changed_channel = channel;
  chat::facts_changed changed;
  changed.workspace = us.workspace;
  changed.person = person;
  changed.channel = channel;
  if (!person.empty() || !channel.empty()) into.event = std::move(changed);
}

void decode_event(dom_value const& event, identity const& us, envelope& into) {
  auto const type = text_in(event, "type");
  if (auto const subtype = text_in(event, "subtype"); type == "message" && is_about_facts(subtype)) {
    // The person who made the channel private has not changed.
    auto const is_conversion = subtype.starts_with("channel_convert");
    facts_changed(is_conversion ? std::string_view() : text_in(event, "user"), text_in(event, "channel"), us,
                  into);
  } else if (type == "message") {
    into.event = decode_message(event, us);
  } else if (type == "reaction_added" || type == "reaction_removed") {
    into.event = reaction(event, us, type == "reaction_added");
  } else if (type == "app_home_opened") {
    chat::home_opened opened;
    opened.workspace = us.workspace;
    opened.person = text_in(event, "user");
    opened.at = time_of(text_in(event, "event_ts"));
    if (text_in(event, "tab") == "home" && !opened.person.empty()) into.event = std::move(opened);
  } else if (type == "user_change" || type == "team_join" || type == "user_profile_changed") {
    facts_changed(id_in(event, "user"), {}, us, into);
  } else if (type == "member_joined_channel" || type == "member_left_channel") {
    facts_changed(text_in(event, "user"), text_in(event, "channel"), us, into);
  } else if (type == "subteam_updated" || type == "subteam_created") {
    into.changed_group = id_in(event, "subteam");
  } else if (type == "subteam_members_changed") {
    into.changed_group = text_in(event, "subteam_id");
  } else if (type == "tokens_revoked" || type == "app_uninstalled") {
    into.token_revoked = true;
  }
}

/// Whether an event was sent for our workspace. In a shared channel the top-level team is the workspace that
/// made the channel, which may be another organisation's.
bool is_ours(dom_value const& payload, identity const& us) {
  auto const authorized = text_in(member(payload, "authorizations").at(0), "team_id");
  auto const context = text_in(payload, "context_team_id");
  if (authorized.empty() && context.empty()) return text_in(payload, "team_id") == us.workspace;
  return authorized == us.workspace || context == us.workspace;
}

/// The workspace that a button or form belongs to. A form that was opened from a shared channel names the
/// workspace that the app is installed in; `team` is null where the app is installed for a whole
/// organisation.
std::string team_of_interaction(json const& payload) {
  auto const& view = member(payload, "view");
  for (auto const& team :
       {string_member(view, "app_installed_team_id"), string_member(member(payload, "team"), "id"),
        string_member(member(payload, "user"), "team_id"), string_member(view, "team_id")})
    if (!team.empty()) return team;
  return {};
}

constexpr auto* not_ours = "what names another workspace than ours";

void decode_events_api(dom_value const& payload, identity const& us, envelope& into) {
  into.kind = envelope_kind::events_api;
  if (payload.is_object() && !is_ours(payload, us)) {
    into.problem = not_ours;
    return;
  }
  if (text_in(payload, "type") == "app_rate_limited") {
    // Slack sends one for each minute in which it drops events (docs.slack.dev/apis/events-api, "Rate
    // limiting").
    chat::events_dropped dropped;
    dropped.workspace = us.workspace;
    into.event = std::move(dropped);
    return;
  }
  auto const event = member(payload, "event");
  if (!event.is_object()) {
    into.problem = "an event envelope without an event";
    return;
  }
  decode_event(event, us, into);
}

void decode_command(json const& payload, identity const& us, base::time_point now, envelope& into) {
  into.kind = envelope_kind::slash_command;
  into.response_url = string_member(payload, "response_url");
  chat::command_invoked invoked;
  invoked.workspace = us.workspace;
  invoked.channel = string_member(payload, "channel_id");
  invoked.in_direct = string_member(payload, "channel_name") == "directmessage";
  invoked.person = string_member(payload, "user_id");
  invoked.name = string_member(payload, "command");
  invoked.text = from_mrkdwn(string_member(payload, "text"));
  invoked.trigger = string_member(payload, "trigger_id");
  invoked.at = now;
  if (text_in(payload, "team_id") != us.workspace)
    into.problem = not_ours;
  else if (invoked.person.empty() || !invoked.name.starts_with('/'))
    into.problem = "a slash command without a person or a name";
  else
    into.event = std::move(invoked);
}

void decode_press(json const& payload, identity const& us, base::time_point now, envelope& into) {
  auto const& actions = member(payload, "actions");
  if (!actions.is_array() || actions.empty()) return;
  auto const& action = actions.front();
  if (string_member(action, "type") != "button") return;
  auto const& container = member(payload, "container");
  auto const first_of = [](std::string one, std::string other) { return one.empty() ? other : one; };
  chat::button_pressed pressed;
  pressed.workspace = us.workspace;
  pressed.channel =
      first_of(string_member(member(payload, "channel"), "id"), string_member(container, "channel_id"));
  pressed.person = string_member(member(payload, "user"), "id");
  pressed.action = action_name(string_member(action, "action_id"));
  pressed.value = string_member(action, "value");
  pressed.trigger = string_member(payload, "trigger_id");
  auto const timestamp =
      first_of(string_member(container, "message_ts"), string_member(member(payload, "message"), "ts"));
  if (!timestamp.empty()) pressed.where = {us.workspace, pressed.channel, timestamp};
  auto const at = time_of(string_member(action, "action_ts"));
  pressed.at = at == base::time_point{} ? now : at;
  if (!pressed.person.empty() && !pressed.action.empty()) into.event = std::move(pressed);
}

void decode_submission(json const& payload, identity const& us, base::time_point now, envelope& into) {
  auto const& view = member(payload, "view");
  chat::form_submitted sent;
  sent.workspace = us.workspace;
  sent.person = string_member(member(payload, "user"), "id");
  sent.action = string_member(view, "callback_id");
  sent.context = string_member(view, "private_metadata");
  sent.view = string_member(view, "id");
  sent.values = form_values(member(member(view, "state"), "values"));
  sent.at = now;
  into.is_form = true;
  if (!sent.values.empty()) into.form_field = sent.values.begin()->first;
  into.form_title = string_member(member(view, "title"), "text");
  if (!sent.person.empty() && !sent.view.empty()) into.event = std::move(sent);
}

/// What Slack calls a channel that the app may not be in (docs.slack.dev, "Shortcuts").
chat::channel_kind kind_named(std::string_view name, std::string_view id) {
  if (name == "directmessage" || id.starts_with('D')) return chat::channel_kind::direct;
  if (name == "privategroup") return chat::channel_kind::private_channel;
  if (name.starts_with("mpdm-")) return chat::channel_kind::group_direct;
  return chat::channel_kind::channel;
}

void decode_shortcut(json const& payload, identity const& us, base::time_point now, envelope& into) {
  chat::shortcut_invoked chosen;
  chosen.workspace = us.workspace;
  chosen.person = string_member(member(payload, "user"), "id");
  chosen.name = string_member(payload, "callback_id");
  chosen.trigger = string_member(payload, "trigger_id");
  chosen.at = now;
  if (auto const& message = member(payload, "message"); message.is_object()) {
    auto const& channel = member(payload, "channel");
    chosen.where = {us.workspace, string_member(channel, "id"), string_member(message, "ts")};
    chosen.channel = kind_named(string_member(channel, "name"), chosen.where.channel);
    chosen.text = from_mrkdwn(string_member(message, "text"));
    if (string_member(message, "bot_id").empty()) chosen.author = string_member(message, "user");
  }
  if (!chosen.person.empty() && !chosen.name.empty()) into.event = std::move(chosen);
}

void decode_interaction(json const& payload, identity const& us, base::time_point now, envelope& into) {
  into.kind = envelope_kind::interactive;
  into.response_url = string_member(payload, "response_url");
  if (team_of_interaction(payload) != us.workspace) {
    into.problem = not_ours;
    return;
  }
  auto const type = string_member(payload, "type");
  if (type == "block_actions") decode_press(payload, us, now, into);
  if (type == "view_submission") decode_submission(payload, us, now, into);
  if (type == "message_action" || type == "shortcut") decode_shortcut(payload, us, now, into);
}

void decode_hello(dom_value const& frame, envelope& into) {
  into.kind = envelope_kind::hello;
  auto const seconds = number_member(member(frame, "debug_info"), "approximate_connection_time");
  if (seconds > 0 && seconds < std::int64_t{10} * 24 * 3600)
    into.connection_time = std::chrono::seconds(seconds);
}

/// The id of an envelope whose JSON can't be used, so that Slack need not send it three times more. Inside
/// strings the quotes around the name would be escaped.
std::string salvage_id(std::string_view frame) {
  constexpr std::string_view name = "\"envelope_id\"";
  auto const at = frame.find(name);
  if (at == std::string_view::npos || (at > 0 && frame[at - 1] == '\\')) return {};
  auto rest = frame.substr(at + name.size());
  auto const skip = [&](std::string_view set) {
    rest.remove_prefix(std::min(rest.find_first_not_of(set), rest.size()));
  };
  skip(" \t\r\n");
  if (!rest.starts_with(':')) return {};
  rest.remove_prefix(1);
  skip(" \t\r\n");
  if (!rest.starts_with('"')) return {};
  auto const end = rest.find('"', 1);
  if (end > longest_id) return {};  // also where there is none
  auto const id = rest.substr(1, end - 1);
  auto const sound =
      id.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.");
  return sound == std::string_view::npos ? std::string(id) : std::string();
}

envelope broken(std::string_view frame, std::string problem) {
  envelope unusable;
  unusable.id = salvage_id(frame);
  unusable.problem = std::move(problem);
  return unusable;
}

envelope unreadable(std::string_view frame, simdjson::error_code why) {
  if (why == simdjson::DEPTH_ERROR) return broken(frame, "a frame with more than 64 levels of nesting");
  return broken(frame, "a frame that is no JSON");
}

/// A parser keeps its buffers from one frame to the next.
simdjson::dom::parser make_parser() {
  simdjson::dom::parser parser;
  if (parser.allocate(usual_frame, most_levels + 1) != simdjson::SUCCESS) throw std::bad_alloc();
  return parser;
}

/// A person's command or button press. Rare, and of many forms: read with the JSON library that the rest of
/// this room uses.
void decode_interaction_or_command(std::string_view frame, identity const& us, base::time_point now,
                                   bool is_command, envelope& into) {
  auto const parsed = json::parse(frame, nullptr, false);
  auto const& payload = member(parsed, "payload");
  if (is_command)
    decode_command(payload, us, now, into);
  else
    decode_interaction(payload, us, now, into);
}

envelope decode(dom_value const& parsed, std::string_view frame, identity const& us, base::time_point now) {
  envelope decoded;
  decoded.id = text_in(parsed, "envelope_id");
  if (decoded.id.size() > longest_id) decoded.id.clear();
  decoded.accepts_response_payload = is_set(parsed, "accepts_response_payload");
  auto const attempt = number_member(parsed, "retry_attempt");
  decoded.retry_attempt = attempt > 0 && attempt < 1'000 ? static_cast<unsigned>(attempt) : 0;
  decoded.retry_reason = text_in(parsed, "retry_reason");

  auto const type = text_in(parsed, "type");
  if (type == "hello")
    decode_hello(parsed, decoded);
  else if (type == "disconnect") {
    decoded.kind = envelope_kind::disconnect;
    decoded.disconnect_reason = text_in(parsed, "reason");
  } else if (type == "events_api")
    decode_events_api(member(parsed, "payload"), us, decoded);
  else if (type == "slash_commands" || type == "interactive")
    decode_interaction_or_command(frame, us, now, type == "slash_commands", decoded);
  else
    decoded.problem = "a frame of an unknown type";
  return decoded;
}

}  // namespace

std::string without_tone(std::string name) {
  auto const tone = name.find("::");
  return tone == std::string::npos ? name : name.substr(0, tone);
}

bool is_shallow(std::string_view json_text, std::size_t most) {
  std::size_t level = 0;
  auto in_string = false;
  for (std::size_t i = 0; i < json_text.size(); ++i) {
    auto const c = json_text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++level > most) return false;
    } else if ((c == '}' || c == ']') && level > 0) {
      --level;
    }
  }
  return true;
}

envelope decode_envelope(std::string_view frame, identity const& us, base::time_point now) {
  thread_local auto usual = make_parser();
  std::optional<simdjson::dom::parser> large;
  if (frame.size() > usual_frame) large.emplace(make_parser());
  auto& parser = large ? *large : usual;
  auto const parsed = parser.parse(frame.data(), frame.size());
  if (parsed.error() != simdjson::SUCCESS) return unreadable(frame, parsed.error());
  if (!parsed.is_object()) return broken({}, "a frame that is no JSON object");
  return decode(parsed, frame, us, now);
}

}  // namespace huzzah::slack
