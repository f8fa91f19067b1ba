#include "features/goals/words.hpp"

#include "app/phrases.hpp"
#include "base/catalog.hpp"
#include "calendar/spoken_dates.hpp"
#include "chat/quotes.hpp"
#include "chat/say.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace huzzah::goals {

namespace {

using base::translate;
using chat::say;

/// Of how many goals each shows two steps that are next; of more, one.
constexpr std::size_t few = 3;

/// What was typed, or that it is withdrawn.
std::string words_of(std::string const& text) {
  return text.empty() ? translate("(words withdrawn)") : text;
}

chat::button button_of(step const& one) {
  if (one.is_done) return {untick_action, translate("Not done yet"), one.reference};
  return {tick_action, translate("Done"), one.reference};
}

chat::rich_text line_of(step const& one) {
  return {chat::text((one.is_done ? "✓ " : "○ ") + words_of(one.text))};
}

chat::rich_text how_far(goal const& one) {
  return say("{done} of {all}", {{"done", one.done()}, {"all", one.steps.size()}});
}

/// "3 of 5 ▰▰▰▱▱"
chat::rich_text progress(goal const& one) {
  auto line = how_far(one);
  line.push_back(chat::text(" " + bar(one.done(), one.steps.size())));
  return line;
}

/// The step that was ticked last.
step const* last_done(goal const& one) {
  step const* last = nullptr;
  for (auto const& each : one.steps)
    if (each.is_done && (last == nullptr || each.decided_at >= last->decided_at)) last = &each;
  return last;
}

chat::rich_text head_of(goal const& one, calendar::local_date today) {
  auto line = say("*{goal}* · {progress}", {{"goal", words_of(one.text)}, {"progress", progress(one)}});
  // A day that has passed is not held against anybody.
  if (one.due_on && *one.due_on >= today && !one.is_reached())
    chat::append(line, say(" · by {day}", {{"day", calendar::dates_in_words(*one.due_on, *one.due_on)}}));
  if (!one.channel.empty())
    chat::append(line, say(" · shared with {channel}", {{"channel", app::channel_token(one.channel)}}));
  return line;
}

chat::rich_text head_of(shown_habit const& one) {
  auto line = say("*{habit}*", {{"habit", words_of(one.what.text)}});
  if (one.week.wanted > 0)
    chat::append(line, say(one.week.wanted, " · {done} of {count} time this week, {percent} %",
                           " · {done} of {count} times this week, {percent} %",
                           {{"done", one.week.done}, {"percent", one.week.percent()}}));
  chat::append(line, say(" · strength {percent} %", {{"percent", std::lround(one.strength * 100)}}));
  return line;
}

}  // namespace

std::string too_long() {
  return translate("One line of at most {most} characters, please.",
                   {{"most", std::to_string(longest_line)}});
}

std::string bar(std::size_t done, std::size_t of) {
  std::string drawn;
  for (std::size_t i = 0; i < of; ++i)
    drawn += i < done ? "▰" : "▱";
  return drawn;
}

chat::message shared_goal(goal const& one) {
  auto const owner = chat::mention(one.person);
  auto title = say("A goal of {person}: *{goal}*", {{"person", owner}, {"goal", words_of(one.text)}});
  auto summary = say("A goal of {person}: {goal} · {progress}",
                     {{"person", owner}, {"goal", words_of(one.text)}, {"progress", how_far(one)}});
  chat::append(title, {chat::text("\n")});
  chat::append(title, progress(one));
  if (one.members_tick) {
    chat::append(title, {chat::text("\n")});
    chat::append(title, say("Members of this channel may tick its steps, too: each is a win of who did it."));
  }
  std::vector<chat::block> blocks{app::section(std::move(title))};
  for (auto const& each : one.steps)
    blocks.emplace_back(app::section(line_of(each), button_of(each)));
  return chat::message(std::move(summary), std::move(blocks));
}

chat::section goals_of_mine(std::vector<goal> const& open, calendar::local_date today) {
  chat::section shown(translate("Your goals"), chat::card_layout::blocks);
  shown.key = "goals";
  shown.icon = "dart";
  auto const most_next = open.size() <= few ? 2U : 1U;
  for (auto const& one : open) {
    shown.cards.emplace_back(head_of(one, today),
                             chat::button(end_action, translate("End it"), one.reference));
    if (auto const* last = last_done(one)) shown.cards.emplace_back(line_of(*last), button_of(*last));
    auto left = most_next;
    for (auto const& each : one.steps)
      if (!each.is_done && left > 0) {
        shown.cards.emplace_back(line_of(each), button_of(each));
        --left;
      }
  }
  return shown;
}

chat::section habits_of_mine(std::vector<shown_habit> const& all) {
  chat::section shown(translate("Your habits"), chat::card_layout::blocks);
  shown.key = "habits";
  shown.icon = "seedling";
  for (auto const& one : all) {
    shown.cards.emplace_back(head_of(one),
                             chat::button(end_habit_action, translate("End it"), one.what.reference));
    if (one.is_kept)
      shown.cards.emplace_back(say("✓ Done today"),
                               chat::button(unkeep_action, translate("Not done yet"), one.what.reference));
    else
      shown.cards.emplace_back(say("○ Today"),
                               chat::button(keep_action, translate("Done today"), one.what.reference));
  }
  return shown;
}

chat::message about_next_step(goal const& one, bool is_last) {
  auto const next =
      std::find_if(one.steps.begin(), one.steps.end(), [](auto const& each) { return !each.is_done; });
  auto line = say("How is *{goal}* going? Its next step is there when you are: {step}",
                  {{"goal", words_of(one.text)}, {"step", words_of(next->text)}});
  auto hint = is_last ? say("I ask no more until you tick a step. `/huzzah settings` says what I send you.")
                      : say("You wanted to be asked. `/huzzah settings` says what I send you.");
  std::vector<chat::block> blocks{app::section(line, button_of(*next)), chat::context_block{std::move(hint)}};
  return chat::message(std::move(line), std::move(blocks));
}

chat::message reached(goal const& one) {
  return chat::message(say("{party} All {done} of {all}: {goal}. You did that, step by step.",
                           {{"party", chat::emoji("tada")},
                            {"done", one.done()},
                            {"all", one.steps.size()},
                            {"goal", words_of(one.text)}}));
}

}  // namespace huzzah::goals
