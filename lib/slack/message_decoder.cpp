// Which messages are people's speech, and what happened to them.
#include "slack/event_decoder.hpp"
#include "slack/json.hpp"
#include "slack/mrkdwn.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace huzzah::slack {

namespace {

using nlohmann::json;

bool is_persons(json const& message, identity const& us) {
  auto const author = string_member(message, "user");
  return !author.empty() && author != us.self && author != "USLACKBOT" &&
         string_member(message, "bot_id").empty() && is_speech(string_member(message, "subtype"));
}

chat::channel_kind kind_of(json const& event, std::string_view channel) {
  auto const type = string_member(event, "channel_type");
  if (type == "im" || (type.empty() && channel.starts_with('D'))) return chat::channel_kind::direct;
  if (type == "mpim") return chat::channel_kind::group_direct;
  if (type == "group" || (type.empty() && channel.starts_with('G')))
    return chat::channel_kind::private_channel;
  return chat::channel_kind::channel;
}

/// A thread's first message carries its own timestamp as the thread's.
std::string thread_of(json const& message) {
  auto thread = string_member(message, "thread_ts");
  return thread == string_member(message, "ts") ? std::string() : thread;
}

base::time_point event_time(json const& event) {
  auto const at = string_member(event, "event_ts");
  return time_of(at.empty() ? string_member(event, "ts") : at);
}

std::optional<chat::event> changed(json const& event, chat::message_ref where, identity const& us) {
  auto const& message = member(event, "message");
  auto const& previous = member(event, "previous_message");
  where.timestamp = string_member(message, "ts");
  if (where.timestamp.empty()) return std::nullopt;
  if (string_member(message, "subtype") == "tombstone") {
    // Slack's way to delete a message that has a thread below it.
    chat::message_deleted gone;
    gone.where = std::move(where);
    gone.at = event_time(event);
    return gone;
  }
  if (!is_persons(message, us)) return std::nullopt;
  auto const edited = string_member(member(message, "edited"), "ts");
  auto const before = string_member(member(previous, "edited"), "ts");
  auto const same_text = previous.is_object()
                             ? string_member(message, "text") == string_member(previous, "text")
                             : edited.empty();
  // A link was unfurled, or a thread's counters moved.
  if (same_text && time_of(edited) <= time_of(before)) return std::nullopt;
  chat::message_edited edit;
  edit.author = string_member(message, "user");
  edit.text = from_mrkdwn(string_member(message, "text"));
  edit.thread = thread_of(message);
  edit.channel = kind_of(event, where.channel);
  edit.posted_at = time_of(where.timestamp);
  // "edited" tells whole seconds, and a hasty person edits twice in one; the event's own time is exact.
  edit.edited_at = std::max(event_time(event), time_of(edited));
  edit.where = std::move(where);
  return edit;
}

std::optional<chat::event> deleted(json const& event, chat::message_ref where, identity const& us) {
  auto const& previous = member(event, "previous_message");
  where.timestamp = string_member(event, "deleted_ts");
  if (where.timestamp.empty()) where.timestamp = string_member(previous, "ts");
  if (where.timestamp.empty()) return std::nullopt;
  auto const ours = !string_member(previous, "bot_id").empty() ||
                    (!us.self.empty() && string_member(previous, "user") == us.self);
  if (ours) return std::nullopt;
  chat::message_deleted gone;
  gone.where = std::move(where);
  gone.at = event_time(event);
  return gone;
}

}  // namespace

bool is_speech(std::string_view subtype) {
  static constexpr std::array<std::string_view, 4> speech{"", "file_share", "thread_broadcast", "me_message"};
  return std::find(speech.begin(), speech.end(), subtype) != speech.end();
}

std::optional<chat::message_posted> decode_speech(json const& message, chat::message_ref where,
                                                  chat::channel_kind kind, identity const& us) {
  if (!is_persons(message, us)) return std::nullopt;
  chat::message_posted said;
  said.author = string_member(message, "user");
  said.text = from_mrkdwn(string_member(message, "text"));
  said.thread = thread_of(message);
  said.channel = kind;
  said.at = time_of(where.timestamp);
  said.where = std::move(where);
  return said;
}

std::optional<chat::event> decode_message(json const& message, identity const& us) {
  chat::message_ref where(us.workspace, string_member(message, "channel"), string_member(message, "ts"));
  if (where.channel.empty()) return std::nullopt;
  auto const subtype = string_member(message, "subtype");
  if (subtype == "message_changed") return changed(message, std::move(where), us);
  if (subtype == "message_deleted") return deleted(message, std::move(where), us);
  if (where.timestamp.empty()) return std::nullopt;
  auto const kind = kind_of(message, where.channel);
  auto said = decode_speech(message, std::move(where), kind, us);
  if (!said) return std::nullopt;
  return std::move(*said);
}

base::time_point time_of(std::string_view timestamp) {
  // 11 digits of seconds reach the year 5138; more would not fit and is nobody's timestamp.
  auto const point = std::min(timestamp.find('.'), timestamp.size());
  auto const seconds = timestamp.substr(0, point);
  auto fraction = std::string(timestamp.substr(std::min(point + 1, timestamp.size())).substr(0, 6));
  auto const digits = [](std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (seconds.empty() || seconds.size() > 11 || !digits(seconds) || !digits(fraction)) return {};
  fraction.resize(6, '0');
  std::int64_t value = 0;
  for (auto const c : seconds)
    value = value * 10 + (c - '0');
  for (auto const c : fraction)
    value = value * 10 + (c - '0');
  return base::time_point(base::duration(value));
}

}  // namespace huzzah::slack
