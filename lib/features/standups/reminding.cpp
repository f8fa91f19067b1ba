#include "features/standups/reminding.hpp"

#include "app/delivery/gate.hpp"
#include "app/ledger/wins.hpp"
#include "app/people/people.hpp"
#include "app/schedule/steps.hpp"
#include "features/standups/book.hpp"
#include "features/standups/opt_outs.hpp"
#include "features/standups/rounds.hpp"
#include "features/standups/words.hpp"

#include <spdlog/spdlog.h>

#include <set>
#include <utility>

namespace huzzah::standups {

namespace {

/// Who answered none of so many rounds does not take part.
constexpr int rounds_of_a_regular = 10;

schedule::ritual_step step_of(standup_round const& round, standup_step step) {
  return {round.workspace, book::key_of(round.name), std::string(to_string(step)), round.date};
}

}  // namespace

awaitable<result<std::vector<std::string>>> reminding::who_may_be_reminded(book::entry const& one,
                                                                           standup_round const& round) {
  if (round.mode != standup_mode::dm && !one.settings.members.empty()) co_return one.settings.members;
  auto query = [&round](store::reader& from) {
    if (round.mode == standup_mode::dm)
      return schedule::rituals(from).done_for(step_of(round, standup_step::prompt));
    std::set<std::string> regulars;
    for (auto const& before : rounds(from).last_rounds(round.workspace, round.name, rounds_of_a_regular + 1))
      if (before.id != round.id)
        for (auto& person : rounds(from).who_answered(before.id))
          regulars.insert(std::move(person));
    return regulars;
  };
  auto const wanted = co_await with_.store.read(std::move(query));
  if (!wanted) co_return wanted.error();
  auto here = co_await people_.members(one.settings, round.channel);
  if (!here) co_return std::move(here).error();
  std::erase_if(*here, [&](std::string const& id) { return !wanted->contains(id); });
  co_return std::move(*here);
}

awaitable<bool> reminding::remind(book::entry one, standup_round round) {
  auto const& name = one.settings.name;
  auto candidates = co_await who_may_be_reminded(one, round);
  if (!candidates) {
    spdlog::warn("stand-up {}: whom to remind can't be told: {}", name, to_string(candidates.error()));
    co_return false;
  }
  auto const there = co_await with_.audience.members_of(round.channel);
  if (!there) co_return false;
  std::erase_if(*candidates, [&](std::string const& id) { return !there->contains(id); });
  auto rest = chat::people_query(std::move(*candidates));
  while (!rest.ids.empty()) {
    auto found = co_await people_.next(std::move(rest));
    rest = std::move(found.rest);
    for (std::size_t from = 0; from < found.people.size(); from += chat::people_at_once) {
      if (stopping_) co_return false;
      auto some = part_of(found.people, from);
      auto const done = co_await remind_some(round, std::move(some));
      if (!done) co_return false;
    }
  }
  auto end = [&round, now = with_.clock.now()](store::unit_of_work& work) {
    schedule::rituals(work).begin(step_of(round, standup_step::remind), now);
  };
  auto const ended = co_await with_.store.write(std::move(end));
  co_return ended.has_value();
}

awaitable<bool> reminding::remind_some(standup_round const& round, std::vector<chat::person> people) {
  auto look = [&round, &people](store::reader& from) {
    std::vector<chat::person> open;
    for (auto const& one : people)
      if (!ledger::win_ledger(from).has_answered(round.id, round.workspace, one.id) &&
          !wants_no_question(people::people(from), round, one.id))
        open.push_back(one);
    return open;
  };
  auto open = co_await with_.store.read(std::move(look));
  if (!open) co_return false;
  auto const presences = co_await people_.presence_of(std::move(*open));
  auto link_to = [&workspace = with_.workspace](chat::message_ref const& where) {
    return workspace.link_to(where);
  };
  // By the keys of the messages each is reminded once, should this have to be done again.
  auto unit = [&round, &people, &presences, &link_to, &rules = with_.calm,
               now = with_.clock.now()](store::unit_of_work& work) {
    auto const prompt = delivery::outbox(work).where_sent(prompt_key(round));
    auto const body = chat::to_json(
        standup_reminder(round.question, round.reference, prompt ? link_to(*prompt) : std::string()));
    for (auto const& person : people) {
      auto const found = presences.find(person.id);
      if (found == presences.end() || found->second != presence::here) continue;
      if (ledger::win_ledger(work).has_answered(round.id, round.workspace, person.id)) continue;
      delivery::receiver who;
      who.person = person;
      auto reminder = outgoing_reminder(round, person.id, body);
      reminder.topic = reminders_topic;
      delivery::add_if_room(work, std::move(reminder), who, rules, now);
    }
  };
  auto const done = co_await with_.store.write(std::move(unit));
  if (!done) spdlog::error("stand-up {}: members can't be reminded: {}", round.name, to_string(done.error()));
  co_return done.has_value();
}

}  // namespace huzzah::standups
