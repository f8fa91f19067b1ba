#include "features/standups/words.hpp"

#include "app/phrases.hpp"
#include "base/catalog.hpp"
#include "calendar/spoken_dates.hpp"
#include "chat/quotes.hpp"
#include "chat/say.hpp"
#include "features/standups/opt_outs.hpp"
#include "features/wins/words.hpp"

#include <utility>

namespace huzzah::standups {

namespace {

using base::translate;
using chat::rich_text;
using chat::say;

chat::button share_button(std::string const& round) {
  return {std::string(wins::win_action::open_form), translate("Share a win"), round, true};
}

/// A question with a small line below it and buttons.
chat::message asked_message(rich_text question, rich_text hint, std::vector<chat::button> buttons) {
  std::vector<chat::block> blocks{app::section(question), chat::context_block{std::move(hint)},
                                  chat::buttons_block{std::move(buttons)}};
  return chat::message(std::move(question), std::move(blocks));
}

rich_text origin_in_words(standup_origin const& origin) {
  if (origin.set_up_by.empty())
    return say("*{standup}* is set up in Huzzah's configuration.", {{"standup", origin.name}});
  auto const by =
      origin.set_up_by_name.empty() ? chat::mention(origin.set_up_by) : chat::text(origin.set_up_by_name);
  return say("*{standup}* is set up by {person}.", {{"standup", origin.name}, {"person", by}});
}

std::vector<chat::button> question_buttons(std::string const& round, standup_origin const& origin) {
  return {share_button(round), chat::button(opt_out_action, translate("Don't ask me"), origin.name)};
}

}  // namespace

chat::message standup_prompt(std::string const& question, std::string const& round,
                             standup_origin const& origin) {
  auto hint = say("Reply in this thread, or share a win here. Small things count. {origin}",
                  {{"origin", origin_in_words(origin)}});
  return asked_message({chat::bold(question)}, std::move(hint), question_buttons(round, origin));
}

chat::message standup_question(std::string const& question, std::string const& round,
                               std::string const& channel, bool is_late, standup_origin const& origin,
                               bool is_last) {
  auto const where = app::channel_token(channel);
  auto const then =
      is_late ? say("Today's summary stands in {channel} already; yours joins it.", {{"channel", where}})
              : say("At close everybody's answers go to {channel}.", {{"channel", where}});
  auto hint = say("Just answer here, or share a win. Small things count. {then} {origin}",
                  {{"then", then}, {"origin", origin_in_words(origin)}});
  auto buttons = question_buttons(round, origin);
  if (is_last) {
    hint.push_back(chat::text(" "));
    chat::append(hint,
                 say("You have not answered for a while, so this is my last question for now. An answer "
                     "brings them back."));
    buttons.back() = chat::button(opt_in_action, translate("Ask me again"), origin.name);
  }
  return asked_message({chat::bold(question)}, std::move(hint), std::move(buttons));
}

chat::message standup_left(std::string const& name) {
  auto line = say("*{standup}* asks and reminds you no more. What you have said stays.", {{"standup", name}});
  std::vector<chat::block> blocks{
      app::section(line),
      chat::buttons_block{{chat::button(opt_in_action, translate("Ask me again"), name)}}};
  return chat::message(std::move(line), std::move(blocks));
}

chat::message standup_joined(std::string const& name) {
  return chat::message(say("*{standup}* asks you again, from its next question on.", {{"standup", name}}));
}

chat::message standup_reminder(std::string const& question, std::string const& round,
                               std::string const& link) {
  auto line = say("If you have a moment: *{question}*", {{"question", question}});
  auto hint = say("This is the only reminder, and a day without an answer is fine, too.");
  if (!link.empty())
    chat::append(hint, {chat::text(" · "), chat::link(link, translate("open the question"))});
  return asked_message(std::move(line), std::move(hint), {share_button(round)});
}

std::string_view in_words(standup_step step) {
  if (step == standup_step::prompt) return "prompt";
  return step == standup_step::remind ? "reminder" : "summary";
}

std::string spoken_date(calendar::local_date day) {
  return translate("{weekday}, {date}", {{"weekday", calendar::in_words(std::chrono::weekday(day))},
                                         {"date", calendar::dates_in_words(day, day)}});
}

chat::message standup_help() {
  auto lines = chat::bullets(
      say("*A question a day for what went well*"),
      {say("`/standup setup` – a stand-up for this channel, or changes to it"),
       say("`/standup status` – when the next question comes, and whom it asks"),
       say("`/standup skip today` – leaves today out"),
       say("`/standup pause until 2026-12-01` – also until monday"),
       say("`/standup resume` – ends a pause, and brings back days that were left out"),
       say("`/standup off` – ends the stand-up; what was said stays"),
       say("`/standup leave` – it asks and reminds everybody but you; /standup join takes that back"),
       say("`/standup away until monday` – nobody asks or reminds you, and your streak waits"),
       say("`/standup back` – ends that early")});
  std::vector<chat::block> blocks{
      app::section(std::move(lines)),
      chat::context_block{say("With several stand-ups, say which: `/standup skip core today`")}};
  return chat::message(say("/standup setup starts a stand-up in a channel"), std::move(blocks));
}

}  // namespace huzzah::standups
