#include "features/standup_commands.hpp"

#include "base/text.hpp"
#include "features/away_days.hpp"
#include "features/lines.hpp"
#include "features/standup_dates.hpp"
#include "features/standup_status.hpp"
#include "features/standup_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace huzzah::features {

namespace {

/// Nobody plans further.
constexpr auto furthest_ahead = std::chrono::days{366};
constexpr std::array<std::string_view, 9> standup_verbs{"status", "setup", "skip", "pause", "resume",
                                                        "off",    "away",  "back", "help"};

chat::message not_a_later_day(std::string const& word) {
  return one_line("\"" + base::shorten(word, 40) +
                  "\" is no day to come. Write it like 2026-12-01, or monday. Nothing was changed.");
}

/// A day after today and not too far away.
bool is_ahead(std::optional<calendar::local_date> day, calendar::local_date today) {
  return day && *day > today && *day <= today + furthest_ahead;
}

std::string standup_names(std::vector<standup_book::entry> const& some) {
  std::string all;
  for (auto const& one : some)
    all += (all.empty() ? "" : ", ") + one.settings.name;
  return all;
}

}  // namespace

standup_commands::standup_commands(storage::store& store, chat::workspace& workspace, base::clock& clock,
                                   standup_book& book, standup_setup& setup, std::function<void()> wake)
    : store_(store),
      workspace_(workspace),
      clock_(clock),
      book_(book),
      setup_(setup),
      wake_(std::move(wake)),
      roster_(workspace, clock),
      people_(workspace) {}

awaitable<result<chat::reply>> standup_commands::handle(chat::command_invoked const& command) {
  auto words = words_of(command.text);
  auto verb = words.empty() ? std::string("help") : words.front();
  if (!words.empty()) words.erase(words.begin());
  if (verb == "setup") {
    std::optional<standup_book::entry> editing;
    if (!words.empty()) {
      auto chosen = co_await choose_to_change(command, joined(words));
      if (auto* instead = std::get_if<chat::message>(&chosen)) co_return chat::reply(std::move(*instead));
      editing = std::get<standup_book::entry>(std::move(chosen));
    }
    co_return co_await setup_.open(command, std::move(editing));
  }
  auto answered = co_await answer(command, std::move(verb), std::move(words));
  if (!answered) co_return std::move(answered).error();
  co_return chat::reply(std::move(*answered));
}

awaitable<standup_commands::said> standup_commands::answer(chat::command_invoked const& command,
                                                           std::string verb, std::vector<std::string> words) {
  if (verb == "help") co_return standup_help();
  if (verb == "status") co_return co_await status(command, joined(words));
  if (verb == "skip") co_return co_await skip(command, std::move(words));
  if (verb == "pause") co_return co_await pause(command, std::move(words));
  if (verb == "resume") co_return co_await resume(command, joined(words));
  if (verb == "off") co_return co_await off(command, joined(words));
  if (verb == "away") co_return co_await away(command, std::move(words));
  if (verb == "back") co_return co_await back(command);
  auto const near = base::nearest(verb, standup_verbs);
  if (near.empty())
    co_return one_line("I don't know \"" + base::shorten(verb, 40) +
                       "\". /standup help shows what I do, /standup status when the next question comes.");
  co_return one_line("I don't know \"" + verb + "\". Did you mean /standup " + std::string(near) + "?");
}

awaitable<calendar::time_zone> standup_commands::zone_of_asker(std::string person) {
  auto const found = co_await roster_.find(std::move(person));
  co_return zone_of(found ? *found : chat::person());
}

awaitable<std::vector<standup_book::entry>> standup_commands::those_in(std::string channel) {
  auto const all = book_.all();
  std::vector<standup_book::entry> here;
  for (auto const& one : all) {
    auto is_here = one.settings.channel == channel;
    if (!is_here && one.settings.channel.starts_with('#')) {
      auto const found = co_await workspace_.find_channel(one.settings.channel);
      is_here = found && found->id == channel;
    }
    if (is_here) here.push_back(one);
  }
  co_return here;
}

awaitable<standup_commands::choice> standup_commands::choose(chat::command_invoked const& command,
                                                             std::string name) {
  if (book_.all().empty()) co_return one_line("There is no stand-up yet. /standup setup makes one.");
  if (!name.empty()) {
    if (auto const* known = book_.find(name)) co_return *known;
    std::vector<std::string_view> names;
    for (auto const& one : book_.all())
      names.push_back(one.settings.name);
    auto const near = base::nearest(name, names);
    auto const hint = near.empty() ? std::string() : fmt::format(" Did you mean {}?", near);
    co_return one_line(
        fmt::format("No stand-up is called \"{}\".{} Nothing was changed.", base::shorten(name, 40), hint));
  }
  auto here = co_await those_in(command.channel);
  if (here.size() == 1) co_return std::move(here.front());
  auto const some = here.empty() ? book_.all() : here;
  if (some.size() == 1) co_return some.front();
  co_return one_line(
      fmt::format("Which one: {}? Say its name, too. Nothing was changed.", standup_names(some)));
}

