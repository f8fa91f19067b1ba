#include "slack/acknowledgement.hpp"

#include "base/catalog.hpp"
#include "slack/block_kit.hpp"
#include "slack/json.hpp"

#include <algorithm>

namespace huzzah::slack {

namespace {

using nlohmann::json;

constexpr std::size_t frame_limit = 20'000;  // Slack closes the socket at 20,480 bytes

chat::reply apologise(envelope const& received) {
  auto apology = base::translate("Sorry, I could not save that. Please try again in a moment.");
  chat::reply sorry;
  if (received.is_form && !received.form_field.empty())
    sorry.errors[received.form_field] = std::move(apology);  // and what was typed stays
  else
    sorry.said = chat::message({chat::text(std::move(apology))});
  return sorry;
}

/// Whether JSON has a string as it is.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= ' ' && c < 0x7f && c != '"' && c != '\\'; });
}

std::string frame_of(envelope const& received, json payload) {
  if (payload.is_null() && is_plain(received.id)) return "{\"envelope_id\":\"" + received.id + "\"}";
  json frame;
  frame["envelope_id"] = received.id;
  if (!payload.is_null()) frame["payload"] = std::move(payload);
  return dump(frame);
}

}  // namespace

std::optional<acknowledgement> acknowledge(envelope const& received, result<chat::reply> const& outcome,
                                           bool too_late) {
  auto const is_delivered_once =
      received.kind == envelope_kind::slash_command || received.kind == envelope_kind::interactive;
  if (!outcome && !is_delivered_once) return std::nullopt;
  acknowledgement answer;
  if (!is_delivered_once) {
    answer.frame = frame_of(received, nullptr);
    return answer;
  }
  auto const given = outcome ? *outcome : apologise(received);
  json payload;
  if (received.is_form)
    payload = to_form_reply(given, received.form_title);
  else
    payload = to_command_reply(given);
  auto const in_frame = received.accepts_response_payload &&
                        (received.is_form || received.kind == envelope_kind::slash_command);
  answer.frame = frame_of(received, in_frame ? payload : json());
  auto const says_it = in_frame && !too_late && answer.frame.size() <= frame_limit;
  if (answer.frame.size() > frame_limit || (too_late && !received.is_form))
    answer.frame = frame_of(received, nullptr);
  if (!payload.is_null() && !received.is_form && !received.response_url.empty()) {
    // A button's message is to stay as it is.
    if (received.kind == envelope_kind::interactive) payload["replace_original"] = false;
    (says_it ? answer.if_lost : answer.later) = dump(payload);
  }
  return answer;
}

}  // namespace huzzah::slack
