#include "features/standup_summary.hpp"

#include "features/away_days.hpp"
#include "features/ritual_book.hpp"
#include "features/standup_summary_words.hpp"
#include "features/win_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>

namespace huzzah::features {

namespace {

/// Rows of working days that are longer than this are told by the days of two years.
constexpr auto streaks_reach_back = std::chrono::days{730};

std::string more_key(storage::standup_round const& round, std::size_t part) {
  return fmt::format("{}:more:{}", storage::summary_key(round), part);
}

/// The names of those whom wins mention.
std::vector<recognition::recognised> teammates_in(storage::unit_of_work& work, std::string const& workspace,
                                                  std::vector<recognition::told_win> const& wins) {
  std::set<std::string> mentioned;
  for (auto const& win : wins)
    for (auto const& piece : chat::from_markup(win.text))
      if (piece.kind == chat::token_kind::mention) mentioned.insert(piece.id);
  std::vector<recognition::recognised> found;
  for (auto const& person : mentioned) {
    auto& one = found.emplace_back();
    one.person = person;
    one.name = work.people.name_of(workspace, person);
  }
  return found;
}

/// Whose row of working days reached a number worth a nod with this round, in the order of their answers.
std::vector<recognition::achievement> streaks_of(storage::unit_of_work& work, std::string const& workspace,
                                                 std::vector<recognition::told_win> const& wins,
                                                 calendar::workdays const& team) {
  std::vector<recognition::achievement> found;
  std::set<std::string> seen;
  for (auto const& win : wins) {
    if (!seen.insert(win.author).second) continue;
    auto const days =
        work.wins.days(workspace, win.author, win.said_on - streaks_reach_back, storage::which_wins::shared);
    auto const is_free = free_days(team, away_days::of(work.people, workspace, win.author));
    auto const length = recognition::streak_on(win.said_on, days, is_free);
    if (!recognition::is_streak_milestone(length)) continue;
    auto& one = found.emplace_back();
    one.person = win.author;
    one.name = win.author_name;
    one.number = length;
  }
  return found;
}

}  // namespace

standup_summary::standup_summary(std::vector<recognition::standup_settings> configured, link_maker link)
    : configured_(std::move(configured)), link_(std::move(link)) {}

calendar::workdays standup_summary::workdays(storage::unit_of_work& work, std::string const& workspace,
                                             std::string const& standup) const {
  if (standup.empty()) {
    std::vector<recognition::standup_settings> all;
    for (auto& one : standup_book::all_in(work.people, workspace, configured_))
      if (!one.notes.off) all.push_back(std::move(one.settings));
    return working_days(all);
  }
  auto const known = standup_book::find_in(work.people, workspace, configured_, standup);
  return known ? known->settings.on : calendar::workdays();
}

std::vector<chat::message> standup_summary::messages(storage::unit_of_work& work,
                                                     storage::standup_round const& round) const {
  round_summary told;
  told.date = round.date;
  told.question = round.question;
  told.wins = work.rituals.answers(round.id);
  for (auto& win : told.wins)
    if (!win.where.timestamp.empty()) win.link = link_(win.where);
  told.teammates = teammates_in(work, round.workspace, told.wins);
  told.streaks = streaks_of(work, round.workspace, told.wins, workdays(work, round.workspace, round.name));
  told.in_private = round.mode == recognition::standup_mode::dm;
  return summarise(told);
}

void standup_summary::post(storage::unit_of_work& work, storage::standup_round const& round,
                           base::time_point now) const {
  auto const all = messages(work, round);
  auto const first = storage::summary_key(round);
  work.outbox.add(
      storage::errand::post(first, round.workspace, round.channel, "", chat::to_json(all.front())), now);
  for (std::size_t part = 1; part < all.size(); ++part)
    work.outbox.add(storage::errand::reply(more_key(round, part), round.workspace, round.channel, first,
                                           chat::to_json(all[part])),
                    now);
  if (round.mode != recognition::standup_mode::dm) return;
  auto const name_of = [&](std::string const& person) {
    return work.people.name_of(round.workspace, person);
  };
  for (auto const& win : work.rituals.answers(round.id)) {
    auto const copy = win_copy(win.author, chat::inert(chat::from_markup(win.text), name_of));
    work.outbox.add(storage::errand::reply(storage::copy_key(win.id), round.workspace, round.channel, first,
                                           chat::to_json(copy)),
                    now);
  }
}

void standup_summary::revise(storage::unit_of_work& work, std::int64_t id, base::time_point now) const {
  auto const round = work.rituals.find_round(id);
  if (!round || !round->closed_at) return;
  auto const all = messages(work, *round);
  auto const first = storage::summary_key(*round);
  if (!work.outbox.revise(first, chat::to_json(all.front()), now)) return;
  std::size_t part = 1;
  for (; part < all.size(); ++part) {
    auto const key = more_key(*round, part);
    auto const body = chat::to_json(all[part]);
    if (!work.outbox.revise(key, body, now))
      work.outbox.add(storage::errand::reply(key, round->workspace, round->channel, first, body), now);
  }
  // Fewer than before: what stood there stands above now.
  while (work.outbox.revise(more_key(*round, part), chat::to_json(nothing_more()), now))
    ++part;
}

bool standup_summary::is_linked(storage::unit_of_work& work, std::int64_t id) const {
  auto const answers = work.rituals.answers(id);
  return std::all_of(answers.begin(), answers.end(),
                     [](recognition::told_win const& win) { return !win.where.timestamp.empty(); });
}

}  // namespace huzzah::features
