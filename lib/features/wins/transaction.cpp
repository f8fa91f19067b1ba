#include "features/wins/transaction.hpp"

#include "app/delivery/outbox.hpp"
#include "app/ledger/late_kudos.hpp"
#include "app/ledger/win_views.hpp"
#include "app/ledger/wins.hpp"
#include "app/people/forgotten.hpp"
#include "app/people/people.hpp"
#include "app/phrases.hpp"
#include "base/text.hpp"
#include "chat/say.hpp"
#include "features/wins/grammar.hpp"
#include "features/wins/reading.hpp"
#include "features/wins/streak.hpp"
#include "store/restored.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace huzzah::wins {

transaction::transaction(store::unit_of_work& work, submission const& told,
                         std::map<std::string, chat::person> const& known, options const& options,
                         base::time_point now)
    : work_(work), told_(told), known_(known), options_(options), now_(now) {}

std::optional<ledger::win_entry> transaction::stated_before() {
  if (told_.said.where.id.empty()) return std::nullopt;
  auto found = ledger::win_ledger(work_).find(told_.said.where);
  // A message of ours that shows a win is not its source.
  if (found && !(found->said == told_.said)) found.reset();
  return found;
}

bool transaction::has_answered(std::int64_t about) {
  auto const& workspace = told_.said.where.workspace;
  if (!ledger::win_ledger(work_).has_answered(about, workspace, told_.author)) return false;
  if (told_.way != win_way::direct) return true;
  // A win that its author keeps private leaves the question open.
  auto const answers = ledger::wins_of_round(work_, about);
  return std::any_of(answers.begin(), answers.end(),
                     [&](ledger::win_view const& one) { return one.author == told_.author; });
}

std::int64_t transaction::question_answered() {
  if (before_) return before_->round;
  if (told_.about != 0) return told_.about;
  auto const& where = told_.said.where;
  std::vector<std::int64_t> open;
  if (told_.way == win_way::command && told_.shared)
    open = options_.asked.open_in(work_, where.workspace, where.channel);
  else if (told_.way == win_way::direct && told_.thread.empty())
    open = options_.asked.open_to(work_, where.workspace, told_.author, told_.at);
  for (auto const about : open)
    if (!has_answered(about)) return about;
  return 0;
}

people::viewer transaction::counted() const {
  return told_.way == win_way::message ? people::viewer::of_place(told_.said.where.channel)
                                       : people::viewer::whole("of the author's own");
}

win_milestone transaction::reached(calendar::local_date day, std::int64_t about, bool is_first_of_day) {
  win_milestone found;
  auto const& workspace = told_.said.where.workspace;
  if (auto const count = ledger::win_ledger(work_).count(workspace, told_.author, counted());
      is_win_milestone(count))
    found.wins = count;
  // A second win on a day makes the row no longer.
  if (!is_first_of_day) return found;
  auto const days = win_streak(work_, options_, workspace, told_.author, about, day, counted());
  if (is_streak_milestone(days)) found.days = days;
  return found;
}

std::vector<std::string> transaction::teammates(chat::rich_text const& win) const {
  auto found = teammates_in(win, told_.author);
  std::erase_if(found, [&](std::string const& id) {
    auto const person = known_.find(id);
    if (person == known_.end() || person->second.id.empty()) return true;
    auto const& facts = person->second;
    return facts.is_bot || facts.is_deactivated || facts.is_stranger ||
           std::find(told_.thanked.begin(), told_.thanked.end(), id) != told_.thanked.end();
  });
  return found;
}

std::optional<win_refusal> transaction::too_much(chat::rich_text const& win, calendar::local_date day) {
  if (win.empty()) return std::nullopt;
  if (base::length(chat::to_plain(win)) > longest_win) return win_refusal::too_long;
  auto const& workspace = told_.said.where.workspace;
  if (!before_ && ledger::win_ledger(work_).count_on(workspace, told_.author, day) >= most_wins_of_day)
    return win_refusal::too_many;
  return std::nullopt;
}

