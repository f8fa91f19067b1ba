#include "features/record/fridays.hpp"

#include "app/delivery/outbox.hpp"
#include "app/people/people.hpp"
#include "app/schedule/steps.hpp"
#include "base/catalog.hpp"
#include "chat/say.hpp"
#include "features/record/sending.hpp"
#include "features/record/table.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace huzzah::record {

namespace {

constexpr auto hour = std::chrono::hours(15);
constexpr auto* ritual_name = "record";
constexpr auto* week_topic = "week";

calendar::time_zone zone_named(std::string const& name) {
  auto const found = calendar::time_zone::find(name);
  return found ? *found : calendar::time_zone();
}

/// The Friday of a day's week.
calendar::local_date friday_of(calendar::local_date day) {
  return calendar::week_start(day) + std::chrono::days(4);
}

/// The week as a message with its button.
chat::message week_of(sources const& from, chat::limits const& most) {
  auto shown = compose(from);
  shown.title = base::translate("Your week");
  auto& last = shown.sections.back();
  last.buttons.emplace_back(std::string(offer_action), base::translate("Send to…"));
  shown.foot.push_back(chat::say("You asked for this on Fridays; `/huzzah record` is where you stop it."));
  return chat::to_message(shown, most);
}

}  // namespace

fridays::fridays(app::context const& with) : with_(with) {
  with.topics->push_back(
      {week_topic, base::translatable("My week on Fridays, where I asked for it with my record")});
}

awaitable<result<std::vector<std::string>>> fridays::parts() {
  co_return std::vector<std::string>{"record:fridays"};
}

awaitable<base::time_point> fridays::run_due(std::string) {
  auto query = [this](store::reader& on) {
    auto all = table(on).on_fridays(with_.workspace.id());
    std::erase_if(
        all, [&](auto const& one) { return people::people(on).left_out(with_.workspace.id(), one.first); });
    return all;
  };
  auto const all = co_await with_.store.read(std::move(query));
  auto const now = with_.clock.now();
  if (!all) {
    spdlog::error("who is offered their week can't be read, trying again: {}", to_string(all.error()));
    co_return now + schedule::before_next_try;
  }
  auto next = base::time_point::max();
  for (auto const& [person, zone_name] : *all) {
    auto const zone = zone_named(zone_name);
    auto const today = zone.date_of(now);
    auto const friday = friday_of(today);
    auto const due = zone.start_of(friday) + hour;
    if (today == friday && now >= due) {
      auto const done = co_await offer(person, friday);
      if (!done) {
        spdlog::error("a week can't be offered, trying again: {}", to_string(done.error()));
        next = std::min(next, now + schedule::before_next_try);
      }
    }
    auto const following =
        today < friday || (today == friday && now < due) ? friday : friday + std::chrono::days(7);
    next = std::min(next, zone.start_of(following) + hour);
  }
  co_return next;
}

awaitable<result<>> fridays::offer(std::string person, calendar::local_date day) {
  schedule::ritual_step const step(with_.workspace.id(), ritual_name, "friday", day, person);
  auto query = [&](store::reader& on) { return schedule::rituals(on).outcome(step).has_value(); };
  auto const is_done = co_await with_.store.read(std::move(query));
  if (!is_done) co_return is_done.error();
  if (*is_done) co_return result<>();
  choices chosen;
  chosen.days = days_of_week;
  auto const from = co_await gather(with_, with_.workspace.id(), person, chosen);
  if (!from) co_return from.error();
  auto const is_empty = from->said.wins.empty() && from->said.kudos.empty();
  auto const now = with_.clock.now();
  auto const next = from->zone.start_of(day + std::chrono::days(days_of_week));
  auto unit = [&](store::unit_of_work& work) {
    if (!schedule::rituals(work).begin(step, now) || is_empty) return;
    auto const body = chat::to_json(week_of(*from, with_.workspace.limits()));
    auto const key = "record:" + with_.workspace.id() + ":" + person + ":friday:" + calendar::to_string(day);
    auto made = delivery::outgoing::direct(key, with_.workspace.id(), person, body);
    made.topic = week_topic;
    made.expires = next;
    delivery::outbox(work).add(made, now);
  };
  co_return co_await with_.store.write(std::move(unit));
}

}  // namespace huzzah::record
