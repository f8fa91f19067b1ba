#include "features/standups/steps.hpp"

#include "app/delivery/outbox.hpp"
#include "app/people/people.hpp"
#include "app/schedule/book_ritual.hpp"
#include "base/catalog.hpp"
#include "base/text.hpp"
#include "features/standups/book.hpp"
#include "features/standups/rounds.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>

namespace huzzah::standups {

namespace {
using namespace std::chrono_literals;

/// What was due longer ago isn't even mentioned any more.
constexpr base::duration look_back = std::chrono::hours{7 * 24};
/// Copies of answers are sent one after the other; by then they surely were.
constexpr base::duration links_come_within = 1h;
constexpr base::duration before_next_link = 20s;

/// In private everybody is asked where they live: a round whose first members would have been asked before
/// the stand-up was known may still have others to ask.
base::duration earlier_for(settings const& standup) {
  return standup.mode == standup_mode::dm ? base::duration(26h) : base::duration(0);
}

base::time_point close_of(book::entry const& one, calendar::local_date date) {
  return calendar::instant_of(date, one.settings.close_at, one.settings.zone);
}

}  // namespace

steps::steps(store::store& store, chat::workspace& workspace, base::clock& clock, people::audience& readers,
             summary_keeper const& summary, prompt_packs const& questions,
             schedule::hold_until_caught_up past, delivery::calm const& rules)
    : store_(store),
      workspace_(workspace),
      clock_(clock),
      past_(std::move(past)),
      began_(clock.now()),
      summary_(summary),
      packs_(questions),
      asking_(store, workspace, clock, readers, rules),
      reminding_(store, workspace, clock, readers, rules) {}

steps::again steps::soon() const {
  return clock_.now() + schedule::before_next_try;
}

awaitable<base::time_point> steps::run(book::entry one) {
  auto const closes = co_await close_rounds(one);
  auto const next = co_await do_due(one);
  co_return std::min(closes, next);
}

awaitable<base::time_point> steps::do_due(book::entry const& one) {
  auto const now = clock_.now();
  auto unit = [workspace = workspace_.id(), &one, began = began_, now](store::unit_of_work& work) {
    auto const key = book::key_of(one.settings.name);
    auto const restored = store::restored_at(work);
    auto const since = std::max(schedule::due_since(work, workspace, one, began), now - look_back);
    auto due = steps_between(one.settings, since - earlier_for(one.settings), now);
    std::erase_if(due, [&](due_step const& each) {
      if (each.step == standup_step::prompt ? close_of(one, each.date) <= since : each.at <= since)
        return true;
      // In private a round may still have people to ask; in a channel it was asked, as far as we know.
      if (each.step == standup_step::prompt && one.settings.mode != standup_mode::dm && each.at <= restored)
        return true;
      // Rounds are closed because they are open.
      if (each.step == standup_step::close) return true;
      auto const step = schedule::ritual_step(workspace, key, std::string(to_string(each.step)), each.date);
      return schedule::rituals(work).outcome(step).has_value();
    });
    return std::pair(since, std::move(due));
  };
  auto const found = co_await store_.write(std::move(unit));
  if (!found) {
    spdlog::error("stand-up {}: the database can't be read: {}", one.settings.name, to_string(found.error()));
    co_return *soon();
  }
  auto next = base::time_point::max();
  auto const no_later_than = [&next](again const& when) {
    if (when) next = std::min(next, *when);
  };
  if (auto const step = next_step(one.settings, now)) no_later_than(step->at);
  for (auto const& due : found->second) {
    again when;
    if (due.step == standup_step::prompt)
      when = co_await prompt(one, due);
    else
      when = co_await remind(one, due);
    no_later_than(when);
  }
  auto const asked = co_await asking_.ask(one, found->first);
  no_later_than(asked);
  auto const linked = co_await link_summary(one);
  no_later_than(linked);
  co_return next;
}

std::string steps::question_for(book::entry const& one, calendar::local_date date) const {
  auto const& question = one.settings.question;
  if (!question.starts_with(pack_prefix)) return question;
  auto const name = question.substr(pack_prefix.size());
  auto pack = packs_.find(name);
  if (pack == packs_.end()) {
    spdlog::warn("stand-up {}: there is no prompt pack {}, so it asks a general question", one.settings.name,
                 name);
    pack = packs_.find("general");
  }
  if (pack == packs_.end() || pack->second.questions.empty())
    return base::translate("What was your win of the day?");
  return question_of(pack->second, base::to_lower(one.settings.name), date);
}

awaitable<steps::again> steps::prompt(book::entry const& one, due_step due) {
  auto const now = clock_.now();
  if (one.notes.rests_on(due.date))
    co_return co_await skip(one, due.step, due.date, "by the team's wish", false);
  if (now >= close_of(one, due.date))
    co_return co_await skip(one, due.step, due.date, "its close has passed", true);
  if (now - due.at > grace(one.settings, due))
    co_return co_await skip(one, due.step, due.date, "it is too late", true);

  auto const found = co_await schedule::find_place(workspace_, one.settings.channel);
  if (auto const* trouble = std::get_if<schedule::channel_trouble>(&found))
    co_return co_await give_up(one, due.step, due.date, *trouble, one.settings.channel);
  if (auto const* failed = std::get_if<error>(&found)) {
    spdlog::warn("stand-up {}: its channel {} can't be looked up, trying again: {}", one.settings.name,
                 one.settings.channel, to_string(*failed));
    co_return soon();
  }
  standup_round fresh;
  fresh.workspace = workspace_.id();
  fresh.name = one.settings.name;
  fresh.date = due.date;
  fresh.channel = std::get<chat::channel_facts>(found).id;
  fresh.mode = one.settings.mode;
  fresh.question = question_for(one, due.date);
  fresh.opened_at = now;
  auto unit = [&fresh, &set_up_by = one.notes.set_up_by, now](store::unit_of_work& work) {
    auto const step = schedule::ritual_step(fresh.workspace, book::key_of(fresh.name),
                                            std::string(to_string(standup_step::prompt)), fresh.date);
    if (!schedule::rituals(work).begin(step, now)) return;
    auto const round = rounds(work).open_round(fresh);
    if (round.mode == standup_mode::dm) return;
    standup_origin const origin(
        round.name, set_up_by,
        set_up_by.empty() ? "" : people::people(work).name_of(round.workspace, set_up_by));
    delivery::outbox(work).add(
        outgoing_prompt(round, chat::to_json(standup_prompt(round.question, round.reference, origin))), now);
  };
  auto const done = co_await store_.write(std::move(unit));
  if (done) co_return again();
  spdlog::error("stand-up {}: its round can't be opened: {}", one.settings.name, to_string(done.error()));
  co_return soon();
}

awaitable<steps::again> steps::remind(book::entry const& one, due_step due) {
  if (one.notes.rests_on(due.date))
    co_return co_await skip(one, due.step, due.date, "by the team's wish", false);
  auto find = [workspace = workspace_.id(), &one, &due](store::reader& from) {
    return rounds(from).find_round(workspace, one.settings.name, due.date);
  };
  auto round = co_await store_.read(std::move(find));
  if (!round) co_return soon();
  if (!*round || (*round)->closed_at)
    co_return co_await skip(one, due.step, due.date, "no question waits for an answer", false);
  if (clock_.now() - due.at > grace(due.step))
    co_return co_await skip(one, due.step, due.date, "it is too late", true);
  auto const waits = co_await waits_for_past(**round, due.at);
  if (waits) co_return soon();
  auto const done = co_await reminding_.remind(one, std::move(**round));
  co_return done ? again() : soon();
}

awaitable<result<steps::open_rounds_of>> steps::open_rounds() {
  auto query = [workspace = workspace_.id()](store::reader& from) {
    return std::pair(rounds(from).open_rounds(workspace), store::restored_at(from));
  };
  auto open = co_await store_.read(std::move(query));
  if (!open) spdlog::error("the rounds of stand-ups can't be read: {}", to_string(open.error()));
  co_return open;
}

awaitable<base::time_point> steps::close_rounds(book::entry const& one) {
  auto const open = co_await open_rounds();
  if (!open) co_return *soon();
  auto const key = book::key_of(one.settings.name);
  auto next = base::time_point::max();
  for (auto const& round : open->first) {
    if (book::key_of(round.name) != key) continue;
    auto const at = close_of(one, round.date);
    auto const when = co_await close_at(one, round, at, at, open->second);
    if (when) next = std::min(next, *when);
  }
  co_return next;
}

awaitable<base::time_point> steps::close_left_behind(std::vector<book::entry> all) {
  auto const open = co_await open_rounds();
  if (!open) co_return *soon();
  std::set<std::string> known;
  for (auto const& one : all)
    known.insert(book::key_of(one.settings.name));
  auto next = base::time_point::max();
  for (auto const& round : open->first) {
    if (known.contains(book::key_of(round.name))) continue;
    book::entry one;
    one.settings.name = round.name;
    auto const when = co_await close_at(one, round, clock_.now(), round.opened_at, open->second);
    if (when) next = std::min(next, *when);
  }
  co_return next;
}

awaitable<steps::again> steps::close_at(book::entry const& one, standup_round const& round,
                                        base::time_point at, base::time_point waits_since,
                                        base::time_point restored) {
  if (at <= restored)
    co_return co_await skip(one, standup_step::close, round.date, "a backup was restored after it was due",
                            true);
  if (at > clock_.now()) co_return again(at);
  auto const waits = co_await waits_for_past(round, waits_since);
  if (waits) co_return soon();
  co_return co_await close(one, round, at);
}

awaitable<bool> steps::waits_for_past(standup_round const& round, base::time_point due) {
  if (past_.keeps(round.channel, due)) co_return true;
  if (round.mode == standup_mode::thread) co_return false;
  auto query = [id = round.id](store::reader& from) { return rounds(from).where_asked(id); };
  auto const asked = co_await store_.read(std::move(query));
  if (!asked) co_return true;
  // All of them are named, so that all are read next.
  auto waits = false;
  for (auto const& where : *asked)
    waits = past_.keeps(where.channel, due) || waits;
  co_return waits;
}

awaitable<steps::again> steps::close(book::entry const& one, standup_round round, base::time_point at) {
  auto const now = clock_.now();
  if (now - at > grace(standup_step::close))
    co_return co_await skip(one, standup_step::close, round.date, "it is too late", true);
  auto const found = co_await schedule::find_place(workspace_, round.channel);
  if (auto const* trouble = std::get_if<schedule::channel_trouble>(&found))
    co_return co_await give_up(one, standup_step::close, round.date, *trouble, round.channel);
  if (auto const* failed = std::get_if<error>(&found)) {
    spdlog::warn("stand-up {}: its channel can't be looked up, trying again: {}", round.name,
                 to_string(*failed));
    co_return soon();
  }
  auto const rests = one.notes.rests_on(round.date);
  auto unit = [&round, &summary = summary_, rests, now](store::unit_of_work& work) {
    auto const step = schedule::ritual_step(round.workspace, book::key_of(round.name),
                                            std::string(to_string(standup_step::close)), round.date);
    auto const prompted = schedule::ritual_step(round.workspace, book::key_of(round.name),
                                                std::string(to_string(standup_step::prompt)), round.date);
    auto const begun = schedule::rituals(work).begin(step, now);
    rounds(work).close_round(round.id, now);
    if (!begun) return;
    // Called off after it was asked, or no member's time to be asked came: only what people have written is
    // worth a summary.
    auto const asked =
        round.mode == standup_mode::thread || schedule::rituals(work).was_done_for_anybody(prompted);
    if ((rests || !asked) && rounds(work).answers(round.id).empty()) return;
    summary.post(work, round, now);
  };
  auto const done = co_await store_.write(std::move(unit));
  if (done) co_return again();
  spdlog::error("stand-up {}: its round can't be closed: {}", round.name, to_string(done.error()));
  co_return soon();
}

awaitable<steps::again> steps::link_summary(book::entry const& one) {
  if (one.settings.mode != standup_mode::dm) co_return again();
  auto const now = clock_.now();
  // Other stand-ups add to what is linked.
  auto unit = [workspace = workspace_.id(), &one, linked = linked_, &summary = summary_,
               now](store::unit_of_work& work) {
    std::vector<std::int64_t> done;
    auto waiting = false;
    for (auto const& round : rounds(work).last_rounds(workspace, one.settings.name, 2)) {
      if (!round.closed_at || now - *round.closed_at > links_come_within || linked.contains(round.id))
        continue;
      if (!summary.is_linked(work, round.id)) {
        waiting = true;
        continue;
      }
      summary.revise(work, round.id, now);
      done.push_back(round.id);
    }
    return std::pair(std::move(done), waiting);
  };
  auto const looked = co_await store_.write(std::move(unit));
  if (!looked) co_return again();
  linked_.insert(looked->first.begin(), looked->first.end());
  co_return looked->second ? again(now + before_next_link) : again();
}

awaitable<steps::again> steps::skip(book::entry const& one, standup_step step, calendar::local_date date,
                                    std::string why, bool loudly) {
  auto const now = clock_.now();
  auto unit = [workspace = workspace_.id(), &one, &why, step, date, now](store::unit_of_work& work) {
    auto const what =
        schedule::ritual_step(workspace, book::key_of(one.settings.name), std::string(to_string(step)), date);
    auto const skipped = schedule::rituals(work).skip(what, now, why);
    if (step == standup_step::close)
      if (auto const round = rounds(work).find_round(workspace, one.settings.name, date))
        rounds(work).close_round(round->id, now);
    return skipped;
  };
  auto const skipped = co_await store_.write(std::move(unit));
  if (!skipped) co_return soon();
  if (*skipped)
    spdlog::log(loudly ? spdlog::level::warn : spdlog::level::info,
                "stand-up {}: the {} of {} is skipped: {}", one.settings.name, in_words(step),
                calendar::to_string(date), why);
  co_return again();
}

awaitable<steps::again> steps::give_up(book::entry const& one, standup_step step, calendar::local_date date,
                                       schedule::channel_trouble what, std::string channel) {
  auto const& owner = one.notes.set_up_by;
  if (!owner.empty()) {
    auto const now = clock_.now();
    auto unit = [workspace = workspace_.id(), &one, &owner, &channel, what, now](store::unit_of_work& work) {
      // Once for as long as it lasts: after a round that went well, trouble is news again.
      auto const& name = one.settings.name;
      auto const last = rounds(work).last_rounds(workspace, name, 1);
      auto key = fmt::format("trouble:{}:{}:{}:{}", workspace, book::key_of(name), to_string(what),
                             last.empty() ? 0 : last.front().id);
      delivery::outbox(work).add(delivery::outgoing::direct(std::move(key), workspace, owner,
                                                            chat::to_json(schedule::could_not_happen(
                                                                kind_of_standups, name, what, channel))),
                                 now);
    };
    auto const told = co_await store_.write(std::move(unit));
    if (!told) co_return soon();
  }
  co_return co_await skip(one, step, date, in_words(what, channel), true);
}

}  // namespace huzzah::standups
