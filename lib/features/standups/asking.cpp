#include "features/standups/asking.hpp"

#include "app/delivery/gate.hpp"
#include "app/ledger/wins.hpp"
#include "app/people/away_days.hpp"
#include "app/people/directory.hpp"
#include "app/people/people.hpp"
#include "app/schedule/ritual.hpp"
#include "app/schedule/steps.hpp"
#include "features/standups/book.hpp"
#include "features/standups/opt_outs.hpp"
#include "features/standups/rounds.hpp"
#include "features/standups/words.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <set>

namespace huzzah::standups {

namespace {
using namespace std::chrono_literals;

constexpr base::duration before_looking_at_the_undisturbed = 10min;
constexpr base::duration roll_is_fresh_for = 1h;
/// A date's first and last member are asked 26 hours apart.
constexpr base::duration longest_asking = std::chrono::hours{3 * 24};
/// Longer than anybody is still being asked by it.
constexpr base::duration kept_roll = 2 * longest_asking;
constexpr int rounds_looked_at = 5;

schedule::ritual_step step_of(standup_round const& round, standup_step step, std::string person) {
  return {round.workspace, book::key_of(round.name), std::string(to_string(step)), round.date,
          std::move(person)};
}

}  // namespace

/// What becomes of a member's question just now.
class asking::verdict {
 public:
  enum class kind { ask, ask_last, skip_quietly, skip_as_late };
  verdict(chat::person person_, kind what_, std::string why_)
      : person(std::move(person_)), what(what_), why(std::move(why_)) {}

  chat::person person;
  kind what;
  std::string why;
};

/// One look at all members of a round.
class asking::pass {
 public:
  pass(book::entry const& one_, standup_round const& round_, base::time_point since_)
      : one(one_), round(round_), since(since_) {}

  void no_later_than(base::time_point when) { next = std::min(next, when); }
  /// When those who live in that zone are asked.
  base::time_point asked_at(chat::person const& somebody) {
    auto const known = times.find(somebody.time_zone);
    if (known != times.end()) return known->second;
    auto const at = standups::asked_at(one.settings, round.date, people::zone_of(somebody));
    times.emplace(somebody.time_zone, at);
    return at;
  }