awaitable<standup_commands::choice> standup_commands::choose_to_change(chat::command_invoked const& command,
                                                                       std::string name) {
  auto chosen = co_await choose(command, std::move(name));
  auto const* one = std::get_if<standup_book::entry>(&chosen);
  if (one == nullptr) co_return chosen;
  auto const found = co_await workspace_.find_channel(one->settings.channel);
  if (found) {
    auto const is_in = co_await people_.is_in(command.person, found->id);
    if (is_in && *is_in) co_return chosen;
    if (is_in)
      co_return one_line(
          "Only people of its channel can change a stand-up; ask one of them. Nothing was "
          "changed.");
  } else if (found.error().code == errc::not_found && one->notes.set_up_by == command.person) {
    // Its channel is out of reach; who made it may still mend that.
    co_return chosen;
  }
  co_return one_line("I could not look up the stand-up's channel. Nothing was changed.");
}

awaitable<standup_commands::said> standup_commands::status(chat::command_invoked const& command,
                                                           std::string name) {
  auto const asker = co_await zone_of_asker(command.person);
  auto const now = clock_.now();
  std::vector<standup_book::entry> some;
  if (!name.empty()) {
    auto chosen = co_await choose(command, std::move(name));
    if (auto* instead = std::get_if<chat::message>(&chosen)) co_return std::move(*instead);
    some.push_back(std::get<standup_book::entry>(std::move(chosen)));
  } else {
    some = co_await those_in(command.channel);
    if (some.empty()) some = book_.all();
  }
  // What happens in a private channel is for its people.
  std::vector<standup_book::entry> shown;
  for (auto& one : some) {
    auto const found = co_await workspace_.find_channel(one.settings.channel);
    if (found && found->is_private) {
      auto const is_in = co_await people_.is_in(command.person, found->id);
      if (!is_in || !*is_in) continue;
    }
    shown.push_back(std::move(one));
  }
  co_return standup_status(shown, now, asker);
}

awaitable<result<>> standup_commands::note(std::string name, std::function<void(ritual_notes&)> change) {
  auto done = co_await book_.note(std::move(name), std::move(change), clock_.now());
  if (done) wake_();
  co_return done;
}

awaitable<standup_commands::said> standup_commands::skip(chat::command_invoked const& command,
                                                         std::vector<std::string> words) {
  // The day stands last; today where none is said.
  auto const last = words.empty() ? std::string() : words.back();
  auto const says_day =
      day_from(last, calendar::local_date()).has_value() && book_.find(joined(words)) == nullptr;
  if (says_day) words.pop_back();
  auto chosen = co_await choose_to_change(command, joined(words));
  if (auto* instead = std::get_if<chat::message>(&chosen)) co_return std::move(*instead);
  auto const& one = std::get<standup_book::entry>(chosen);
  auto const& name = one.settings.name;
  auto const asker = co_await zone_of_asker(command.person);
  auto const now = clock_.now();
  auto const today = one.settings.zone.date_of(now);
  auto const day = says_day ? day_from(last, today) : today;
  if (!day || (*day != today && !is_ahead(day, today))) co_return not_a_later_day(last);
  if (!one.settings.on.includes(*day) || one.notes.rests_on(*day))
    co_return one_line(fmt::format("{} does not happen on {} anyway. {}", name, spoken_date(*day),
                                   next_question_in_words(one, now, asker)));
  auto find = [workspace = workspace_.id(), &name, &day](storage::unit_of_work& work) {
    return work.rituals.find_round(workspace, name, *day);
  };
  auto const round = co_await store_.write(std::move(find));
  if (!round) co_return round.error();
  auto change =
      std::function<void(ritual_notes&)>([&day](ritual_notes& notes) { notes.skipped.insert(*day); });
  auto done = co_await note(name, std::move(change));
  if (!done) co_return std::move(done).error();
  auto changed = one;
  changed.notes.skipped.insert(*day);
  auto const next = next_question_in_words(changed, now, asker);
  if (*round && (*round)->mode == recognition::standup_mode::thread)
    co_return one_line(
        fmt::format("The question of {} was asked already: nobody is reminded, and the summary "
                    "comes only if somebody has answered. {}",
                    name, next));
  co_return one_line(fmt::format("{} leaves out {}. {}", name, spoken_date(*day), next));
}

