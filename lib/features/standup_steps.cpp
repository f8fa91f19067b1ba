#include "features/standup_steps.hpp"

#include "base/text.hpp"
#include "features/ritual.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>

namespace huzzah::features {

namespace {

using recognition::due_step;
using recognition::standup_mode;
using recognition::standup_step;
using namespace std::chrono_literals;

/// What was due longer ago isn't even mentioned any more.
constexpr base::duration look_back = std::chrono::hours{7 * 24};
/// Copies of answers are sent one after the other; by then they surely were.
constexpr base::duration links_come_within = 1h;
constexpr base::duration before_next_link = 20s;

std::string_view const fallback_question = "What was your win of the day?";

/// In private everybody is asked where they live: a round whose first members would have been asked before
/// the stand-up was known may still have others to ask.
base::duration earlier_for(recognition::standup_settings const& standup) {
  return standup.mode == standup_mode::dm ? base::duration(26h) : base::duration(0);
}

base::time_point close_of(standup_book::entry const& one, calendar::local_date date) {
  return calendar::instant_of(date, one.settings.close_at, one.settings.zone);
}

}  // namespace

standup_steps::standup_steps(storage::store& store, chat::workspace& workspace, base::clock& clock,
                             standup_summary const& summary, packs const& questions, past_first past)
    : store_(store),
      workspace_(workspace),
      clock_(clock),
      past_(std::move(past)),
      began_(clock.now()),
      summary_(summary),
      packs_(questions),
      asking_(store, workspace, clock) {}

standup_steps::again standup_steps::soon() const {
  return clock_.now() + before_next_try;
}

awaitable<base::time_point> standup_steps::run(standup_book::entry one) {
  auto const now = clock_.now();
  auto unit = [workspace = workspace_.id(), &one, began = began_, now](storage::unit_of_work& work) {
    auto const key = standup_book::key_of(one.settings.name);
    auto const known = work.rituals.known_since(workspace, key, began);
    // One that was set up from chat is known since then, though nobody may have looked before it was due.
    auto const restored = work.rituals.restored_at();
    auto const since = std::max(
        {one.from_chat ? one.notes.since : std::max(known, one.notes.since), now - look_back, restored});
    auto due = recognition::steps_between(one.settings, since - earlier_for(one.settings), now);
    std::erase_if(due, [&](due_step const& each) {
      if (each.step == standup_step::prompt ? close_of(one, each.date) <= since : each.at <= since)
        return true;
      // In private a round may still have somebody to ask; in a channel it was asked, as far as we know.
      if (each.step == standup_step::prompt && one.settings.mode != standup_mode::dm && each.at <= restored)
        return true;
      // Rounds are closed because they are open.
      if (each.step == standup_step::close) return true;
      auto const step = storage::ritual_step(workspace, key, std::string(to_string(each.step)), each.date);
      return work.rituals.outcome(step).has_value();
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
  if (auto const step = recognition::next_step(one.settings, now)) no_later_than(step->at);
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

awaitable<standup_steps::place> standup_steps::find_channel(std::string channel) {
  auto found = co_await workspace_.find_channel(std::move(channel));
  if (!found && found.error().code == errc::not_found) co_return place(channel_trouble::not_found);
  if (!found) co_return place(std::move(found).error());
  if (found->is_archived) co_return place(channel_trouble::archived);
  if (!found->is_member) co_return place(channel_trouble::not_a_member);
  co_return place(std::move(*found));
}

std::string standup_steps::question_for(standup_book::entry const& one, calendar::local_date date) const {
  constexpr std::string_view pack_prefix = "pack:";
  auto const& question = one.settings.question;
  if (!question.starts_with(pack_prefix)) return question;
  auto const name = question.substr(pack_prefix.size());
  auto pack = packs_.find(name);
  if (pack == packs_.end()) {
    spdlog::warn("stand-up {}: there is no prompt pack {}, so it asks a general question", one.settings.name,
                 name);
    pack = packs_.find("general");
  }
  if (pack == packs_.end() || pack->second.questions.empty()) return std::string(fallback_question);
  return recognition::question_of(pack->second, base::to_lower(one.settings.name), date);
}

awaitable<standup_steps::again> standup_steps::prompt(standup_book::entry const& one, due_step due) {
  auto const now = clock_.now();
  if (one.notes.rests_on(due.date))
    co_return co_await skip(one, due.step, due.date, "by the team's wish", false);
  if (now >= close_of(one, due.date))
    co_return co_await skip(one, due.step, due.date, "its close has passed", true);
  if (now - due.at > recognition::grace(one.settings, due))
    co_return co_await skip(one, due.step, due.date, "it is too late", true);

  auto const found = co_await find_channel(one.settings.channel);
  if (auto const* trouble = std::get_if<channel_trouble>(&found))
    co_return co_await give_up(one, due.step, due.date, *trouble, one.settings.channel);
  if (auto const* failed = std::get_if<error>(&found)) {
    spdlog::warn("stand-up {}: its channel {} can't be looked up, trying again: {}", one.settings.name,
                 one.settings.channel, to_string(*failed));
    co_return soon();
  }
  storage::standup_round fresh;
  fresh.workspace = workspace_.id();
  fresh.name = one.settings.name;
  fresh.date = due.date;
  fresh.channel = std::get<chat::channel_facts>(found).id;
  fresh.mode = one.settings.mode;
  fresh.question = question_for(one, due.date);
  fresh.opened_at = now;
  auto unit = [&fresh, now](storage::unit_of_work& work) {
    auto const step = storage::ritual_step(fresh.workspace, standup_book::key_of(fresh.name),
                                           std::string(to_string(standup_step::prompt)), fresh.date);
    if (!work.rituals.begin(step, now)) return;
    auto const round = work.rituals.open_round(fresh);
    if (round.mode == standup_mode::dm) return;
    work.outbox.add(storage::errand::post(storage::prompt_key(round), round.workspace, round.channel, "",
                                          chat::to_json(standup_prompt(round.question, round.id))),
                    now);
  };
  auto const done = co_await store_.write(std::move(unit));
  if (done) co_return again();
  spdlog::error("stand-up {}: its round can't be opened: {}", one.settings.name, to_string(done.error()));
  co_return soon();
}

awaitable<standup_steps::again> standup_steps::remind(standup_book::entry const& one, due_step due) {
  if (one.notes.rests_on(due.date))
    co_return co_await skip(one, due.step, due.date, "by the team's wish", false);
  auto find = [workspace = workspace_.id(), &one, &due](storage::unit_of_work& work) {
    return work.rituals.find_round(workspace, one.settings.name, due.date);
  };
  auto round = co_await store_.write(std::move(find));
  if (!round) co_return soon();
  if (!*round || (*round)->closed_at)
    co_return co_await skip(one, due.step, due.date, "no question waits for an answer", false);
  if (clock_.now() - due.at > recognition::grace(due.step))
    co_return co_await skip(one, due.step, due.date, "it is too late", true);
  if (past_.keeps(due.at)) co_return soon();
  auto const done = co_await asking_.remind(one, std::move(**round));
  co_return done ? again() : soon();
}

awaitable<base::time_point> standup_steps::close_rounds(std::vector<standup_book::entry> const& all) {
  auto unit = [workspace = workspace_.id()](storage::unit_of_work& work) {
    return std::pair(work.rituals.open_rounds(workspace), work.rituals.restored_at());
  };
  auto open = co_await store_.write(std::move(unit));
  if (!open) {
    spdlog::error("the rounds of stand-ups can't be read: {}", to_string(open.error()));
    co_return *soon();
  }
  auto next = base::time_point::max();
  auto const& [rounds, restored] = *open;
  for (auto const& round : rounds) {
    auto const known = std::find_if(all.begin(), all.end(), [&](standup_book::entry const& one) {
      return standup_book::key_of(one.settings.name) == standup_book::key_of(round.name);
    });
    // The round of a stand-up that is no more ends now.
    standup_book::entry one;
    one.settings.name = round.name;
    auto const is_known = known != all.end();
    if (is_known) one = *known;
    auto const at = is_known ? close_of(one, round.date) : clock_.now();
    auto when = again(at);
    if (at <= restored)
      when =
          co_await skip(one, standup_step::close, round.date, "a backup was restored after it was due", true);
    else if (at <= clock_.now() && past_.keeps(is_known ? at : round.opened_at))
      when = soon();
    else if (at <= clock_.now())
      when = co_await close(one, round, at);
    if (when) next = std::min(next, *when);
  }
  co_return next;
}

awaitable<standup_steps::again> standup_steps::close(standup_book::entry const& one,
                                                     storage::standup_round round, base::time_point at) {
  auto const now = clock_.now();
  if (now - at > recognition::grace(standup_step::close))
    co_return co_await skip(one, standup_step::close, round.date, "it is too late", true);
  auto const found = co_await find_channel(round.channel);
  if (auto const* trouble = std::get_if<channel_trouble>(&found))
    co_return co_await give_up(one, standup_step::close, round.date, *trouble, round.channel);
  if (auto const* failed = std::get_if<error>(&found)) {
    spdlog::warn("stand-up {}: its channel can't be looked up, trying again: {}", round.name,
                 to_string(*failed));
    co_return soon();
  }
  auto const rests = one.notes.rests_on(round.date);
  auto unit = [&round, &summary = summary_, rests, now](storage::unit_of_work& work) {
    auto const step = storage::ritual_step(round.workspace, standup_book::key_of(round.name),
                                           std::string(to_string(standup_step::close)), round.date);
    auto const prompted = storage::ritual_step(round.workspace, standup_book::key_of(round.name),
                                               std::string(to_string(standup_step::prompt)), round.date);
    auto const begun = work.rituals.begin(step, now);
    work.rituals.close_round(round.id, now);
    if (!begun) return;
    // Called off after it was asked, or nobody's time to be asked came: only what people have written is
    // worth a summary.
    auto const asked = round.mode == standup_mode::thread || work.rituals.was_done_for_anybody(prompted);
    if ((rests || !asked) && work.rituals.answers(round.id).empty()) return;
    summary.post(work, round, now);
  };
  auto const done = co_await store_.write(std::move(unit));
  if (done) co_return again();
  spdlog::error("stand-up {}: its round can't be closed: {}", round.name, to_string(done.error()));
  co_return soon();
}

awaitable<standup_steps::again> standup_steps::link_summary(standup_book::entry const& one) {
  if (one.settings.mode != standup_mode::dm) co_return again();
  auto const now = clock_.now();
  auto unit = [workspace = workspace_.id(), &one, &linked = linked_, &summary = summary_,
               now](storage::unit_of_work& work) {
    std::vector<std::int64_t> done;
    auto waiting = false;
    for (auto const& round : work.rituals.last_rounds(workspace, one.settings.name, 2)) {
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

awaitable<standup_steps::again> standup_steps::skip(standup_book::entry const& one, standup_step step,
                                                    calendar::local_date date, std::string why, bool loudly) {
  auto const now = clock_.now();
  auto unit = [workspace = workspace_.id(), &one, &why, step, date, now](storage::unit_of_work& work) {
    auto const what = storage::ritual_step(workspace, standup_book::key_of(one.settings.name),
                                           std::string(to_string(step)), date);
    auto const skipped = work.rituals.skip(what, now, why);
    if (step == standup_step::close)
      if (auto const round = work.rituals.find_round(workspace, one.settings.name, date))
        work.rituals.close_round(round->id, now);
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

awaitable<standup_steps::again> standup_steps::give_up(standup_book::entry const& one, standup_step step,
                                                       calendar::local_date date, channel_trouble what,
                                                       std::string channel) {
  auto const& owner = one.notes.set_up_by;
  if (!owner.empty()) {
    auto const now = clock_.now();
    auto unit = [workspace = workspace_.id(), &one, &owner, &channel, what,
                 now](storage::unit_of_work& work) {
      // Once for as long as it lasts: after a round that went well, trouble is news again.
      auto const& name = one.settings.name;
      auto const rounds = work.rituals.last_rounds(workspace, name, 1);
      auto key = fmt::format("trouble:{}:{}:{}", standup_book::key_of(name), to_string(what),
                             rounds.empty() ? 0 : rounds.front().id);
      work.outbox.add(storage::errand::direct(std::move(key), workspace, owner,
                                              chat::to_json(standup_troubled(name, what, channel))),
                      now);
    };
    auto const told = co_await store_.write(std::move(unit));
    if (!told) co_return soon();
  }
  co_return co_await skip(one, step, date, in_words(what, channel), true);
}

}  // namespace huzzah::features
