// Which messages are people's speech, and what happened to them; the same for both kinds of JSON that this
// room reads.
#include "slack/message_decoder.hpp"

#include "slack/json.hpp"
#include "slack/mrkdwn.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace huzzah::slack {

namespace {

template <class Json>
bool is_persons(Json const& message, identity const& us) {
  auto const author = text_in(message, "user");
  return !author.empty() && author != us.self && author != "USLACKBOT" &&
         text_in(message, "bot_id").empty() && is_speech(text_in(message, "subtype"));
}

template <class Json>
chat::channel_kind kind_of(Json const& event, std::string_view channel) {
  auto const type = text_in(event, "channel_type");
  if (type == "im" || (type.empty() && channel.starts_with('D'))) return chat::channel_kind::direct;
  if (type == "mpim") return chat::channel_kind::group_direct;
  if (type == "group" || (type.empty() && channel.starts_with('G')))
    return chat::channel_kind::private_channel;
  return chat::channel_kind::channel;
}

/// A thread's first message carries its own timestamp as the thread's.
template <class Json>
std::string thread_of(Json const& message) {
  auto const thread = text_in(message, "thread_ts");
  return thread == text_in(message, "ts") ? std::string() : std::string(thread);
}

template <class Json>
base::time_point event_time(Json const& event) {
  auto const at = text_in(event, "event_ts");
  return time_of(at.empty() ? text_in(event, "ts") : at);
}

template <class Json>
std::optional<chat::event> changed(Json const& event, chat::message_ref where, identity const& us) {
  auto const& message = member(event, "message");
  auto const& previous = member(event, "previous_message");
  where.id = text_in(message, "ts");
  if (where.id.empty()) return std::nullopt;
  if (text_in(message, "subtype") == "tombstone") {
    // Slack's way to delete a message that has a thread below it.
    chat::message_deleted gone;
    gone.where = std::move(where);
    gone.at = event_time(event);
    return gone;
  }
  if (!is_persons(message, us)) return std::nullopt;
  auto const edited = text_in(member(message, "edited"), "ts");
  auto const before = text_in(member(previous, "edited"), "ts");
  auto const same_text =
      previous.is_object() ? text_in(message, "text") == text_in(previous, "text") : edited.empty();
  // A link was unfurled, or a thread's counters moved.
  if (same_text && time_of(edited) <= time_of(before)) return std::nullopt;
  chat::message_edited edit;
  edit.author = text_in(message, "user");
  edit.text = from_mrkdwn(text_in(message, "text"));
  if (auto const text = text_in(previous, "text"); !text.empty()) edit.was = from_mrkdwn(text);
  edit.thread = thread_of(message);
  edit.channel = kind_of(event, where.channel);
  edit.posted_at = time_of(where.id);
  // "edited" tells whole seconds, and a hasty person edits twice in one; the event's own time is exact.
  edit.edited_at = std::max(event_time(event), time_of(edited));
  edit.where = std::move(where);
  return edit;
}

template <class Json>
std::optional<chat::event> deleted(Json const& event, chat::message_ref where, identity const& us) {
  auto const& previous = member(event, "previous_message");
  where.id = text_in(event, "deleted_ts");
  if (where.id.empty()) where.id = text_in(previous, "ts");
  if (where.id.empty()) return std::nullopt;
  auto const ours =
      !text_in(previous, "bot_id").empty() || (!us.self.empty() && text_in(previous, "user") == us.self);
  if (ours) return std::nullopt;
  chat::message_deleted gone;
  gone.where = std::move(where);
  gone.at = event_time(event);
  return gone;
}

template <class Json>
std::optional<chat::message_posted> speech(Json const& message, chat::message_ref where,
                                           chat::channel_kind kind, identity const& us) {
  if (!is_persons(message, us)) return std::nullopt;
  chat::message_posted said;
  said.author = text_in(message, "user");
  said.text = from_mrkdwn(text_in(message, "text"));
  said.thread = thread_of(message);
  said.channel = kind;
  said.at = time_of(where.id);
  said.where = std::move(where);
  return said;
}

template <class Json>
std::optional<chat::event> decode(Json const& message, identity const& us) {
  chat::message_ref where(us.workspace, std::string(text_in(message, "channel")),
                          std::string(text_in(message, "ts")));
  if (where.channel.empty()) return std::nullopt;
  auto const subtype = text_in(message, "subtype");
  if (subtype == "message_changed") return changed(message, std::move(where), us);
  if (subtype == "message_deleted") return deleted(message, std::move(where), us);
  if (where.id.empty()) return std::nullopt;
  auto const kind = kind_of(message, where.channel);
  auto said = speech(message, std::move(where), kind, us);
  if (!said) return std::nullopt;
  return std::move(*said);
}

}  // namespace

bool is_speech(std::string_view subtype) {
  static constexpr std::array<std::string_view, 4> speech{"", "file_share", "thread_broadcast", "me_message"};
  return std::find(speech.begin(), speech.end(), subtype) != speech.end();
}

std::optional<chat::message_posted> decode_speech(nlohmann::json const& message, chat::message_ref where,
                                                  chat::channel_kind kind, identity const& us) {
  return speech(message, std::move(where), kind, us);
}

std::optional<chat::event> decode_message(nlohmann::json const& message, identity const& us) {
  return decode(message, us);
}

std::optional<chat::event> decode_message(dom_value const& message, identity const& us) {
  return decode(message, us);
}

base::time_point time_of(std::string_view timestamp) {
  // 11 digits of seconds reach the year 5138; more would not fit and is no timestamp.
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