awaitable<standup_commands::said> standup_commands::pause(chat::command_invoked const& command,
                                                          std::vector<std::string> words) {
  auto const asked = split_at_until(words);
  if (!asked.day)
    co_return one_line("Until when? For example /standup pause until monday. Nothing was changed.");
  auto chosen = co_await choose_to_change(command, asked.before);
  if (auto* instead = std::get_if<chat::message>(&chosen)) co_return std::move(*instead);
  auto one = std::get<standup_book::entry>(std::move(chosen));
  auto const asker = co_await zone_of_asker(command.person);
  auto const now = clock_.now();
  auto const today = one.settings.zone.date_of(now);
  auto const until = day_from(*asked.day, today);
  if (!is_ahead(until, today)) co_return not_a_later_day(*asked.day);
  auto change =
      std::function<void(ritual_notes&)>([&until](ritual_notes& notes) { notes.paused_until = until; });
  auto done = co_await note(one.settings.name, std::move(change));
  if (!done) co_return std::move(done).error();
  one.notes.paused_until = until;
  co_return one_line(
      fmt::format("{} pauses. {}", one.settings.name, next_question_in_words(one, now, asker)));
}

awaitable<standup_commands::said> standup_commands::resume(chat::command_invoked const& command,
                                                           std::string name) {
  auto chosen = co_await choose_to_change(command, std::move(name));
  if (auto* instead = std::get_if<chat::message>(&chosen)) co_return std::move(*instead);
  auto one = std::get<standup_book::entry>(std::move(chosen));
  auto const asker = co_await zone_of_asker(command.person);
  auto const now = clock_.now();
  auto const today = one.settings.zone.date_of(now);
  auto const skips = !one.notes.skipped.empty() && *one.notes.skipped.rbegin() >= today;
  auto const rested = one.notes.off || skips || (one.notes.paused_until && today < *one.notes.paused_until);
  auto change = std::function<void(ritual_notes&)>([](ritual_notes& notes) {
    notes.off = false;
    notes.paused_until.reset();
    notes.skipped.clear();
  });
  change(one.notes);
  auto done = co_await note(one.settings.name, std::move(change));
  if (!done) co_return std::move(done).error();
  co_return one_line(fmt::format("{} {}. {}", one.settings.name, rested ? "goes on" : "was going on already",
                                 next_question_in_words(one, now, asker)));
}

awaitable<standup_commands::said> standup_commands::off(chat::command_invoked const& command,
                                                        std::string name) {
  auto chosen = co_await choose_to_change(command, std::move(name));
  if (auto* instead = std::get_if<chat::message>(&chosen)) co_return std::move(*instead);
  auto const& one = std::get<standup_book::entry>(chosen);
  auto change = std::function<void(ritual_notes&)>([](ritual_notes& notes) { notes.off = true; });
  auto done = co_await note(one.settings.name, std::move(change));
  if (!done) co_return std::move(done).error();
  co_return one_line(fmt::format("{} is off. What was said stays; /standup resume {} brings it back.",
                                 one.settings.name, one.settings.name));
}

awaitable<standup_commands::said> standup_commands::away(chat::command_invoked const& command,
                                                         std::vector<std::string> words) {
  auto const asked = split_at_until(words);
  if (!asked.day || !asked.before.empty())
    co_return one_line("Until when? For example /standup away until monday. Nothing was changed.");
  auto const asker = co_await zone_of_asker(command.person);
  auto const today = asker.date_of(clock_.now());
  auto const back_on = day_from(*asked.day, today);
  if (!is_ahead(back_on, today)) co_return not_a_later_day(*asked.day);
  auto unit = [&command, &back_on, today](storage::unit_of_work& work) {
    auto days = away_days::of(work.people, command.workspace, command.person);
    // What was said before about these days is over.
    days.end(today);
    days.add(today, *back_on);
    days.keep(work.people, command.workspace, command.person);
  };
  auto done = co_await store_.write(std::move(unit));
  if (!done) co_return std::move(done).error();
  co_return one_line(
      fmt::format("Until {} no stand-up asks or reminds you, and your streak waits. Back "
                  "earlier? /standup back",
                  spoken_date(*back_on)));
}

awaitable<standup_commands::said> standup_commands::back(chat::command_invoked const& command) {
  auto const asker = co_await zone_of_asker(command.person);
  auto const today = asker.date_of(clock_.now());
  auto unit = [&command, today](storage::unit_of_work& work) {
    auto days = away_days::of(work.people, command.workspace, command.person);
    if (!days.includes(today)) return false;
    days.end(today);
    days.keep(work.people, command.workspace, command.person);
    return true;
  };
  auto was_away = co_await store_.write(std::move(unit));
  if (!was_away) co_return std::move(was_away).error();
  if (*was_away) wake_();
  co_return one_line(*was_away ? "Welcome back! The next question finds you again."
                               : "You were not away by what you told me; nothing has changed.");
}

}  // namespace huzzah::features
