#include "features/standup_asking.hpp"

#include "features/away_days.hpp"
#include "features/ritual.hpp"
#include "features/roster.hpp"
#include "features/standup_words.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <set>

namespace huzzah::features {

namespace {

using recognition::standup_mode;
using recognition::standup_step;
using namespace std::chrono_literals;

constexpr base::duration before_looking_at_the_undisturbed = 10min;
constexpr base::duration roll_is_fresh_for = 1h;
/// A date's first and last member are asked 26 hours apart.
constexpr base::duration longest_asking = std::chrono::hours{3 * 24};
constexpr int rounds_looked_at = 5;
/// Who answered none of so many rounds does not take part.
constexpr int rounds_of_a_regular = 10;

storage::ritual_step step_of(storage::standup_round const& round, standup_step step, std::string person) {
  return {round.workspace, standup_book::key_of(round.name), std::string(to_string(step)), round.date,
          std::move(person)};
}

bool has(std::vector<std::string> const& all, std::string const& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

/// What becomes of a member's question just now.
class standup_asking::verdict {
 public:
  enum class kind { ask, skip_quietly, skip_as_late };
  verdict(std::string person_, kind what_, std::string why_)
      : person(std::move(person_)), what(what_), why(std::move(why_)) {}

  std::string person;
  kind what;
  std::string why;
};

standup_asking::standup_asking(storage::store& store, chat::workspace& workspace, base::clock& clock)
    : store_(store), workspace_(workspace), clock_(clock), people_(workspace) {}

awaitable<result<people_found>> standup_asking::members_of(standup_book::entry const& one,
                                                           storage::standup_round const& round) {
  auto const now = clock_.now();
  std::erase_if(rolls_, [now](auto const& known) { return now - known.second.called_at > longest_asking; });
  auto const known = rolls_.find(round.id);
  if (known != rolls_.end() && now - known->second.called_at < roll_is_fresh_for) {
    people_found remembered;
    remembered.people = known->second.people;
    co_return remembered;
  }
  auto found = co_await people_.members(one.settings, round.channel);
  if (found && found->is_complete) {
    auto& called = rolls_[round.id];
    called.people = found->people;
    called.called_at = now;
  }
  co_return found;
}

awaitable<base::time_point> standup_asking::ask(standup_book::entry one, base::time_point since) {
  auto const now = clock_.now();
  auto next = base::time_point::max();
  if (one.settings.mode != standup_mode::dm) co_return next;
  auto unit = [workspace = workspace_.id(), name = one.settings.name](storage::unit_of_work& work) {
    return work.rituals.last_rounds(workspace, name, rounds_looked_at);
  };
  auto rounds = co_await store_.write(std::move(unit));
  if (!rounds) {
    spdlog::error("stand-up {}: the database can't be read: {}", one.settings.name,
                  to_string(rounds.error()));
    co_return now + before_next_try;
  }
  for (auto const& round : *rounds) {
    if (round.mode != standup_mode::dm || round.opened_at < now - longest_asking) continue;
    auto const again = co_await ask_in(one, round, since);
    next = std::min(next, again);
  }
  co_return next;
}

awaitable<base::time_point> standup_asking::ask_in(standup_book::entry const& one,
                                                   storage::standup_round const& round,
                                                   base::time_point since) {
  auto const now = clock_.now();
  auto const& name = one.settings.name;
  auto members = co_await members_of(one, round);
  if (!members) {
    spdlog::warn("stand-up {}: its members can't be read: {}", name, to_string(members.error()));
    co_return now + before_next_try;
  }
  // Who could not be looked up now is looked up again.
  auto next = members->is_complete ? base::time_point::max() : now + before_next_try;

  // Who is yet to be asked, and who of them has said to be away.
  auto look = [&round, &members = members->people](storage::unit_of_work& work) {
    auto const answered = work.rituals.who_answered(round.id);
    std::map<std::string, bool> open;
    for (auto const& member : members)
      if (!has(answered, member.id) && !work.rituals.outcome(step_of(round, standup_step::prompt, member.id)))
        open.emplace(member.id, away_days::of(work.people, round.workspace, member.id).includes(round.date));
    return open;
  };
  auto const open = co_await store_.write(std::move(look));
  if (!open) co_return now + before_next_try;

  std::vector<verdict> verdicts;
  for (auto const& member : members->people) {
    auto const waiting = open->find(member.id);
    if (waiting == open->end()) continue;
    auto const at = recognition::asked_at(one.settings, round.date, zone_of(member));
    if (at > now) {
      next = std::min(next, at);
      continue;
    }
    if (at <= since || one.notes.rests_on(round.date)) {
      verdicts.emplace_back(member.id, verdict::kind::skip_quietly, "by the team's wish");
    } else if (now - at > recognition::grace(standup_step::prompt)) {
      verdicts.emplace_back(member.id, verdict::kind::skip_as_late, "too late");
    } else if (waiting->second) {
      verdicts.emplace_back(member.id, verdict::kind::skip_quietly, "away");
    } else {
      auto const now_is = co_await people_.presence_of(member);
      if (now_is == presence::away)
        verdicts.emplace_back(member.id, verdict::kind::skip_quietly, "away");
      else if (now_is == presence::undisturbed)
        next = std::min(next, now + before_looking_at_the_undisturbed);
      else
        verdicts.emplace_back(member.id, verdict::kind::ask, std::string());
    }
  }
  if (verdicts.empty()) co_return next;

  auto carry_out = [&round, &verdicts, now](storage::unit_of_work& work) {
    auto const current = work.rituals.find_round(round.id);
    auto const body = chat::to_json(
        standup_question(round.question, round.id, round.channel, current && current->closed_at));
    std::size_t late = 0;
    for (auto const& each : verdicts) {
      auto const step = step_of(round, standup_step::prompt, each.person);
      if (each.what != verdict::kind::ask) {
        auto const skipped = work.rituals.skip(step, now, each.why);
        if (skipped && each.what == verdict::kind::skip_as_late) ++late;
      } else if (work.rituals.begin(step, now)) {
        work.outbox.add(
            storage::errand::direct(storage::ask_key(round, each.person), round.workspace, each.person, body),
            now);
      }
    }
    return late;
  };
  auto const late = co_await store_.write(std::move(carry_out));
  if (!late) {
    spdlog::error("stand-up {}: its members can't be asked: {}", name, to_string(late.error()));
    co_return now + before_next_try;
  }
  if (*late > 0)
    spdlog::warn(
        "stand-up {}: {} of its members are not asked on {}: it is more than {} h too late", name, *late,
        calendar::to_string(round.date),
        std::chrono::duration_cast<std::chrono::hours>(recognition::grace(standup_step::prompt)).count());
  co_return next;
}

awaitable<result<std::vector<std::string>>> standup_asking::who_may_be_reminded(
    standup_book::entry const& one, storage::standup_round const& round) {
  if (round.mode == standup_mode::dm) {
    auto members = co_await members_of(one, round);
    if (!members) co_return std::move(members).error();
    auto unit = [&round, &members = members->people](storage::unit_of_work& work) {
      std::vector<std::string> asked;
      for (auto const& member : members)
        if (work.rituals.outcome(step_of(round, standup_step::prompt, member.id)) ==
            storage::ritual_outcome::done)
          asked.push_back(member.id);
      return asked;
    };
    co_return co_await store_.write(std::move(unit));
  }
  if (!one.settings.members.empty()) co_return one.settings.members;
  auto unit = [&round](storage::unit_of_work& work) {
    std::set<std::string> regulars;
    for (auto const& before : work.rituals.last_rounds(round.workspace, round.name, rounds_of_a_regular + 1))
      if (before.id != round.id)
        for (auto& person : work.rituals.who_answered(before.id))
          regulars.insert(std::move(person));
    return regulars;
  };
  auto const regulars = co_await store_.write(std::move(unit));
  if (!regulars) co_return regulars.error();
  auto here = co_await workspace_.channel_members(round.channel);
  if (!here) co_return std::move(here).error();
  std::erase_if(*here, [&](std::string const& id) { return !regulars->contains(id); });
  co_return std::move(*here);
}

awaitable<bool> standup_asking::remind(standup_book::entry one, storage::standup_round round) {
  auto const& name = one.settings.name;
  auto candidates = co_await who_may_be_reminded(one, round);
  if (!candidates) {
    spdlog::warn("stand-up {}: whom to remind can't be told: {}", name, to_string(candidates.error()));
    co_return false;
  }
  auto look = [&round, &candidates = *candidates](storage::unit_of_work& work) {
    auto const answered = work.rituals.who_answered(round.id);
    std::vector<std::string> open;
    for (auto const& person : candidates)
      if (!has(answered, person) && !away_days::of(work.people, round.workspace, person).includes(round.date))
        open.push_back(person);
    return open;
  };
  auto open = co_await store_.write(std::move(look));
  if (!open) co_return false;

  std::vector<std::string> here;
  auto const found = co_await people_.among(std::move(*open));
  for (auto const& person : found.people) {
    auto const now_is = co_await people_.presence_of(person);
    if (now_is == presence::here) here.push_back(person.id);
  }

  auto const now = clock_.now();
  auto link_to = [&workspace = workspace_](chat::message_ref const& where) {
    return workspace.link_to(where);
  };
  auto unit = [&round, &here, &link_to, now](storage::unit_of_work& work) {
    if (!work.rituals.begin(step_of(round, standup_step::remind, {}), now)) return;
    auto const prompt = work.outbox.where_sent(storage::prompt_key(round));
    auto const body =
        chat::to_json(standup_reminder(round.question, round.id, prompt ? link_to(*prompt) : std::string()));
    auto const answered = work.rituals.who_answered(round.id);
    for (auto const& person : here) {
      if (has(answered, person)) continue;
      auto key = fmt::format("{}:remind:{}", storage::prompt_key(round), person);
      work.outbox.add(storage::errand::direct(std::move(key), round.workspace, person, body), now);
    }
  };
  auto const done = co_await store_.write(std::move(unit));
  if (!done) spdlog::error("stand-up {}: nobody could be reminded: {}", name, to_string(done.error()));
  co_return done.has_value();
}

}  // namespace huzzah::features
