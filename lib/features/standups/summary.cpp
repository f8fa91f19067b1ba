#include "features/standups/summary.hpp"

#include "app/delivery/outbox.hpp"
#include "app/ledger/win_views.hpp"
#include "app/ledger/wins.hpp"
#include "app/people/away_days.hpp"
#include "app/people/people.hpp"
#include "features/standups/book.hpp"
#include "features/standups/rounds.hpp"
#include "features/standups/summary_words.hpp"
#include "features/wins/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>

namespace huzzah::standups {

namespace {

/// Streaks of working days are counted over two years at most.
constexpr auto streaks_reach_back = std::chrono::days{730};

std::string more_key(standup_round const& round, std::size_t part) {
  return fmt::format("{}:more:{}", summary_key(round), part);
}

/// The names of those who are mentioned in wins.
std::map<std::string, std::string> teammates_in(store::unit_of_work& work, std::string const& workspace,
                                                std::vector<ledger::win_view> const& wins) {
  std::map<std::string, std::string> found;
  for (auto const& win : wins)
    for (auto const& piece : chat::from_markup(win.text))
      if (piece.kind == chat::token_kind::mention)
        found.emplace(piece.id, people::people(work).name_of(workspace, piece.id));
  return found;
}

/// Whose row of working days reached a number worth a nod with this round, in the order of their answers.
std::vector<wins::achievement> streaks_of(store::unit_of_work& work, std::string const& workspace,
                                          std::vector<ledger::win_view> const& wins,
                                          calendar::workdays const& team, people::viewer const& to) {
  std::vector<wins::achievement> found;
  std::set<std::string> seen;
  for (auto const& win : wins) {
    if (!seen.insert(win.author).second) continue;
    auto const days =
        ledger::win_ledger(work).days(workspace, win.author, win.said_on - streaks_reach_back, to);
    auto const is_free =
        people::free_days(team, people::away_days::of(people::people(work), workspace, win.author));
    auto const length = wins::streak_on(win.said_on, days, is_free);
    if (!wins::is_streak_milestone(length)) continue;
    auto& one = found.emplace_back();
    one.person = win.author;
    one.name = win.author_name;
    one.number = length;
  }
  return found;
}

}  // namespace

summary_keeper::summary_keeper(std::vector<settings> configured, chat::poster const& poster)
    : configured_(std::move(configured)), poster_(&poster) {}

calendar::workdays summary_keeper::workdays(store::connection& on, std::string const& workspace,
                                            std::string const& standup) const {
  if (standup.empty()) {
    std::vector<settings> all;
    for (auto& one : book::all_in(people::people(on), workspace, configured_))
      if (!one.notes.off) all.push_back(std::move(one.settings));
    return working_days(all);
  }
  auto const known = book::find_in(people::people(on), workspace, configured_, standup);
  return known ? known->settings.on : calendar::workdays();
}

std::vector<chat::message> summary_keeper::messages(store::unit_of_work& work,
                                                    standup_round const& round) const {
  round_summary told;
  told.date = round.date;
  told.question = round.question;
  told.wins = rounds(work).answers(round.id);
  for (auto& win : told.wins)
    if (!win.where.id.empty()) win.link = poster_->link_to(win.where);
  told.teammates = teammates_in(work, round.workspace, told.wins);
  told.streaks = streaks_of(work, round.workspace, told.wins, workdays(work, round.workspace, round.name),
                            people::viewer::of_place(round.channel));
  told.in_private = round.mode == standup_mode::dm;
  return chat::to_messages(summarise(told), poster_->limits());
}

void summary_keeper::post(store::unit_of_work& work, standup_round const& round, base::time_point now) const {
  auto const all = messages(work, round);
  auto const first = summary_key(round);
  delivery::outbox(work).add(outgoing_summary(round, chat::to_json(all.front())), now);
  for (std::size_t part = 1; part < all.size(); ++part)
    delivery::outbox(work).add(delivery::outgoing::reply(more_key(round, part), round.workspace,
                                                         round.channel, first, chat::to_json(all[part])),
                               now);
  if (round.mode != standup_mode::dm) return;
  auto const name_of = [&](std::string const& person) {
    return people::people(work).name_of(round.workspace, person);
  };
  for (auto const& win : rounds(work).answers(round.id)) {
    auto const copy = wins::win_copy(win.author, chat::inert(chat::from_markup(win.text), name_of));
    auto what = delivery::outgoing::reply(ledger::copy_key(win.id), round.workspace, round.channel, first,
                                          chat::to_json(copy));
    what.subject = {delivery::subject_kind::win, win.id};
    delivery::outbox(work).add(what, now);
  }
}

void summary_keeper::revise(store::unit_of_work& work, std::int64_t id, base::time_point now) const {
  auto const round = rounds(work).find_round(id);
  if (!round || !round->closed_at) return;
  auto const all = messages(work, *round);
  auto const first = summary_key(*round);
  if (!delivery::outbox(work).revise(first, chat::to_json(all.front()), now)) return;
  std::size_t part = 1;
  for (; part < all.size(); ++part) {
    auto const key = more_key(*round, part);
    auto const body = chat::to_json(all[part]);
    if (!delivery::outbox(work).revise(key, body, now))
      delivery::outbox(work).add(
          delivery::outgoing::reply(key, round->workspace, round->channel, first, body), now);
  }
  // Fewer than before: the contents of the remaining messages are in the ones above now.
  while (delivery::outbox(work).revise(more_key(*round, part), chat::to_json(nothing_more()), now))
    ++part;
}

bool summary_keeper::is_linked(store::unit_of_work& work, std::int64_t id) const {
  auto const answers = rounds(work).answers(id);
  return std::all_of(answers.begin(), answers.end(),
                     [](ledger::win_view const& win) { return !win.where.id.empty(); });
}

}  // namespace huzzah::standups
