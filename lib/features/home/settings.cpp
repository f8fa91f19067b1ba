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
constexpr app::named_values<bool, 2> answers{{{"yes", true, "Yes"}, {"no", false, "No"}}};

app::fields<personal_settings> const& fields() {
  namespace kind = app::kind;
  static auto const all =
      app::fields<personal_settings>()
          .add("notes", "Whether a private note comes with each kudos.", kind::one_of(answers),
               &personal_settings::notes,
               app::asked_field{translatable("A private note when somebody thanks you")})
          .add("away_until", "The first day on which they are here again.", kind::date_or_none(),
               &personal_settings::away_until,
               app::asked_field{translatable("Away until"),
                                translatable("The day you are back. Until then no stand-up asks or reminds "
                                             "you, and your streak waits."),
                                true})
          .add("left_out", "Whether they want to be left out.", kind::one_of(answers),
               &personal_settings::left_out,
               app::asked_field{translatable("Leave me out"),
                                translatable("I ask you nothing, show you on no board and in no digest, and "
                                             "record no kudos to you. Only who thanks you by name hears that "
                                             "you prefer a plain thank-you.")});
  return all;
}

chat::message saved(personal_settings const& now) {
  if (now.left_out) return chat::message(say("Saved: from now on I leave you out."));
  return chat::message(say("Saved."));
}

}  // namespace

personal_settings personal_settings::of(people::people from, std::string const& workspace,
                                        std::string const& person, calendar::local_date today) {
  personal_settings found;
  found.notes = !from.muted(workspace, person);
  found.away_until = people::away_days::of(from, workspace, person).back_after(today);
  found.left_out = from.left_out(workspace, person);
  return found;
}

void personal_settings::keep(people::people in, std::string const& workspace, std::string const& person,
                             calendar::local_date today) const {
  in.set_muted(workspace, person, !notes);
  in.set_left_out(workspace, person, left_out);
  auto days = people::away_days::of(in, workspace, person);
  if (days.back_after(today) == away_until) return;
  days.end(today);
  if (away_until) days.add(today, *away_until);
  days.keep(in, workspace, person);
}

awaitable<calendar::local_date> settings::today_of(std::string person) {
  people::directory directory(with_.workspace, with_.clock);
  auto const found = co_await directory.find(std::move(person));
  co_return people::zone_of(found ? *found : chat::person()).date_of(with_.clock.now());
}

awaitable<result<chat::reply>> settings::open(chat::command_invoked const& command) {
  auto const today = co_await today_of(command.person);
  auto query = [&command, today](store::reader& from) {
    return personal_settings::of(people::people(from), command.workspace, command.person, today);
  };
  auto const now = co_await with_.store.read(std::move(query));
  if (!now) co_return now.error();
  chat::form form(settings_action, base::translate("Your settings"));
  form.fields = fields().form(*now);
  co_return co_await app::open_form(with_.workspace, command.trigger, std::move(form));
}

awaitable<result<chat::reply>> settings::submit(chat::form_submitted const& sent) {
  auto const today = co_await today_of(sent.person);
  auto query = [&sent, today](store::reader& from) {
    return personal_settings::of(people::people(from), sent.workspace, sent.person, today);
  };
  auto const before = co_await with_.store.read(std::move(query));
  if (!before) co_return before.error();
  auto entered = *before;
  chat::reply reply;
  fields().enter(sent.values, entered, reply.errors);
  auto const is_changed = entered.away_until && entered.away_until != before->away_until;
  if (is_changed && (*entered.away_until <= today || *entered.away_until > today + furthest_ahead))
    reply.errors.emplace("away_until", base::translate("Choose a day after today, within a year"));
  if (!reply.errors.empty()) co_return reply;
  auto unit = [&sent, &entered, today](store::unit_of_work& work) {
    entered.keep(people::people(work), sent.workspace, sent.person, today);
  };
  auto const done = co_await with_.store.write(std::move(unit));
  if (!done) co_return done.error();
  with_.rituals_changed();
  reply.said = saved(entered);
  co_return reply;
}

}  // namespace huzzah::home
