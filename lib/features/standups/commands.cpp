#include "features/standups/commands.hpp"

#include "app/people/away_days.hpp"
#include "app/people/people.hpp"
#include "app/phrases.hpp"
#include "base/catalog.hpp"
#include "base/text.hpp"
#include "chat/say.hpp"
#include "features/standups/book.hpp"
#include "features/standups/dates.hpp"
#include "features/standups/opt_outs.hpp"
#include "features/standups/rounds.hpp"
#include "features/standups/status.hpp"
#include "features/standups/words.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace huzzah::standups {

namespace {

using chat::say;

/// Later dates are taken for mistakes.
constexpr auto furthest_ahead = std::chrono::days{366};
constexpr std::array<std::string_view, 11> standup_verbs{"status", "setup", "skip", "pause", "resume", "off",
                                                         "leave",  "join",  "away", "back",  "help"};

chat::message not_a_later_day(std::string const& word) {
  return chat::message(
      say("\"{word}\" is no day to come. Write it like 2026-12-01, or monday. Nothing was changed.",
          {{"word", base::shorten(word, 40)}}));
}

/// A day after today and not too far away.
bool is_ahead(std::optional<calendar::local_date> day, calendar::local_date today) {
  return day && *day > today && *day <= today + furthest_ahead;
}

}  // namespace

commands::commands(app::context const& with, book& all, schedule::rights& rights, setup& setup)
    : with_(with),
      book_(all),
      setup_(setup),
      people_(with.workspace, with.clock),
      rights_(rights),
      among_(with.workspace, all, rights, kind_of_standups) {}

awaitable<result<chat::reply>> commands::handle(chat::command_invoked const& command) {
  auto words = app::words_of(command.text);
  auto verb = words.empty() ? std::string("help") : words.front();
  if (!words.empty()) words.erase(words.begin());
  if (verb == "setup") {
    std::optional<book::entry> editing;
    if (!words.empty()) {
      auto chosen = co_await choose_to_change(command, joined(words));
      if (auto* instead = std::get_if<chat::message>(&chosen)) co_return chat::reply(std::move(*instead));
      editing = std::get<book::entry>(std::move(chosen));
    }
    co_return co_await setup_.open(command, std::move(editing));
  }
  auto answered = co_await answer(command, std::move(verb), std::move(words));
  if (!answered) co_return std::move(answered).error();
  co_return chat::reply(std::move(*answered));
}

awaitable<commands::said> commands::answer(chat::command_invoked const& command, std::string verb,
                                           std::vector<std::string> words) {
  if (verb == "help") co_return standup_help();
  if (verb == "status") co_return co_await status(command, joined(words));
  if (verb == "skip") co_return co_await skip(command, std::move(words));
  if (verb == "pause") co_return co_await pause(command, std::move(words));
  if (verb == "resume") co_return co_await resume(command, joined(words));
  if (verb == "off") co_return co_await off(command, joined(words));
  if (verb == "leave") co_return co_await opt(command, joined(words), true);
  if (verb == "join") co_return co_await opt(command, joined(words), false);
  if (verb == "away") co_return co_await away(command, std::move(words));
  if (verb == "back") co_return co_await back(command);
  auto const near = base::nearest(verb, standup_verbs);
  if (near.empty())
    co_return chat::message(
        say("I don't know \"{word}\". /standup help shows what I do, /standup status when "
            "the next question comes.",
            {{"word", base::shorten(verb, 40)}}));
  co_return chat::message(say("I don't know \"{word}\". Did you mean {command}?",
                              {{"word", verb}, {"command", "/standup " + std::string(near)}}));
}

awaitable<calendar::time_zone> commands::zone_of_asker(std::string person) {
  auto const found = co_await people_.find(std::move(person));
  co_return people::zone_of(found ? *found : chat::person());
}

awaitable<commands::choice> commands::choose_to_change(chat::command_invoked const& command,
                                                       std::string name) {
  auto chosen = co_await among_.choose(command, std::move(name));
  auto const* one = std::get_if<book::entry>(&chosen);
  if (one == nullptr) co_return chosen;
  auto const why_not =
      co_await rights_.why_no_change(command.person, one->settings.channel, one->notes.set_up_by);
  if (why_not.empty()) co_return chosen;
  co_return chat::message(
      say("Only people of its channel can change a stand-up; ask one of them. Nothing was changed."));
}

