#include "features/home/settings.hpp"

#include "app/open_form.hpp"
#include "app/people/away_days.hpp"
#include "app/people/directory.hpp"
#include "base/catalog.hpp"
#include "chat/say.hpp"

#include <chrono>
#include <utility>

namespace huzzah::home {

namespace {

using base::translatable;
using chat::say;

/// Later dates are taken for mistakes.
constexpr auto furthest_ahead = std::chrono::days{366};
constexpr app::named_values<bool, 2> answers{
    {{"yes", true, translatable("Yes")}, {"no", false, translatable("No")}}};
using people::rhythm;
constexpr app::named_values<rhythm, 3> rhythms{{{"at_once", rhythm::at_once, translatable("At once")},
                                                {"daily", rhythm::daily, translatable("Once a day")},
                                                {"never", rhythm::never, translatable("Never")}}};
constexpr auto* birthday_name = "birthday";
constexpr auto* first_day_name = "first_day";

/// Days of the week, of which there need be none.
app::value_kind<calendar::weekdays> some_days() {
  auto made = app::kind::days_of_week();
  made.enter = [enter = made.enter](std::string const& entered, calendar::weekdays& into) {
    into = {};
    return entered.empty() ? std::string() : enter(entered, into);
  };
  return made;
}

/// The next day of that month and day, "12-24", from `today` on; nothing for what is none.
std::optional<calendar::local_date> next_of(std::string const& kept, calendar::local_date today) {
  // A leap day is in one of eight years.
  for (int later = 0; later <= 8; ++later) {
    auto const year = std::chrono::year_month_day(today).year() + std::chrono::years{later};
    auto const day = calendar::parse_date(std::to_string(int(year)) + "-" + kept);
    if (day && *day >= today) return *day;
  }
  return std::nullopt;
}

/// Only month and day are kept.
void keep_day(people::people in, std::string const& workspace, std::string const& person, char const* name,
              std::optional<calendar::local_date> const& day) {
  if (!day && !in.setting(workspace, person, name)) return;
  in.set_setting(workspace, person, name, day ? calendar::to_string(*day).substr(5) : std::string());
}

chat::message saved(personal_settings const& now) {
  if (now.left_out) return chat::message(say("Saved: from now on I leave you out."));
  return chat::message(say("Saved."));
}

}  // namespace

personal_settings personal_settings::of(people::people from, std::string const& workspace,
                                        std::string const& person, app::topics const& known,
                                        calendar::local_date today) {
  personal_settings found;
  // Who is left out gets nothing, whatever they chose before.
  found.left_out = from.left_out(workspace, person);
  found.notes = people::chosen_rhythm(from, workspace, person, people::notes_topic);
  for (auto const& one : known)
    found.topics[one.name] = people::chosen_rhythm(from, workspace, person, one.name) != rhythm::never;
  if (auto const hours = people::chosen_hours(from, workspace, person)) {
    found.from = hours->from;
    found.until = hours->until;
    found.days = hours->on.days;
  }
  found.away_until = people::away_days::of(from, workspace, person).back_after(today);
  found.on_boards = !from.off_boards(workspace, person);
  found.birthday = next_of(from.setting(workspace, person, birthday_name).value_or(std::string()), today);
  found.first_day = next_of(from.setting(workspace, person, first_day_name).value_or(std::string()), today);
  return found;
}

std::optional<people::working_hours> personal_settings::hours(people::working_hours house) const {
  if (!from && !until && days.empty()) return std::nullopt;
  house.from = from.value_or(house.from);
  house.until = until.value_or(house.until);
  if (!days.empty()) house.on.days = days;
  return house;
}

void personal_settings::keep(people::people in, std::string const& workspace, std::string const& person,
                             people::working_hours const& house, calendar::local_date today) const {
  people::set_rhythm(in, workspace, person, people::notes_topic, notes);
  for (auto const& [topic, is_wanted] : topics)
    people::set_rhythm(in, workspace, person, topic, is_wanted ? rhythm::at_once : rhythm::never);
  people::set_hours(in, workspace, person, hours(house));
  in.set_off_boards(workspace, person, !on_boards);
  keep_day(in, workspace, person, birthday_name, birthday);
  keep_day(in, workspace, person, first_day_name, first_day);
  in.set_left_out(workspace, person, left_out);
  auto days_away = people::away_days::of(in, workspace, person);
  if (days_away.back_after(today) == away_until) return;
  days_away.end(today);
  if (away_until) days_away.add(today, *away_until);
  days_away.keep(in, workspace, person);
}

app::fields<personal_settings> settings::fields() const {
  namespace kind = app::kind;
  auto const a_day_of_the_year =
      translatable("Optional. Only the day and the month are kept, never the year.");
  app::fields<personal_settings> all;
  all.add("notes", "How often notes on kudos come.", kind::one_of(rhythms), &personal_settings::notes,
          app::asked_field{translatable("Private notes when somebody thanks you")});
  for (auto const& one : *with_.topics)
    all.add(
        "send_" + std::string(one.name), "Whether messages of that kind come.", kind::one_of(answers),
        [name = std::string(one.name)](personal_settings& from) -> bool& { return from.topics[name]; },
        app::asked_field{one.label});
  all.add(
      "hours_from", "When their working hours begin.", kind::time_or_none(), &personal_settings::from,
      app::asked_field{translatable("Working hours from"),
                       translatable("What you did not ask for comes then, a few messages a day. Empty: as "
                                    "everybody here."),
                       true});
  all.add("hours_until", "When they end.", kind::time_or_none(), &personal_settings::until,
          app::asked_field{translatable("Working hours until"), translatable("00:00 is the end of the day."),
                           true});
  all.add("days", "On which days they work.", some_days(), &personal_settings::days,
          app::asked_field{translatable("Working days"), translatable("Empty: as everybody here."), true});
  all.add("away_until", "The first day on which they are here again.", kind::date_or_none(),
          &personal_settings::away_until,
          app::asked_field{translatable("Away until"),
                           translatable("The day you are back. Until then I send you nothing, no stand-up "
                                        "asks you, and your streak waits."),
                           true});
  all.add("on_boards", "Whether boards show them.", kind::one_of(answers), &personal_settings::on_boards,
          app::asked_field{translatable("Boards may show me")});
  all.add("birthday", "Day and month.", kind::date_or_none(), &personal_settings::birthday,
          app::asked_field{translatable("Birthday"), a_day_of_the_year, true});
  all.add("first_day", "Day and month.", kind::date_or_none(), &personal_settings::first_day,
          app::asked_field{translatable("First day at work"), a_day_of_the_year, true});
  all.add("left_out", "Whether they want to be left out.", kind::one_of(answers),
          &personal_settings::left_out,
          app::asked_field{translatable("Leave me out"),
                           translatable("I ask you nothing, show you on no board and in no digest, and "
                                        "record no kudos to you. Only who thanks you by name hears that "
                                        "you prefer a plain thank-you.")});
  return all;
}

awaitable<calendar::local_date> settings::today_of(std::string person) {
  people::directory directory(with_.workspace, with_.clock);
  auto const found = co_await directory.find(std::move(person));
  co_return people::zone_of(found ? *found : chat::person()).date_of(with_.clock.now());
}

awaitable<result<chat::reply>> settings::open(chat::command_invoked const& command) {
  auto const today = co_await today_of(command.person);
  auto query = [this, &command, today](store::reader& from) {
    return personal_settings::of(people::people(from), command.workspace, command.person, *with_.topics,
                                 today);
  };
  auto const now = co_await with_.store.read(std::move(query));
  if (!now) co_return now.error();
  chat::form form(settings_action, base::translate("Your settings"));
  form.fields = fields().form(*now);
  co_return co_await app::open_form(with_.workspace, command.trigger, std::move(form));
}

awaitable<result<chat::reply>> settings::submit(chat::form_submitted const& sent) {
  auto const today = co_await today_of(sent.person);
  auto query = [this, &sent, today](store::reader& from) {
    return personal_settings::of(people::people(from), sent.workspace, sent.person, *with_.topics, today);
  };
  auto const before = co_await with_.store.read(std::move(query));
  if (!before) co_return before.error();
  auto entered = *before;
  chat::reply reply;
  fields().enter(sent.values, entered, reply.errors);
  auto const is_changed = entered.away_until && entered.away_until != before->away_until;
  if (is_changed && (*entered.away_until <= today || *entered.away_until > today + furthest_ahead))
    reply.errors.emplace("away_until", base::translate("Choose a day after today, within a year"));
  auto const hours = entered.hours(with_.calm.hours);
  if (hours && !hours->is_possible())
    reply.errors.emplace("hours_until", base::translate("Choose a time after the one at which they begin"));
  if (!reply.errors.empty()) co_return reply;
  auto unit = [&sent, &entered, &house = with_.calm.hours, today](store::unit_of_work& work) {
    entered.keep(people::people(work), sent.workspace, sent.person, house, today);
  };
  auto const done = co_await with_.store.write(std::move(unit));
  if (!done) co_return done.error();
  with_.rituals_changed();
  reply.said = saved(entered);
  co_return reply;
}

}  // namespace huzzah::home
