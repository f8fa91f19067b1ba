// Slack's message text ("mrkdwn") and Huzzah's tokens, both ways.
#pragma once

#include "chat/rich_text.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace huzzah::slack {

/// Slack's limits count characters; a character outside the Basic Multilingual Plane counts twice here,
/// so that the limit holds whichever way Slack counts it.
std::size_t slack_length(std::string_view text);

/// Slack's message text as tokens. Whatever is malformed or unknown stays text; nothing fails, and the
/// effort is linear in the length. Bold, italic and strike marks stay in the text.
chat::rich_text from_mrkdwn(std::string_view text);

/// Tokens as Slack's message text of at most `limit` characters; where something was cut, "…" ends it.
/// Only mentions, channels, emoji and http(s) or mailto links are live. Groups and broadcasts never are,
/// and no text can turn into any of them or into formatting: what might is parted with word joiners.
std::string to_mrkdwn(chat::rich_text const& text, std::size_t limit = 40'000);

/// Whether it has the form of one of Slack's ids (of a person, a channel, …).
bool is_slack_id(std::string_view id);

/// Whether `name` can stand between the colons of an emoji.
bool is_emoji_name(std::string_view name);

/// Length of the emoji name that starts `text` when a colon follows it; 0 when none does.
std::size_t emoji_name_length(std::string_view text);

/// U+2060: has no width, allows no line break, and is neither a letter nor white space to Slack.
inline constexpr std::string_view word_joiner = "\xE2\x81\xA0";
/// U+200B: has no width, and Slack lets formatting begin and end beside it.
inline constexpr std::string_view zero_width_space = "\xE2\x80\x8B";

}  // namespace huzzah::slack
