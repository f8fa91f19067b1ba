// What a stand-up says: its question, its reminder, and what it can't do. Pure: facts in, messages out.
#pragma once

#include "calendar/local_date.hpp"
#include "chat/message.hpp"
#include "recognition/standup.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace huzzah::features {

/// The question in the channel, to be answered in its thread. `round` is what the button carries.
chat::message standup_prompt(std::string const& question, std::int64_t round);

/// The question to one member. Answers appear in `channel`, where the summary stands already if `is_late`.
chat::message standup_question(std::string const& question, std::int64_t round, std::string const& channel,
                               bool is_late);

/// The gentle reminder to who has not answered. `link` opens the question; empty where it was asked
/// privately.
chat::message standup_reminder(std::string const& question, std::int64_t round, std::string const& link);

/// "prompt", "reminder", "summary"
std::string_view in_words(recognition::standup_step step);

/// Why a stand-up can't happen in its channel.
enum class channel_trouble { archived, not_a_member, not_found };
/// "archived" …
std::string_view to_string(channel_trouble what);
/// The same as what stands in a log: "its channel #core is archived".
std::string in_words(channel_trouble what, std::string const& channel);

/// To whoever set it up.
chat::message standup_troubled(std::string const& name, channel_trouble what, std::string const& channel);

/// "Wednesday, 18 November 2026"
std::string spoken_date(calendar::local_date day);

/// The ways to use /standup, shown privately.
chat::message standup_help();

}  // namespace huzzah::features
