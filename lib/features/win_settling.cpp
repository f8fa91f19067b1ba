#include "features/win_settling.hpp"

#include "features/lines.hpp"
#include "features/win_reading.hpp"
#include "recognition/streak.hpp"
#include "recognition/win_grammar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ranges>

namespace huzzah::features {

namespace {

/// For how long a private question waits for its answer.
constexpr auto question_stands = std::chrono::hours{24};

}  // namespace

win_settling::win_settling(storage::unit_of_work& work, win_telling const& told,
                           std::map<std::string, chat::person> const& known, win_options const& options,
                           base::time_point now)
    : work_(work), told_(told), known_(known), options_(options), now_(now) {}

std::optional<storage::win_entry> win_settling::stated_before() {
  if (told_.said.where.timestamp.empty()) return std::nullopt;
  auto found = work_.wins.find(told_.said.where);
  // A message of ours that shows a win is not its source.
  if (found && !(found->said == told_.said)) found.reset();
  return found;
}

bool win_settling::has_answered(std::int64_t round) {
  auto const& workspace = told_.said.where.workspace;
  if (!work_.wins.has_answered(round, workspace, told_.author)) return false;
  if (told_.way != win_way::direct) return true;
  // A win that somebody keeps to themselves leaves the question open.
  auto const answers = work_.rituals.answers(round);
  return std::any_of(answers.begin(), answers.end(),
                     [&](recognition::told_win const& one) { return one.author == told_.author; });
}

std::int64_t win_settling::round_answered() {
  if (before_) return before_->round;
  if (told_.round != 0) return told_.round;
  if (told_.way == win_way::command && told_.shared) return open_round_here();
  if (told_.way != win_way::direct || !told_.thread.empty()) return 0;
  auto const asked =
      work_.rituals.asked_privately(told_.said.where.workspace, told_.author, told_.at - question_stands);
  for (auto const& one : asked) {
    // Yesterday's question is over once today's was asked.
    if (one.date != asked.front().date) break;
    if (told_.at >= one.opened_at && !has_answered(one.id)) return one.id;
  }
  return 0;
}

std::int64_t win_settling::open_round_here() {
  auto const open = work_.rituals.open_rounds(told_.said.where.workspace);
  for (auto const& one : std::views::reverse(open))
    if (one.channel == told_.said.where.channel && one.mode == recognition::standup_mode::thread &&
        !has_answered(one.id))
      return one.id;
  return 0;
}

storage::which_wins win_settling::counted() const {
  return told_.way == win_way::message ? storage::which_wins::shared : storage::which_wins::all;
}

win_milestone win_settling::reached(calendar::local_date day, std::int64_t round, bool is_first_of_day) {
  win_milestone found;
  auto const& workspace = told_.said.where.workspace;
  if (auto const count = work_.wins.count(workspace, told_.author, counted());
      recognition::is_win_milestone(count))
    found.wins = count;
  // A second win on a day makes the row no longer.
  if (!is_first_of_day) return found;
  auto const answered = round != 0 ? work_.rituals.find_round(round) : std::nullopt;
  auto const standup = answered ? answered->name : std::string();
  auto const days = win_streak(work_, options_, workspace, told_.author, standup, day, counted());
  if (recognition::is_streak_milestone(days)) found.days = days;
  return found;
}

std::vector<std::string> win_settling::teammates(chat::rich_text const& win) const {
  auto found = recognition::teammates_in(win, told_.author);
  std::erase_if(found, [&](std::string const& id) {
    auto const person = known_.find(id);
    if (person == known_.end() || person->second.id.empty()) return true;
    auto const& facts = person->second;
    return facts.is_bot || facts.is_deactivated || facts.is_stranger ||
           std::find(told_.thanked.begin(), told_.thanked.end(), id) != told_.thanked.end();
  });
  return found;
}

bool win_settling::is_late() {
  return told_.late || was_told();
}

bool win_settling::was_told() {
  return told_.at <= work_.rituals.restored_at();
}

void win_settling::take_no(std::int64_t round) {
  if (before_ || round == 0 || !told_.declines || is_late()) return;
  auto const key = fmt::format("win-none:{}:{}:{}", told_.said.where.workspace, told_.said.where.channel,
                               told_.said.where.timestamp);
  auto const body = chat::to_json(one_line("All right, none today. Some days are like that."));
  work_.outbox.add(storage::errand::direct(key, told_.said.where.workspace, told_.author, body), now_);
}

win_recorded win_settling::run() {
  if (work_.forgotten.include(told_.author, told_.at)) {
    win_recorded none;
    none.change.stale = true;
    return none;
  }
  before_ = stated_before();
  auto const round = round_answered();
  auto const may_answer = round != 0 && (before_ || !has_answered(round));
  auto const& win = !told_.labelled.empty() ? told_.labelled : may_answer ? told_.answer : chat::rich_text();

  win_recorded done;
  auto const& workspace = told_.said.where.workspace;
  auto const author = known_.find(told_.author);
  auto const zone = zone_of(author == known_.end() ? chat::person() : author->second);
  storage::win_statement stated(told_.said, told_.author, told_.revision, told_.at, zone.date_of(told_.at));
  stated.round = round;
  // In a direct message what has a label is its author's own, and what answers is for the stand-up.
  stated.shared = told_.shared || (round != 0 && (told_.labelled.empty() || told_.round != 0));
  stated.privately = told_.way == win_way::direct;
  bool is_first_of_day = false;
  if (!win.empty()) {
    stated.text = work_.forgotten.without_them(chat::to_markup(win), told_.at);
    stated.impacts = recognition::find_impacts(win);
    is_first_of_day =
        !work_.wins.days(workspace, told_.author, stated.said_on, counted()).contains(stated.said_on);
  } else {
    take_no(round);
  }

  done.change = work_.wins.settle(stated);
  // What is stale brings nobody back who was erased.
  if (!win.empty() && !done.change.stale)
    for (auto const& [id, person] : known_)
      if (!person.id.empty() && !work_.forgotten.include(id, told_.at))
        work_.people.upsert(workspace, id, person.name, person.time_zone);
  done.impacts = stated.impacts;
  // What a few say among themselves isn't shared: it reaches nothing that is cheered before others.
  auto const counts = stated.shared || counted() == storage::which_wins::all;
  if (done.change.added && counts) done.reached = reached(stated.said_on, round, is_first_of_day);
  say_what_follows(done, win);
  return done;
}

void win_settling::say_what_follows(win_recorded& done, chat::rich_text const& win) {
  if (done.change.removed) {
    win_answers answers(work_, *done.change.removed, told_.way, told_.thread, options_, now_);
    answers.withdraw();
    answers.tell_round();
    return;
  }
  done.win = done.change.added ? done.change.added : done.change.changed;
  if (!done.win) return;
  win_answers answers(work_, *done.win, told_.way, told_.thread, options_, now_);
  if (before_ || !was_told()) done.shown = answers.show(told_.copy_to);
  answers.acknowledge(done.shown, done.impacts, done.reached, is_late());
  if (!is_late()) {
    answers.cheer(done.reached);
    answers.offer_kudos(teammates(win));
  }
  answers.tell_round();
}

}  // namespace huzzah::features