void transaction::refuse(win_refusal why, chat::rich_text const& win) {
  auto const& where = told_.said.where;
  if (where.id.empty() || is_late()) return;
  // Once for the same reason, however often the message is edited.
  auto const key = fmt::format("win-refusal:{}:{}:{}:{}", where.workspace, where.channel, where.id,
                               why == win_refusal::too_long ? "long" : "many");
  auto const body = chat::to_json(app::one_line(win_refused(why, base::length(chat::to_plain(win)))));
  auto const said = told_.way == win_way::direct
                        ? delivery::outgoing::direct(key, where.workspace, told_.author, body)
                        : delivery::outgoing::whisper(key, where.workspace, where.channel, told_.thread,
                                                      told_.author, body);
  delivery::outbox(work_).add(said, now_);
}

bool transaction::is_late() {
  return told_.late || was_told();
}

bool transaction::was_told() {
  return told_.at <= store::restored_at(work_);
}

void transaction::take_no(std::int64_t about) {
  if (before_ || about == 0 || !told_.declines || is_late()) return;
  auto const key = fmt::format("win-none:{}:{}:{}", told_.said.where.workspace, told_.said.where.channel,
                               told_.said.where.id);
  auto const body =
      chat::to_json(chat::message(chat::say("All right, none today. Some days are like that.")));
  delivery::outbox(work_).add(delivery::outgoing::direct(key, told_.said.where.workspace, told_.author, body),
                              now_);
}

outcome transaction::run() {
  if (people::forgotten_people(work_).include(told_.author, told_.at)) {
    outcome none;
    none.change.stale = true;
    return none;
  }
  before_ = stated_before();
  auto const about = question_answered();
  auto const may_answer = about != 0 && (before_ || !has_answered(about));
  auto const& words = !told_.labelled.empty() ? told_.labelled
                      : may_answer            ? told_.answer
                                              : chat::rich_text();

  outcome done;
  auto const& workspace = told_.said.where.workspace;
  auto const author = known_.find(told_.author);
  auto const zone = people::zone_of(author == known_.end() ? chat::person() : author->second);
  ledger::win_statement stated(told_.said, told_.author, told_.revision, told_.at, zone.date_of(told_.at));
  stated.round = about;
  // In a direct message what has a label is its author's own, and what answers is for those who are asked.
  stated.shared = told_.shared || (about != 0 && (told_.labelled.empty() || told_.about != 0));
  stated.privately = told_.way == win_way::direct;
  stated.heard_by = told_.heard_by;
  bool is_first_of_day = false;
  done.refused = too_much(words, stated.said_on);
  auto const& win = done.refused ? chat::rich_text() : words;
  if (!win.empty()) {
    stated.text = people::forgotten_people(work_).without_them(chat::to_markup(win), told_.at);
    stated.impacts = find_impacts(win);
    is_first_of_day = !ledger::win_ledger(work_)
                           .days(workspace, told_.author, stated.said_on, counted())
                           .contains(stated.said_on);
  } else if (!done.refused) {
    take_no(about);
  }

  done.change = ledger::win_ledger(work_).settle(stated);
  if (done.change.added) ledger::late_kudos(work_).found(done.change.added->id, told_.at, now_);
  if (done.refused && !done.change.stale) refuse(*done.refused, words);
  // A stale event must not store a person again who was erased.
  if (!win.empty() && !done.change.stale)
    for (auto const& [id, person] : known_)
      if (!person.id.empty() && !people::forgotten_people(work_).include(id, told_.at))
        people::people(work_).upsert(workspace, id, person.name, person.time_zone);
  done.impacts = stated.impacts;
  // What a few say among themselves isn't shared: it reaches nothing that is cheered before others.
  auto const counts = stated.shared || counted().sees_all();
  if (done.change.added && counts) done.reached = reached(stated.said_on, about, is_first_of_day);
  say_what_follows(done, win);
  return done;
}

void transaction::say_what_follows(outcome& done, chat::rich_text const& win) {
  if (done.change.removed) {
    replies answers(work_, *done.change.removed, told_.way, told_.thread, options_, now_);
    answers.withdraw();
    answers.tell_asker();
    return;
  }
  done.win = done.change.added ? done.change.added : done.change.changed;
  if (!done.win) return;
  replies answers(work_, *done.win, told_.way, told_.thread, options_, now_);
  if (before_ || !was_told()) done.shown = answers.show(told_.copy_to);
  answers.acknowledge(done.shown, done.impacts, done.reached, is_late());
  if (!is_late()) {
    answers.cheer(done.reached);
    answers.offer_kudos(teammates(win));
  }
  answers.tell_asker();
}

}  // namespace huzzah::wins