  book::entry const& one;
  standup_round const& round;
  base::time_point since;
  base::time_point next = base::time_point::max();  ///< when to look again
  std::size_t late = 0;                             ///< how many were left out since it was too late
  std::map<std::string, base::time_point> times;    ///< by zone
};

bool asking::is_settled(standup_round const& round, std::string const& person) const {
  auto const known = rolls_.find(round.id);
  return known != rolls_.end() && known->second.settled.contains(person);
}

awaitable<base::time_point> asking::ask(book::entry one, base::time_point since) {
  auto const now = with_.clock.now();
  auto next = base::time_point::max();
  std::erase_if(rolls_, [now](auto const& known) { return now - known.second.made_at > kept_roll; });
  if (one.settings.mode != standup_mode::dm) co_return next;
  auto query = [workspace = with_.workspace.id(), name = one.settings.name](store::reader& from) {
    return rounds(from).last_rounds(workspace, name, rounds_looked_at);
  };
  auto rounds = co_await with_.store.read(std::move(query));
  if (!rounds) {
    spdlog::error("stand-up {}: the database can't be read: {}", one.settings.name,
                  to_string(rounds.error()));
    co_return now + schedule::before_next_try;
  }
  for (auto const& round : *rounds) {
    if (round.mode != standup_mode::dm || round.opened_at < now - longest_asking) continue;
    auto const again = co_await ask_in(one, round, since);
    next = std::min(next, again);
  }
  co_return next;
}

awaitable<base::time_point> asking::ask_in(book::entry const& one, standup_round const& round,
                                           base::time_point since) {
  auto const now = with_.clock.now();
  pass wave(one, round, since);
  auto& known = rolls_[round.id];
  if (known.made_at == base::time_point()) known.made_at = now;
  if (known.called_at && now - *known.called_at < roll_is_fresh_for) {
    co_await ask_known(wave);
  } else {
    auto ids = co_await people_.members(one.settings, round.channel);
    if (!ids) {
      spdlog::warn("stand-up {}: its members can't be read: {}", one.settings.name, to_string(ids.error()));
      co_return now + schedule::before_next_try;
    }
    co_await ask_unknown(wave, std::move(*ids));
  }
  log_late(wave);
  co_return wave.next;
}

awaitable<> asking::ask_known(pass& wave) {
  auto everybody = rolls_[wave.round.id].people;
  co_await ask_all(wave, std::move(everybody));
}

awaitable<> asking::ask_unknown(pass& wave, std::vector<std::string> ids) {
  some_people all;
  auto is_complete = true;
  auto rest = chat::people_query(std::move(ids));
  while (!rest.ids.empty() && !stopping_) {
    auto found = co_await people_.next(std::move(rest));
    rest = std::move(found.rest);
    is_complete = is_complete && found.is_complete;
    all.insert(all.end(), found.people.begin(), found.people.end());
    co_await ask_all(wave, std::move(found.people));
  }
  if (!is_complete || stopping_) {
    // Who could not be looked up now is looked up again.
    wave.no_later_than(with_.clock.now() + schedule::before_next_try);
    co_return;
  }
  auto& called = rolls_[wave.round.id];
  called.people = std::move(all);
  called.called_at = with_.clock.now();
}

awaitable<> asking::ask_all(pass& wave, some_people people) {
  auto const now = with_.clock.now();
  std::erase_if(people, [&](chat::person const& one) {
    auto const at = wave.asked_at(one);
    if (at > now) wave.no_later_than(at);
    return at > now || is_settled(wave.round, one.id);
  });
  for (std::size_t from = 0; from < people.size() && !stopping_; from += chat::people_at_once) {
    auto some = part_of(people, from);
    co_await ask_some(wave, std::move(some));
  }
}

awaitable<std::optional<std::map<std::string, asking::waiting>>> asking::open_among(pass& wave,
                                                                                    some_people const& due) {
  auto look = [&round = wave.round, &due](store::reader& from) {
    std::map<std::string, waiting> open;
    std::set<std::string> settled;
    for (auto const& member : due) {
      if (schedule::rituals(from).outcome(step_of(round, standup_step::prompt, member.id)))
        settled.insert(member.id);
      else if (!ledger::win_ledger(from).has_answered(round.id, round.workspace, member.id))
        open.emplace(member.id, waiting{wants_no_question(people::people(from), round, member.id),
                                        patience_with(from, round, member.id)});
    }
    return std::pair(std::move(open), std::move(settled));
  };
  auto looked = co_await with_.store.read(std::move(look));
  if (!looked) co_return std::nullopt;
  rolls_[wave.round.id].settled.merge(looked->second);
  co_return std::move(looked->first);
}

awaitable<> asking::ask_some(pass& wave, some_people due) {
  // Only those who are in the channel now are asked, also of those whose names the stand-up lists.
  auto const there = co_await with_.audience.members_of(wave.round.channel);
  if (!there) {
    spdlog::warn("stand-up {}: who is in its channel can't be found out", wave.one.settings.name);
    wave.no_later_than(with_.clock.now() + schedule::before_next_try);
    co_return;
  }
  std::erase_if(due, [&](chat::person const& one) { return !there->contains(one.id); });
  auto const open = co_await open_among(wave, due);
  if (!open) {
    wave.no_later_than(with_.clock.now() + schedule::before_next_try);
    co_return;
  }
  auto const now = with_.clock.now();
  std::vector<verdict> verdicts;
  some_people to_ask;
  for (auto& member : due) {
    auto const waiting = open->find(member.id);
    if (waiting == open->end()) continue;
    auto const at = wave.asked_at(member);
    if (at <= wave.since || wave.one.notes.rests_on(wave.round.date))
      verdicts.emplace_back(member, verdict::kind::skip_quietly, "by the team's wish");
    else if (now - at > grace(standup_step::prompt))
      verdicts.emplace_back(member, verdict::kind::skip_as_late, "too late");
    else if (waiting->second.wants_none)
      verdicts.emplace_back(member, verdict::kind::skip_quietly, "by their wish");
    else if (waiting->second.patience == people::asking::not_today ||
             waiting->second.patience == people::asking::stopped)
      verdicts.emplace_back(member, verdict::kind::skip_quietly, "they have not answered for a while");
    else
      to_ask.push_back(std::move(member));
  }
  std::map<std::string, chat::person> asked;
  for (auto const& member : to_ask)
    asked.emplace(member.id, member);
  auto const presences = co_await people_.presence_of(std::move(to_ask));
  for (auto const& [person, now_is] : presences) {
    if (now_is == presence::away)
      verdicts.emplace_back(asked.at(person), verdict::kind::skip_quietly, "away");
    else if (now_is == presence::undisturbed)
      wave.no_later_than(now + before_looking_at_the_undisturbed);
    else
      verdicts.emplace_back(asked.at(person),
                            open->at(person).patience == people::asking::ask_last ? verdict::kind::ask_last
                                                                                  : verdict::kind::ask,
                            std::string());
  }
  if (!verdicts.empty()) co_await carry_out(wave, verdicts);
}

awaitable<> asking::carry_out(pass& wave, std::vector<verdict> const& verdicts) {
  standup_origin const origin(wave.one.settings.name, wave.one.notes.set_up_by);
  auto unit = [&round = wave.round, &verdicts, &origin, &rules = with_.calm,
               now = with_.clock.now()](store::unit_of_work& work) {
    auto const current = rounds(work).find_round(round.id);
    auto const is_closed = current && current->closed_at;
    auto const body = [&](bool is_last) {
      return chat::to_json(
          standup_question(round.question, round.reference, round.channel, is_closed, origin, is_last));
    };
    std::size_t late = 0;
    for (auto const& each : verdicts) {
      auto const step = step_of(round, standup_step::prompt, each.person.id);
      delivery::receiver who;
      who.person = each.person;
      if (each.what == verdict::kind::skip_quietly || each.what == verdict::kind::skip_as_late) {
        auto const skipped = schedule::rituals(work).skip(step, now, each.why);
        if (skipped && each.what == verdict::kind::skip_as_late) ++late;
      } else if (delivery::is_day_full(work, round.workspace, who, rules, now)) {
        schedule::rituals(work).skip(step, now, "their day has enough messages");
      } else if (schedule::rituals(work).begin(step, now)) {
        auto question = outgoing_question(round, each.person.id, body(each.what == verdict::kind::ask_last));
        question.topic = questions_topic;
        delivery::add_question(work, std::move(question), who, rules, now);
      }
    }
    return late;
  };
  auto const late = co_await with_.store.write(std::move(unit));
  if (!late) {
    spdlog::error("stand-up {}: its members can't be asked: {}", wave.one.settings.name,
                  to_string(late.error()));
    wave.no_later_than(with_.clock.now() + schedule::before_next_try);
    co_return;
  }
  wave.late += *late;
  for (auto const& each : verdicts)
    rolls_[wave.round.id].settled.insert(each.person.id);
}

void asking::log_late(pass const& wave) const {
  if (wave.late == 0) return;
  spdlog::warn("stand-up {}: {} of its members are not asked on {}: it is more than {} h too late",
               wave.one.settings.name, wave.late, calendar::to_string(wave.round.date),
               std::chrono::duration_cast<std::chrono::hours>(grace(standup_step::prompt)).count());
}

}  // namespace huzzah::standups
