#include "features/goals/habits.hpp"

#include "app/fields.hpp"
#include "app/ledger/wins.hpp"
#include "app/open_form.hpp"
#include "app/people/away_days.hpp"
#include "app/people/calm_choices.hpp"
#include "app/people/directory.hpp"
#include "app/people/forgotten.hpp"
#include "app/people/people.hpp"
#include "base/catalog.hpp"
#include "base/text.hpp"
#include "chat/say.hpp"
#include "features/goals/strength.hpp"
#include "features/goals/table.hpp"
#include "features/goals/words.hpp"
#include "features/wins/impact.hpp"

#include <utility>

namespace huzzah::goals {

namespace {

using base::translatable;
using base::translate;
using chat::say;

constexpr auto usual_times = "3";

/// What was entered, and where it has to be mended.
std::pair<habit, chat::reply> read(chat::form_submitted const& sent) {
  std::pair<habit, chat::reply> both;
  auto& [fresh, to_mend] = both;
  fresh.workspace = sent.workspace;
  fresh.person = sent.person;
  fresh.view = sent.view;
  fresh.text = app::entered_in(sent.values, "what");
  if (fresh.text.empty())
    to_mend.errors["what"] = translate("Write in a few words what you want to do regularly.");
  else if (base::length(fresh.text) > longest_line)
    to_mend.errors["what"] = too_long();
  auto const times = app::entered_in(sent.values, "times");
  if (times.size() == 1 && times[0] >= '1' && times[0] <= '7')
    fresh.times = times[0] - '0';
  else
    to_mend.errors["times"] = translate("Choose how many times a week, from 1 to 7.");
  return both;
}

/// A kept day is a win of its own.
void keep_win(store::unit_of_work& work, habit const& one, calendar::local_date day, bool is_kept,
              base::time_point at) {
  chat::message_ref const nowhere(one.workspace, {}, {});
  ledger::win_source said(nowhere, "habit:" + std::to_string(one.id) + ":" + calendar::to_string(day));
  ledger::win_statement stated(std::move(said), one.person, at, at, day);
  stated.shared = false;
  stated.privately = true;
  stated.heard_by = people::reach::named;
  if (is_kept) {
    chat::rich_text const words{chat::text(one.text)};
    stated.text = chat::to_markup(words);
    stated.impacts = wins::find_impacts(words);
  }
  ledger::win_ledger(work).settle(stated);
}

}  // namespace

habits::habits(app::context const& with) : with_(with) {
  with.operations->push_back({"habit", translatable("something you want to do so many times a week"),
                              [this](chat::command_invoked const& command) { return open(command); },
                              translatable("Start a habit")});
}

bool habits::takes(std::string_view action) {
  return action == habit_made_action || action == keep_action || action == unkeep_action ||
         action == end_habit_action;
}

awaitable<result<chat::reply>> habits::open(chat::command_invoked const& command) {
  using kind = chat::form_field::kind;
  chat::form form(habit_made_action, translate("A habit of yours"));
  auto& what = form.fields.emplace_back("what", translate("What you want to do"));
  what.hint = translate("Small enough for any day: 300 words each morning. Only you see it.");
  auto& times = form.fields.emplace_back("times", translate("How many times a week"), kind::choice);
  times.hint = translate("Days off, holidays and days on which you are away change nothing.");
  for (auto count = 1; count <= 7; ++count)
    times.choices.push_back(std::to_string(count));
  times.initial = usual_times;
  co_return co_await app::open_form(with_.workspace, command.trigger, std::move(form));
}

awaitable<result<app::plan>> habits::begin(chat::form_submitted const& sent) {
  auto entered = read(sent);
  auto& [fresh, reply] = entered;
  if (!reply.errors.empty()) co_return app::plan(std::move(reply));
  people::directory directory(with_.workspace, with_.clock);
  auto const who = co_await directory.find(sent.person);
  fresh.since = people::zone_of(who ? *who : chat::person()).date_of(sent.at);

  enum class outcome { kept, known, too_many };
  auto unit = [&sent, &who, &fresh = entered.first](store::unit_of_work& work) {
    if (people::forgotten_people(work).include(sent.person, sent.at)) return outcome::known;
    habit_table all(work);
    if (all.knows(sent.workspace, sent.view)) return outcome::known;
    if (all.open(sent.workspace, sent.person).size() >= most_habits) return outcome::too_many;
    if (who) people::people(work).upsert(sent.workspace, sent.person, who->name, who->time_zone);
    all.add(fresh);
    return outcome::kept;
  };
  auto const done = co_await with_.store.write(std::move(unit));
  if (!done) co_return done.error();
  if (*done == outcome::too_many)
    reply.errors["what"] =
        translate("You have {count} habits already. End one in my Home tab before you start another.",
                  {{"count", std::to_string(most_habits)}});
  if (*done == outcome::kept)
    reply.said = chat::message(
        say("Your habit: *{habit}*. It is in my Home tab: one press on each day on which you did it.",
            {{"habit", fresh.text}}));
  co_return app::plan(std::move(reply));
}

awaitable<result<app::plan>> habits::press(chat::button_pressed const& pressed) {
  people::directory directory(with_.workspace, with_.clock);
  auto const who = co_await directory.find(pressed.person);
  auto const day = people::zone_of(who ? *who : chat::person()).date_of(pressed.at);
  auto unit = [&pressed, day](store::unit_of_work& work) {
    habit_table all(work);
    auto const found = all.find_referenced(pressed.value);
    if (!found || found->workspace != pressed.workspace || found->person != pressed.person) return;
    if (pressed.action == end_habit_action) return all.end(*found, pressed.at);
    if (found->ended_at && *found->ended_at <= pressed.at) return;
    auto const is_kept = pressed.action == keep_action;
    if (all.set_kept(*found, day, is_kept, pressed.at)) keep_win(work, *found, day, is_kept, pressed.at);
  };
  auto const done = co_await with_.store.write(std::move(unit));
  if (!done) co_return done.error();
  // Their buttons are in a home page, which is made again, and where no answer can be shown.
  co_return app::plan(chat::reply());
}

chat::section habits::section_of(store::connection& on, app::reading const& by) {
  auto const today = people::zone_of(by.person).date_of(by.until);
  people::people const known(on);
  auto days = by.workdays;
  if (auto const hours = people::chosen_hours(known, by.workspace, by.person.id)) days.days = hours->on.days;
  auto const is_free = people::free_days(days, people::away_days::of(known, by.workspace, by.person.id));
  std::vector<shown_habit> shown;
  for (auto& one : habit_table(on).open(by.workspace, by.person.id)) {
    kept_days facts;
    facts.times = one.times;
    facts.since = one.since;
    facts.kept = one.kept;
    facts.days = days.days;
    facts.is_free = is_free;
    auto& each = shown.emplace_back();
    each.is_kept = one.kept.contains(today);
    each.week = this_week(facts, today);
    each.strength = strength(facts, today);
    each.what = std::move(one);
  }
  return habits_of_mine(shown);
}

}  // namespace huzzah::goals
