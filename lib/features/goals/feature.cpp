#include "features/goals/feature.hpp"

#include "app/channel_asked.hpp"
#include "app/fields.hpp"
#include "app/open_form.hpp"
#include "app/people/directory.hpp"
#include "app/people/forgotten.hpp"
#include "app/people/people.hpp"
#include "base/catalog.hpp"
#include "base/text.hpp"
#include "chat/say.hpp"
#include "features/goals/keeping.hpp"
#include "features/goals/words.hpp"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

namespace huzzah::goals {

namespace {

using base::translatable;
using base::translate;
using chat::say;

constexpr auto for_oneself = "private";
constexpr auto in_channel = "shared";
constexpr auto by_oneself = "mine";
constexpr auto by_members = "members";
constexpr auto never = "never";
constexpr auto each_week = "weekly";
constexpr int place_in_home = 25;
constexpr int place_of_habits = 26;

std::vector<step> steps_in(std::string const& typed) {
  std::vector<step> found;
  for (std::size_t at = 0; at < typed.size();) {
    auto const end = std::min(typed.find('\n', at), typed.size());
    auto const line = base::trim(std::string_view(typed).substr(at, end - at));
    if (!line.empty()) found.emplace_back().text = line;
    at = end + 1;
  }
  return found;
}

std::string why_not(std::vector<step> const& steps) {
  if (steps.empty()) return translate("Write at least one step: the first small thing to do.");
  if (steps.size() > most_steps)
    return translate("These are {count} steps, and there is room for {most}. Join some of them.",
                     {{"count", std::to_string(steps.size())}, {"most", std::to_string(most_steps)}});
  for (auto const& one : steps)
    if (base::length(one.text) > longest_line) return too_long();
  return {};
}

bool is_of_step(chat::button_pressed const& pressed) {
  return pressed.action == tick_action || pressed.action == untick_action;
}

chat::section of_person(store::connection& on, app::reading const& by) {
  auto const today = people::zone_of(by.person).date_of(by.until);
  return goals_of_mine(table(on).open(by.workspace, by.person.id, today), today);
}

}  // namespace

feature::feature(app::context const& with) : with_(with), asking_(with) {
  with.operations->push_back({"goal", translatable("something you want to reach, in small steps to tick"),
                              [this](chat::command_invoked const& command) { return open(command); },
                              translatable("Set a goal")});
  habits_.emplace(with);
  with.topics->push_back(
      {goals_topic, translatable("Goals that I reached, and questions about the next step")});
}

bool feature::wants(chat::event const& happened) const {
  if (auto const* sent = std::get_if<chat::form_submitted>(&happened))
    return sent->action == made_action || habits::takes(sent->action);
  auto const* pressed = std::get_if<chat::button_pressed>(&happened);
  return pressed != nullptr &&
         (is_of_step(*pressed) || pressed->action == end_action || habits::takes(pressed->action));
}

awaitable<feature::answer> feature::prepare(chat::event const& happened) {
  if (auto const* sent = std::get_if<chat::form_submitted>(&happened))
    return sent->action == made_action ? set(*sent) : habits_->begin(*sent);
  auto const& pressed = std::get<chat::button_pressed>(happened);
  return habits::takes(pressed.action) ? habits_->press(pressed) : press(pressed);
}

awaitable<result<chat::reply>> feature::open(chat::command_invoked const& command) {
  using kind = chat::form_field::kind;
  chat::form form(made_action, translate("A goal of yours"));
  form.fields.emplace_back("what", translate("What you want to reach"));
  auto& day = form.fields.emplace_back("day", translate("By when"), kind::date, true);
  day.hint = translate("If you like. Only you see it, and nobody is told when it has passed.");
  auto& steps = form.fields.emplace_back("steps", translate("Its steps, one a line"), kind::long_text);
  steps.hint = translate("Small ones: each that you tick is a win of yours.");
  auto& where = form.fields.emplace_back("where", translate("Who sees it"), kind::choice);
  where.choices = {for_oneself, in_channel};
  where.labels = {translate("Only you"), translate("The members of a channel")};
  where.initial = for_oneself;
  auto& channel = form.fields.emplace_back("channel", translate("Shared in"), kind::channel, true);
  channel.hint = translate("Empty where only you see it");
  auto& who = form.fields.emplace_back("ticks", translate("Who ticks its steps"), kind::choice);
  who.choices = {by_oneself, by_members};
  who.labels = {translate("Only you"), translate("You and the members of that channel")};
  who.initial = by_oneself;
  auto& ask = form.fields.emplace_back("ask", translate("Ask me about the next step"), kind::choice);
  ask.choices = {never, each_week};
  ask.labels = {translate("Never"), translate("Once a week")};
  ask.initial = never;
  co_return co_await app::open_form(with_.workspace, command.trigger, std::move(form));
}

awaitable<std::pair<goal, chat::reply>> feature::read(chat::form_submitted const& sent,
                                                      calendar::local_date today) {
  goal fresh;
  chat::reply to_mend;
  fresh.workspace = sent.workspace;
  fresh.person = sent.person;
  fresh.view = sent.view;
  fresh.made_at = sent.at;
  fresh.is_asked_about = app::entered_in(sent.values, "ask") == each_week;
  if (fresh.is_asked_about) fresh.ask_at = sent.at + between_questions;
  fresh.text = app::entered_in(sent.values, "what");
  if (fresh.text.empty())
    to_mend.errors["what"] = translate("Write in a few words what you want to reach.");
  else if (base::length(fresh.text) > longest_line)
    to_mend.errors["what"] = too_long();
  auto const day = app::entered_in(sent.values, "day");
  if (!day.empty()) {
    auto const due = calendar::parse_date(day);
    if (!due || *due < today)
      to_mend.errors["day"] = translate("Choose today or a later day, or none.");
    else
      fresh.due_on = *due;
  }
  fresh.steps = steps_in(app::entered_in(sent.values, "steps"));
  if (auto why = why_not(fresh.steps); !why.empty()) to_mend.errors["steps"] = std::move(why);
  if (app::entered_in(sent.values, "where") == in_channel) {
    fresh.channel = app::entered_in(sent.values, "channel");
    fresh.members_tick = app::entered_in(sent.values, "ticks") == by_members;
    auto why = co_await app::why_not_in(with_.workspace, with_.audience, fresh.channel, sent.person);
    if (!why.empty()) to_mend.errors["channel"] = std::move(why);
  }
  std::pair<goal, chat::reply> both(std::move(fresh), std::move(to_mend));
  co_return both;
}

awaitable<feature::answer> feature::set(chat::form_submitted const& sent) {
  // Sent again it is the same goal, whatever day it is by now.
  auto query = [&sent](store::reader& from) { return table(from).knows(sent.workspace, sent.view); };
  auto const is_known = co_await with_.store.read(std::move(query));
  if (!is_known) co_return is_known.error();
  if (*is_known) co_return app::plan(chat::reply());
  people::directory directory(with_.workspace, with_.clock);
  auto const who = co_await directory.find(sent.person);
  auto const zone = people::zone_of(who ? *who : chat::person());
  auto const now = with_.clock.now();
  auto entered = co_await read(sent, zone.date_of(now));
  auto& [fresh, reply] = entered;
  if (!reply.errors.empty()) co_return app::plan(std::move(reply));

  enum class outcome { kept, known, too_many };
  auto unit = [&, &fresh = entered.first](store::unit_of_work& work) {
    if (people::forgotten_people(work).include(sent.person, sent.at)) return outcome::known;
    if (table(work).knows(sent.workspace, sent.view)) return outcome::known;
    if (table(work).open(sent.workspace, sent.person, zone.date_of(now)).size() >= most_open)
      return outcome::too_many;
    if (who) people::people(work).upsert(sent.workspace, sent.person, who->name, who->time_zone);
    keeping(work, zone, now).add(fresh);
    return outcome::kept;
  };
  auto const done = co_await with_.store.write(std::move(unit));
  if (!done) co_return done.error();
  if (*done == outcome::too_many)
    reply.errors["what"] =
        translate("You have {count} goals already. End one in my Home tab before you set another.",
                  {{"count", std::to_string(most_open)}});
  if (*done == outcome::kept) with_.rituals_changed();
  if (*done == outcome::kept)
    reply.said = chat::message(
        say("Your goal is set: *{goal}*. Its steps are in my Home tab, to tick.", {{"goal", fresh.text}}));
  co_return app::plan(std::move(reply));
}

awaitable<result<feature::owner_zone>> feature::may_tick(chat::button_pressed const& pressed) {
  auto query = [&pressed](store::reader& from) { return table(from).find_with_step(pressed.value); };
  auto const found = co_await with_.store.read(std::move(query));
  if (!found) co_return found.error();
  if (!*found || !(*found)->members_tick || (*found)->person == pressed.person) co_return owner_zone();
  auto const is_member = co_await with_.audience.is_member(pressed.person, (*found)->channel);
  if (!is_member) co_return owner_zone();
  people::directory directory(with_.workspace, with_.clock);
  auto const owner = co_await directory.find((*found)->person);
  co_return owner_zone(people::zone_of(owner ? *owner : chat::person()));
}

awaitable<feature::answer> feature::press(chat::button_pressed const& pressed) {
  auto const let = co_await may_tick(pressed);
  if (!let) co_return let.error();
  people::directory directory(with_.workspace, with_.clock);
  auto const who = co_await directory.find(pressed.person);
  presser const by{pressed.person, people::zone_of(who ? *who : chat::person())};
  enum class outcome { done, answered, gone, of_another, done_by_another };
  auto unit = [&pressed, &by, &who, &zone = *let, now = with_.clock.now()](store::unit_of_work& work) {
    auto const of_step = is_of_step(pressed);
    auto const is_tick = pressed.action == tick_action;
    auto const found =
        of_step ? table(work).find_with_step(pressed.value) : table(work).find_referenced(pressed.value);
    if (!found || found->workspace != pressed.workspace) return outcome::gone;
    auto const is_own = found->person == pressed.person;
    if (!is_own && (!of_step || !zone)) return outcome::of_another;
    if (!is_own && people::forgotten_people(work).include(pressed.person, pressed.at)) return outcome::gone;
    keeping keeps(work, is_own ? by.zone : *zone, now);
    if (!of_step) {
      keeps.end(*found, pressed.at);
      return outcome::done;
    }
    if (found->ended_at && *found->ended_at <= pressed.at) return outcome::gone;
    auto const of = std::find_if(found->steps.begin(), found->steps.end(),
                                 [&](step const& each) { return each.reference == pressed.value; });
    if (!is_own && of != found->steps.end() && of->ticked_by != pressed.person && of->is_done)
      return outcome::done_by_another;
    if (!is_own && who)
      people::people(work).upsert(pressed.workspace, pressed.person, who->name, who->time_zone);
    keeps.set_done(*found, pressed.value, is_tick, pressed.at, by);
    if (found->is_asked_about && pressed.channel != found->channel) return outcome::answered;
    return outcome::done;
  };
  auto const done = co_await with_.store.write(std::move(unit));
  if (!done) co_return done.error();
  chat::reply reply;
  // In a home page no answer can be shown, and what it shows is made again.
  if (!pressed.channel.empty() && *done == outcome::gone)
    reply.said = chat::message(say("That goal isn't there any more."));
  // A question stays as it was asked.
  if (!pressed.channel.empty() && *done == outcome::answered)
    reply.said = chat::message(say("Noted. The next step is in my Home tab."));
  if (!pressed.channel.empty() && *done == outcome::of_another)
    reply.said = chat::message(say("Only the person whose goal it is ticks its steps."));
  if (!pressed.channel.empty() && *done == outcome::done_by_another)
    reply.said = chat::message(say("That step was ticked already, and only who ticked it takes that back."));
  co_return app::plan(std::move(reply));
}

app::contribution contribution() {
  app::contribution made;
  made.name = "goals";
  made.actions = {"goals."};
  made.words = {"goal", "habit"};
  made.sections = {{app::surface::home, of_person, place_in_home},
                   {app::surface::home, habits::section_of, place_of_habits}};
  made.tables = table::tables();
  made.check = table::wrong;
  made.start = [](app::context const& with, app::chosen_settings const&) {
    return std::make_unique<feature>(with);
  };
  return made;
}

}  // namespace huzzah::goals
