// What a stand-up says: its question, its reminder, and what it can't do. Pure: facts in, messages out.
#pragma once

#include "app/schedule/choice.hpp"
#include "base/catalog.hpp"
#include "calendar/local_date.hpp"
#include "chat/message.hpp"
#include "features/standups/standup.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace huzzah::standups {

/// The stand-up that asks, and who set it up: a question is never sent only in the name of the bot.
class standup_origin {
 public:
  standup_origin(std::string name_, std::string set_up_by_, std::string set_up_by_name_ = {})
      : name(std::move(name_)),
        set_up_by(std::move(set_up_by_)),
        set_up_by_name(std::move(set_up_by_name_)) {}

  std::string name;
  std::string set_up_by;       ///< empty: the configuration
  std::string set_up_by_name;  ///< shown instead of a mention, which would notify them; empty where unknown
};

/// The question in the channel, to be answered in its thread. `round` is what the button carries.
chat::message standup_prompt(std::string const& question, std::string const& round,
                             standup_origin const& origin);

/// The question to one member. Answers appear in `channel`, where the summary is already posted if `is_late`.
/// `is_last`: it is the last one to a member who has answered none for long.
chat::message standup_question(std::string const& question, std::string const& round,
                               std::string const& channel, bool is_late, standup_origin const& origin,
                               bool is_last = false);

/// To who pressed a button of a question or typed it: whether that stand-up asks and reminds them from now
/// on.
chat::message standup_left(std::string const& name);
chat::message standup_joined(std::string const& name);

/// The gentle reminder to who has not answered. `link` opens the question; empty where it was asked
/// privately.
chat::message standup_reminder(std::string const& question, std::string const& round,
                               std::string const& link);

/// For what is the same for digests.
inline constexpr schedule::kind_words kind_of_standups{
    "/standup", base::translatable("There is no stand-up yet. /standup setup makes one."),
    base::translatable("No stand-up is called \"{wanted}\"."),
    base::translatable("The stand-up *{name}* that you set up could not happen in {channel}: {reason}")};

/// "prompt", "reminder", "summary"
std::string_view in_words(standup_step step);

/// "Wednesday, 18 November 2026"
std::string spoken_date(calendar::local_date day);

/// The ways to use /standup, shown privately.
chat::message standup_help();

}  // namespace huzzah::standups