awaitable<commands::said> commands::status(chat::command_invoked const& command, std::string name) {
  auto const asker = co_await zone_of_asker(command.person);
  auto const now = with_.clock.now();
  std::vector<book::entry> some;
  if (!name.empty()) {
    auto chosen = co_await among_.choose(command, std::move(name));
    if (auto* instead = std::get_if<chat::message>(&chosen)) co_return std::move(*instead);
    some.push_back(std::get<book::entry>(std::move(chosen)));
  } else {
    auto const all = co_await among_.known_to(command.person);
    some = co_await among_.those_in(all, command.channel);
    if (some.empty()) some = all;
  }
  co_return standup_status(some, now, asker);
}

awaitable<result<>> commands::note(std::string name, std::function<void(schedule::overrides&)> change) {
  auto done = co_await book_.note(std::move(name), std::move(change), with_.clock.now());
  if (done) with_.rituals_changed();
  co_return done;
}

awaitable<commands::said> commands::skip(chat::command_invoked const& command,
                                         std::vector<std::string> words) {
  // The day comes last; today if none is given.
  auto const last = words.empty() ? std::string() : words.back();
  auto const known = co_await among_.known_to(command.person);
  auto const says_day =
      day_from(last, calendar::local_date()).has_value() && schedule::named(known, joined(words)) == nullptr;
  if (says_day) words.pop_back();
  auto chosen = co_await choose_to_change(command, joined(words));
  if (auto* instead = std::get_if<chat::message>(&chosen)) co_return std::move(*instead);
  auto const& one = std::get<book::entry>(chosen);
  auto const& name = one.settings.name;
  auto const asker = co_await zone_of_asker(command.person);
  auto const now = with_.clock.now();
  auto const today = one.settings.zone.date_of(now);
  auto const day = says_day ? day_from(last, today) : today;
  if (!day || (*day != today && !is_ahead(day, today))) co_return not_a_later_day(last);
  if (!one.settings.on.includes(*day) || one.notes.rests_on(*day))
    co_return chat::message(say(
        "{standup} does not happen on {date} anyway. {next}",
        {{"standup", name}, {"date", spoken_date(*day)}, {"next", next_question_in_words(one, now, asker)}}));
  auto find = [workspace = with_.workspace.id(), &name, &day](store::reader& from) {
    return rounds(from).find_round(workspace, name, *day);
  };
  auto const round = co_await with_.store.read(std::move(find));
  if (!round) co_return round.error();
  auto change = std::function<void(schedule::overrides&)>(
      [&day](schedule::overrides& notes) { notes.skipped.insert(*day); });
  auto done = co_await note(name, std::move(change));
  if (!done) co_return std::move(done).error();
  auto changed = one;
  changed.notes.skipped.insert(*day);
  auto const next = next_question_in_words(changed, now, asker);
  if (*round && (*round)->mode == standup_mode::thread)
    co_return chat::message(
        say("The question of {standup} was asked already: nobody is reminded, and the summary "
            "comes only if somebody has answered. {next}",
            {{"standup", name}, {"next", next}}));
  co_return chat::message(say("{standup} leaves out {date}. {next}",
                              {{"standup", name}, {"date", spoken_date(*day)}, {"next", next}}));
}

awaitable<commands::said> commands::pause(chat::command_invoked const& command,
                                          std::vector<std::string> words) {
  auto const asked = split_at_until(words);
  if (!asked.day)
    co_return chat::message(say("Until when? For example /standup pause until monday. Nothing was changed."));
  auto chosen = co_await choose_to_change(command, asked.before);
  if (auto* instead = std::get_if<chat::message>(&chosen)) co_return std::move(*instead);
  auto one = std::get<book::entry>(std::move(chosen));
  auto const asker = co_await zone_of_asker(command.person);
  auto const now = with_.clock.now();
  auto const today = one.settings.zone.date_of(now);
  auto const until = day_from(*asked.day, today);
  if (!is_ahead(until, today)) co_return not_a_later_day(*asked.day);
  auto change = std::function<void(schedule::overrides&)>(
      [&until](schedule::overrides& notes) { notes.paused_until = until; });
  auto done = co_await note(one.settings.name, std::move(change));
  if (!done) co_return std::move(done).error();
  one.notes.paused_until = until;
  co_return chat::message(
      say("{standup} pauses. {next}",
          {{"standup", one.settings.name}, {"next", next_question_in_words(one, now, asker)}}));
}

