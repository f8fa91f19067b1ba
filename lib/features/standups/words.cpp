#include "features/standups/words.hpp"

#include "app/phrases.hpp"
#include "calendar/spoken_dates.hpp"
#include "chat/quotes.hpp"
#include "features/standups/opt_outs.hpp"
#include "features/wins/words.hpp"

#include <fmt/format.h>

#include <utility>

namespace huzzah::standups {

namespace {

using chat::bold;
using chat::rich_text;
using chat::text;

chat::button share_button(std::string const& round) {
  return {std::string(wins::win_action::open_form), "Share a win", round, true};
}

/// A question with a small line below it and buttons.
chat::message asked_message(rich_text question, rich_text hint, std::vector<chat::button> buttons) {
  std::vector<chat::block> blocks{app::section(question), chat::context_block{std::move(hint)},
                                  chat::buttons_block{std::move(buttons)}};
  return chat::message(std::move(question), std::move(blocks));
}

/// "core, set up by Ada."
void append_origin(rich_text& line, standup_origin const& origin) {
  line.push_back(text(" "));
  line.push_back(bold(origin.name));
  if (origin.set_up_by.empty()) {
    line.push_back(text(" is set up in Huzzah's configuration."));
    return;
  }
  line.push_back(text(" is set up by "));
  line.push_back(origin.set_up_by_name.empty() ? chat::mention(origin.set_up_by)
                                               : text(origin.set_up_by_name));
  line.push_back(text("."));
}

std::vector<chat::button> question_buttons(std::string const& round, standup_origin const& origin) {
  return {share_button(round), chat::button(opt_out_action, "Don't ask me", origin.name)};
}

}  // namespace

chat::message standup_prompt(std::string const& question, std::string const& round,
                             standup_origin const& origin) {
  rich_text hint{text("Reply in this thread, or share a win here. Small things count.")};
  append_origin(hint, origin);
  return asked_message({bold(question)}, std::move(hint), question_buttons(round, origin));
}

chat::message standup_question(std::string const& question, std::string const& round,
                               std::string const& channel, bool is_late, standup_origin const& origin) {
  rich_text hint{text("Just answer here, or share a win. Small things count. ")};
  hint.push_back(text(is_late ? "Today's summary stands in " : "At close everybody's answers go to "));
  hint.push_back(app::channel_token(channel));
  hint.push_back(text(is_late ? " already; yours joins it." : "."));
  append_origin(hint, origin);
  return asked_message({bold(question)}, std::move(hint), question_buttons(round, origin));
}

chat::message standup_left(std::string const& name) {
  rich_text line{bold(name), text(" asks and reminds you no more. What you have said stays.")};
  std::vector<chat::block> blocks{app::section(line),
                                  chat::buttons_block{{chat::button(opt_in_action, "Ask me again", name)}}};
  return chat::message(std::move(line), std::move(blocks));
}

chat::message standup_joined(std::string const& name) {
  return chat::message({bold(name), text(" asks you again, from its next question on.")});
}

chat::message standup_reminder(std::string const& question, std::string const& round,
                               std::string const& link) {
  rich_text line{text("If you have a moment: "), bold(question)};
  rich_text hint{text("This is the only reminder, and a day without an answer is fine, too.")};
  if (!link.empty()) {
    hint.push_back(text(" · "));
    hint.push_back(chat::link(link, "open the question"));
  }
  return asked_message(std::move(line), std::move(hint), {share_button(round)});
}

std::string_view in_words(standup_step step) {
  if (step == standup_step::prompt) return "prompt";
  return step == standup_step::remind ? "reminder" : "summary";
}

std::string spoken_date(calendar::local_date day) {
  return fmt::format("{}, {}", calendar::to_string(std::chrono::weekday(day)),
                     calendar::dates_in_words(day, day));
}

chat::message standup_help() {
  rich_text lines{bold("A question a day for what went well")};
  for (auto const& [words, meaning] :
       {std::pair("/standup setup", "a stand-up for this channel, or changes to it"),
        {"/standup status", "when the next question comes, and whom it asks"},
        {"/standup skip today", "leaves today out"},
        {"/standup pause until 2026-12-01", "also until monday"},
        {"/standup resume", "ends a pause, and brings back days that were left out"},
        {"/standup off", "ends the stand-up; what was said stays"},
        {"/standup leave", "it asks and reminds everybody but you; /standup join takes that back"},
        {"/standup away until monday", "nobody asks or reminds you, and your streak waits"},
        {"/standup back", "ends that early"}}) {
    lines.push_back(text("\n• "));
    lines.push_back(app::code(words));
    lines.push_back(text(std::string(" – ") + meaning));
  }
  rich_text more{text("With several stand-ups, say which: ")};
  more.push_back(app::code("/standup skip core today"));
  std::vector<chat::block> blocks{app::section(std::move(lines)), chat::context_block{std::move(more)}};
  return chat::message({text("/standup setup starts a stand-up in a channel")}, std::move(blocks));
}

}  // namespace huzzah::standups
