// Decodes what comes over the socket: Socket Mode envelopes and the events in them.
#pragma once

#include "base/clock.hpp"
#include "chat/event.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace huzzah::slack {

/// Who the bot is: its own words and reactions are no events.
class identity {
 public:
  std::string workspace;  ///< team id; events are keyed by it
  std::string self;       ///< the bot's user id
};

/// What an envelope is for.
enum class envelope_kind {
  hello,
  disconnect,
  events_api,
  slash_command,
  interactive,
  other,  ///< unknown or broken; acknowledged if it has an id, and otherwise ignored
};

/// One frame, decoded. A frame that can't be decoded leaves most of it empty.
class envelope {
 public:
  std::string id;  ///< to acknowledge it with; empty where nothing is to be acknowledged
  envelope_kind kind = envelope_kind::other;
  bool accepts_response_payload = false;
  unsigned retry_attempt = 0;
  std::string retry_reason;
  std::optional<chat::event> event;  ///< what people did; none if it is nothing for us
  std::string problem;               ///< why a broken or limited one has nothing, in one line for the log

  std::string disconnect_reason;
  base::duration connection_time{0};  ///< hello: how long Slack means to keep the connection; 0 if unsaid

  std::string response_url;     ///< commands and interactions: where more can be said
  bool is_form = false;         ///< a form was submitted, and is answered as one
  std::string form_title;       ///< the title that was shown
  std::string form_field;       ///< the name of one of its fields, where a complaint can be shown
  std::string changed_person;   ///< whose profile is no longer what it was
  std::string changed_group;    ///< whose members are no longer what they were
  std::string changed_channel;  ///< which is no longer what it was, or has other members
  bool token_revoked = false;   ///< a bot token of this app, perhaps an earlier one
};

/// Decodes one frame. Never fails: broken JSON, wrong types, more than 64 levels of nesting and unknown
/// kinds come back as an envelope without an event, and so does what was sent for another workspace. `now`
/// dates what Slack does not.
envelope decode_envelope(std::string_view frame, identity const& us, base::time_point now);

/// Decodes a `message` event (or a message of a history), if it is a person's.
std::optional<chat::event> decode_message(nlohmann::json const& message, identity const& us);

/// Whether a message of that subtype is a person speaking; every other one is a join, a bot, a topic change …
bool is_speech(std::string_view subtype);

/// What a person said in a message, of an event or of a history; nothing where bots, joins and the like did.
std::optional<chat::message_posted> decode_speech(nlohmann::json const& message, chat::message_ref where,
                                                  chat::channel_kind kind, identity const& us);

/// "clap" of "clap::skin-tone-3".
std::string without_tone(std::string name);

/// "1700000000.123456" as a moment; the epoch if it is none.
base::time_point time_of(std::string_view timestamp);

/// Whether JSON text keeps within so many levels of nesting; strings are looked over, nothing else is
/// checked.
bool is_shallow(std::string_view json_text, std::size_t most_levels = 64);

}  // namespace huzzah::slack
