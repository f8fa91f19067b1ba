#include "features/goals/keeping.hpp"

#include "app/delivery/acknowledgements.hpp"
#include "app/delivery/outbox.hpp"
#include "app/ledger/wins.hpp"
#include "chat/say.hpp"
#include "features/goals/words.hpp"
#include "features/wins/impact.hpp"

#include <algorithm>
#include <utility>

namespace huzzah::goals {

namespace {

std::string key_of(goal const& one) {
  return "goal:" + one.workspace + ":" + one.view;
}

/// A key of its own for what is done to such a message.
std::string key_of_change(goal const& one, base::time_point now) {
  return key_of(one) + "@" + std::to_string(now.time_since_epoch().count());
}

}  // namespace

void keeping::add(goal const& fresh) {
  auto const known = table(work_).find(table(work_).add(fresh));
  if (known->channel.empty()) return;
  auto what = delivery::outgoing::post(key_of(*known), known->workspace, known->channel, {},
                                       chat::to_json(shared_goal(*known)));
  what.subject = {delivery::subject_kind::goal, known->id};
  delivery::outbox(work_).add(what, now_);
}

void keeping::set_done(goal const& of, std::string const& step, bool is_done, base::time_point at,
                       presser const& by) {
  auto const one = std::find_if(of.steps.begin(), of.steps.end(),
                                [&](auto const& each) { return each.reference == step; });
  if (one == of.steps.end()) return;
  auto const is_own = by.person == of.person;
  if (!table(work_).set_done(one->id, is_done, at, is_own ? std::string() : by.person)) return;
  presser const before{one->ticked_by.empty() ? of.person : one->ticked_by, zone_};
  if (!is_done || (one->is_done && before.person != by.person)) keep_win(of, *one, before, false, at);
  if (is_done) keep_win(of, *one, by, true, at);
  if (of.is_asked_about) table(work_).set_asking(of.id, 0, at + between_questions);
  auto const now = table(work_).find(of.id);
  keep_reached(*now);
  show(*now);
}

void keeping::keep_win(goal const& of, step const& one, presser const& whose, bool is_done,
                       base::time_point at) {
  auto const is_own = whose.person == of.person;
  chat::message_ref const nowhere(of.workspace, {}, {});
  auto mark = "goal:" + std::to_string(one.id);
  if (!is_own) mark = ledger::kept_mark + mark + ":" + whose.person;
  ledger::win_statement stated(ledger::win_source(nowhere, std::move(mark)), whose.person, at, at,
                               whose.zone.date_of(at));
  stated.shared = false;
  stated.privately = true;
  stated.heard_by = people::reach::named;
  if (is_done) {
    chat::rich_text words{chat::text(one.text)};
    // In a step of another's they are named, so that an erasure finds their words (ledger::erase_all).
    if (!is_own)
      words =
          chat::say("{person}: {words}", {{"person", chat::mention(of.person)}, {"words", std::move(words)}});
    stated.text = chat::to_markup(words);
    stated.impacts = wins::find_impacts(words);
  }
  ledger::win_ledger(work_).settle(stated);
}

void keeping::keep_reached(goal const& now) {
  auto const family = key_of(now) + ":reached";
  delivery::outbox outbox(work_);
  auto const key = delivery::current_key(outbox, family);
  if (!now.is_reached()) {
    table(work_).set_reached(now.id, std::nullopt);
    outbox.withdraw(key, now_);
    return;
  }
  auto const last = std::max_element(now.steps.begin(), now.steps.end(), [](auto const& a, auto const& b) {
    return a.decided_at < b.decided_at;
  });
  table(work_).set_reached(now.id, zone_.date_of(last->decided_at));
  auto what = delivery::outgoing::direct(key, now.workspace, now.person, chat::to_json(reached(now)));
  what.topic = goals_topic;
  outbox.add(what, now_);
}

void keeping::show(goal const& one) {
  if (one.channel.empty() || one.ended_at) return;
  auto const body = chat::to_json(shared_goal(one));
  delivery::outbox outbox(work_);
  if (outbox.revise(key_of(one), body, now_)) return;
  // The outbox does not remember for as long as goals last.
  auto const where = table(work_).where_posted(one);
  if (where) outbox.add(delivery::outgoing::update(key_of_change(one, now_), *where, body), now_);
}

void keeping::end(goal const& one, base::time_point at) {
  table(work_).end(one.id, at);
  if (one.channel.empty() || one.ended_at) return;
  delivery::outbox outbox(work_);
  if (outbox.withdraw(key_of(one), now_)) return;
  auto const where = table(work_).where_posted(one);
  if (where) outbox.add(delivery::outgoing::remove(key_of_change(one, now_), *where), now_);
}

}  // namespace huzzah::goals
