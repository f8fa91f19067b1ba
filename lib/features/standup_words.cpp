#include "features/standup_words.hpp"

#include "features/lines.hpp"
#include "features/win_words.hpp"
#include "recognition/digest_words.hpp"

#include <fmt/format.h>

#include <utility>

namespace huzzah::features {

namespace {

using chat::bold;
using chat::rich_text;
using chat::text;

chat::button share_button(std::int64_t round) {
  return {std::string(win_action::open_form), "Share a win", std::to_string(round), true};
}

/// A question with a small line below it and a button.
chat::message asking(rich_text question, rich_text hint, std::int64_t round) {
  std::vector<chat::block> blocks{section(question), chat::context_block{std::move(hint)},
                                  chat::buttons_block{{share_button(round)}}};
  return chat::message(std::move(question), std::move(blocks));
}

}  // namespace

chat::message standup_prompt(std::string const& question, std::int64_t round) {
  return asking({bold(question)}, {text("Reply in this thread, or press the button. Small things count.")},
                round);
}

chat::message standup_question(std::string const& question, std::int64_t round, std::string const& channel,
                               bool is_late) {
  rich_text hint{text("Just answer here, or press the button. Small things count. ")};
  hint.push_back(text(is_late ? "Today's summary stands in " : "At close everybody's answers go to "));
  hint.push_back(channel_token(channel));
  hint.push_back(text(is_late ? " already; yours joins it." : "."));
  return asking({bold(question)}, std::move(hint), round);
}

chat::message standup_reminder(std::string const& question, std::int64_t round, std::string const& link) {
  rich_text line{text("If you have a moment: "), bold(question)};
  rich_text hint{text("This is the only reminder, and a day without an answer is fine, too.")};
  if (!link.empty()) {
    hint.push_back(text(" · "));
    hint.push_back(chat::link(link, "open the question"));
  }
  return asking(std::move(line), std::move(hint), round);
}

std::string_view in_words(recognition::standup_step step) {
  switch (step) {
    case recognition::standup_step::prompt:
      return "prompt";
    case recognition::standup_step::remind:
      return "reminder";
    case recognition::standup_step::close:
      break;
  }
  return "summary";
}

std::string_view to_string(channel_trouble what) {
  switch (what) {
    case channel_trouble::archived:
      return "archived";
    case channel_trouble::not_a_member:
      return "not_a_member";
    case channel_trouble::not_found:
      break;
  }
  return "not_found";
}

std::string in_words(channel_trouble what, std::string const& channel) {
  switch (what) {
    case channel_trouble::archived:
      return fmt::format("its channel {} is archived", channel);
    case channel_trouble::not_a_member:
      return fmt::format("Huzzah is not a member of its channel {}", channel);
    case channel_trouble::not_found:
      break;
  }
  return fmt::format("its channel {} can't be found: it is gone, or Huzzah is not a member of it", channel);
}

chat::message standup_troubled(std::string const& name, channel_trouble what, std::string const& channel) {
  rich_text line{text("The stand-up "), bold(name), text(" that you set up could not happen in "),
                 channel_token(channel)};
  switch (what) {
    case channel_trouble::archived:
      line.push_back(text(": the channel is archived. "));
      break;
    case channel_trouble::not_a_member:
      line.push_back(text(": I am not a member any more. Invite me with "));
      line.push_back(code("/invite"));
      line.push_back(text(" and it goes on. "));
      break;
    case channel_trouble::not_found:
      line.push_back(text(": I can't find the channel, or am not a member of it any more. "));
      break;
  }
  line.push_back(text("To move it elsewhere: "));
  line.push_back(code("/standup setup " + name));
  line.push_back(text(", to end it: "));
  line.push_back(code("/standup off " + name));
  return chat::message(std::move(line));
}

std::string spoken_date(calendar::local_date day) {
  return fmt::format("{}, {}", calendar::to_string(std::chrono::weekday(day)),
                     recognition::dates_in_words(day, day));
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
        {"/standup away until monday", "nobody asks or reminds you, and your streak waits"},
        {"/standup back", "ends that early"}}) {
    lines.push_back(text("\n• "));
    lines.push_back(code(words));
    lines.push_back(text(std::string(" – ") + meaning));
  }
  rich_text more{text("With several stand-ups, say which: ")};
  more.push_back(code("/standup skip core today"));
  std::vector<chat::block> blocks{section(std::move(lines)), chat::context_block{std::move(more)}};
  return chat::message({text("/standup setup starts a stand-up in a channel")}, std::move(blocks));
}

}  // namespace huzzah::features