awaitable<commands::said> commands::resume(chat::command_invoked const& command, std::string name) {
  auto chosen = co_await choose_to_change(command, std::move(name));
  if (auto* instead = std::get_if<chat::message>(&chosen)) co_return std::move(*instead);
  auto one = std::get<book::entry>(std::move(chosen));
  auto const asker = co_await zone_of_asker(command.person);
  auto const now = with_.clock.now();
  auto const today = one.settings.zone.date_of(now);
  auto const skips = !one.notes.skipped.empty() && *one.notes.skipped.rbegin() >= today;
  auto const rested = one.notes.off || skips || (one.notes.paused_until && today < *one.notes.paused_until);
  auto change = std::function<void(schedule::overrides&)>([](schedule::overrides& notes) {
    notes.off = false;
    notes.paused_until.reset();
    notes.skipped.clear();
  });
  change(one.notes);
  auto done = co_await note(one.settings.name, std::move(change));
  if (!done) co_return std::move(done).error();
  auto const* const sentence = rested ? base::translatable("{standup} goes on. {next}")
                                      : base::translatable("{standup} was going on already. {next}");
  co_return chat::message(
      say(sentence, {{"standup", one.settings.name}, {"next", next_question_in_words(one, now, asker)}}));
}

awaitable<commands::said> commands::off(chat::command_invoked const& command, std::string name) {
  auto chosen = co_await choose_to_change(command, std::move(name));
  if (auto* instead = std::get_if<chat::message>(&chosen)) co_return std::move(*instead);
  auto const& one = std::get<book::entry>(chosen);
  auto change =
      std::function<void(schedule::overrides&)>([](schedule::overrides& notes) { notes.off = true; });
  auto done = co_await note(one.settings.name, std::move(change));
  if (!done) co_return std::move(done).error();
  co_return chat::message(
      say("{standup} is off. What was said stays; /standup resume {standup} brings it back.",
          {{"standup", one.settings.name}}));
}

awaitable<result<chat::reply>> commands::handle(chat::button_pressed const& pressed) {
  auto const is_out = pressed.action == opt_out_action;
  auto const done = co_await note_opt_out(pressed.person, pressed.value, is_out);
  if (!done) co_return done.error();
  co_return chat::reply(is_out ? standup_left(pressed.value) : standup_joined(pressed.value));
}

awaitable<commands::said> commands::opt(chat::command_invoked const& command, std::string name, bool is_out) {
  auto chosen = co_await among_.choose(command, std::move(name));
  if (auto* instead = std::get_if<chat::message>(&chosen)) co_return std::move(*instead);
  auto const& one = std::get<book::entry>(chosen);
  auto const done = co_await note_opt_out(command.person, one.settings.name, is_out);
  if (!done) co_return done.error();
  co_return is_out ? standup_left(one.settings.name) : standup_joined(one.settings.name);
}

awaitable<result<>> commands::note_opt_out(std::string person, std::string standup, bool is_out) {
  auto unit = [workspace = with_.workspace.id(), &person, &standup, is_out](store::unit_of_work& work) {
    set_opted_out(work, workspace, person, standup, is_out);
  };
  auto const done = co_await with_.store.write(std::move(unit));
  if (done && !is_out) with_.rituals_changed();
  co_return done;
}

awaitable<commands::said> commands::away(chat::command_invoked const& command,
                                         std::vector<std::string> words) {
  auto const asked = split_at_until(words);
  if (!asked.day || !asked.before.empty())
    co_return chat::message(say("Until when? For example /standup away until monday. Nothing was changed."));
  auto const asker = co_await zone_of_asker(command.person);
  auto const today = asker.date_of(with_.clock.now());
  auto const back_on = day_from(*asked.day, today);
  if (!is_ahead(back_on, today)) co_return not_a_later_day(*asked.day);
  auto unit = [&command, &back_on, today](store::unit_of_work& work) {
    auto days = people::away_days::of(people::people(work), command.workspace, command.person);
    // What was said before about these days is over.
    days.end(today);
    days.add(today, *back_on);
    days.keep(people::people(work), command.workspace, command.person);
  };
  auto done = co_await with_.store.write(std::move(unit));
  if (!done) co_return std::move(done).error();
  co_return chat::message(
      say("Until {date} no stand-up asks or reminds you, and your streak waits. Back earlier? /standup back",
          {{"date", spoken_date(*back_on)}}));
}

awaitable<commands::said> commands::back(chat::command_invoked const& command) {
  auto const asker = co_await zone_of_asker(command.person);
  auto const today = asker.date_of(with_.clock.now());
  auto unit = [&command, today](store::unit_of_work& work) {
    auto days = people::away_days::of(people::people(work), command.workspace, command.person);
    if (!days.includes(today)) return false;
    days.end(today);
    days.keep(people::people(work), command.workspace, command.person);
    return true;
  };
  auto was_away = co_await with_.store.write(std::move(unit));
  if (!was_away) co_return std::move(was_away).error();
  if (*was_away) with_.rituals_changed();
  co_return chat::message(*was_away ? say("Welcome back! The next question finds you again.")
                                    : say("You were not away by what you told me; nothing has changed."));
}

}  // namespace huzzah::standups
