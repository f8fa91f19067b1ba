#include "features/win_commands.hpp"

#include "base/text.hpp"
#include "features/away_days.hpp"
#include "features/lines.hpp"
#include "features/open_channels.hpp"
#include "features/win_reading.hpp"
#include "features/win_words.hpp"

#include <array>
#include <chrono>
#include <map>

namespace huzzah::features {

namespace {

constexpr auto win_undo_window = std::chrono::minutes{10};
constexpr int last_wins = 10;
constexpr std::size_t most_of_week = 30;
constexpr int most_read = 300;  // of a week: some may be none of the asker's business

/// What those whom wins mention, and their authors, are called.
names_by_id names_in(storage::unit_of_work& work, std::string const& workspace,
                     std::vector<storage::told_win_of> const& wins) {
  names_by_id known;
  auto const learn = [&](std::string const& id) {
    if (auto name = work.people.name_of(workspace, id); !name.empty()) known[id] = std::move(name);
  };
  for (auto const& win : wins) {
    learn(win.author);
    for (auto const& piece : chat::from_markup(win.text))
      if (piece.kind == chat::token_kind::mention) learn(piece.id);
  }
  return known;
}

chat::message no_such_wins(std::string const& word) {
  constexpr std::array<std::string_view, 3> known{"week", "undo", "help"};
  auto const near = base::nearest(word, known);
  if (!near.empty())
    return one_line("I don't know \"" + word + "\". Did you mean /wins " + std::string(near) + "?");
  return one_line("/wins shows yours, /wins week the team's. To note one: /win and what went well.");
}

}  // namespace

win_commands::win_commands(storage::store& store, chat::workspace& workspace, base::clock& clock,
                           win_options const& options, win_recorder& recorder)
    : store_(store),
      workspace_(workspace),
      clock_(clock),
      options_(options),
      recorder_(recorder),
      roster_(workspace, clock) {}

awaitable<result<std::optional<chat::reply>>> win_commands::handle(chat::command_invoked const& command) {
  if (command.name == "/win") co_return co_await note(command);
  if (command.name != "/wins") co_return std::optional<chat::reply>();
  auto said = co_await look_back(command);
  if (!said) co_return std::move(said).error();
  co_return std::optional<chat::reply>(chat::reply(std::move(said).value()));
}

awaitable<result<std::optional<chat::reply>>> win_commands::note(chat::command_invoked const& command) {
  auto const plain = base::to_lower(base::trim(chat::to_plain(command.text)));
  if (plain.empty() || plain == "help") co_return std::optional<chat::reply>(chat::reply(win_help()));
  auto win = read_stated_win(command.text);
  if (!win) {
    auto why = one_line(std::string(why_no_win(command.text)));
    co_return std::optional<chat::reply>(chat::reply(std::move(why)));
  }
  if (plain == "week" || plain == "undo" || plain == "mine") {
    auto hint =
        one_line("Did you mean /wins" + (plain == "mine" ? "" : " " + plain) + "? Nothing was noted.");
    co_return std::optional<chat::reply>(chat::reply(std::move(hint)));
  }
  // What is typed to the bot alone belongs to no channel, also once it is shared.
  auto const channel = command.in_direct ? std::string() : command.channel;
  // A trigger is never used twice, so there is one revision only.
  storage::win_source said(chat::message_ref(command.workspace, channel, {}), command.trigger);
  win_telling told(std::move(said), win_way::command, command.person, base::time_point(), command.at);
  told.labelled = std::move(*win);
  told.shared = !command.in_direct;
  if (told.shared && co_await is_open_to_us(command.channel)) told.copy_to = command.channel;
  auto const shows_itself = told.shared && told.copy_to.empty();
  auto const words = told.labelled;
  auto done = co_await recorder_.record(std::move(told));
  if (!done) co_return std::move(done).error();
  if (!done->win) {
    auto known = chat::reply(one_line("That one is noted already."));
    co_return std::optional<chat::reply>(std::move(known));
  }
  if (shows_itself && done->shown == win_shown::to_the_team) {
    auto shown = chat::reply(win_copy(command.person, chat::inert(words, {})), true);
    co_return std::optional<chat::reply>(std::move(shown));
  }
  auto noted = chat::reply(win_noted(*done->win, done->shown, done->impacts, done->reached, true));
  co_return std::optional<chat::reply>(std::move(noted));
}

awaitable<bool> win_commands::is_open_to_us(std::string channel) {
  auto const found = co_await workspace_.find_channel(std::move(channel));
  co_return found && found->is_member && !found->is_archived;
}

awaitable<result<chat::message>> win_commands::look_back(chat::command_invoked const& command) {
  auto const word = base::to_lower(base::trim(chat::to_plain(command.text)));
  if (word.empty() || word == "mine" || word == "me")
    co_return co_await show_mine(command.workspace, command.person);
  if (word == "week") co_return co_await show_week(command.workspace, command.person, command.channel);
  if (word == "undo") co_return co_await take_back_last(command.workspace, command.person);
  if (word == "help") co_return win_help();
  co_return no_such_wins(word);
}

void win_commands::add_links(std::vector<storage::told_win_of>& wins) const {
  for (auto& win : wins)
    if (!win.where.timestamp.empty()) win.link = workspace_.link_to(win.where);
}

awaitable<result<chat::message>> win_commands::show_mine(std::string workspace, std::string person) {
  auto query = [&](storage::reader& from) { return from.wins_of(workspace, person, last_wins); };
  auto last = co_await store_.read(std::move(query));
  if (!last) co_return std::move(last).error();
  auto const found = co_await roster_.find(person);
  auto const today = zone_of(found ? *found : chat::person()).date_of(clock_.now());

  own_wins mine;
  mine.last = std::move(*last);
  add_links(mine.last);
  std::vector<recognition::impact> all;
  for (auto const& win : mine.last)
    all.insert(all.end(), win.impacts.begin(), win.impacts.end());
  mine.impacts = recognition::added_up(all);

  auto unit = [&](storage::unit_of_work& work) {
    mine.count = work.wins.count(workspace, person, storage::which_wins::all);
    mine.streak = win_streak(work, options_, workspace, person, {}, today, storage::which_wins::all);
    return names_in(work, workspace, mine.last);
  };
  auto const known = co_await store_.write(std::move(unit));
  if (!known) co_return known.error();
  co_return wins_of_mine(mine, finder(*known));
}

awaitable<result<chat::message>> win_commands::show_week(std::string workspace, std::string person,
                                                         std::string channel) {
  auto const found = co_await roster_.find(std::move(person));
  auto const today = zone_of(found ? *found : chat::person()).date_of(clock_.now());
  auto query = [&](storage::reader& from) {
    return from.shared_wins(workspace, calendar::week_start(today), most_read);
  };
  auto wins = co_await store_.read(std::move(query));
  if (!wins) co_return std::move(wins).error();
  auto asked = channels_of(*wins);
  keep_open(*wins, co_await open_channels(workspace_, std::move(asked), std::move(channel)));
  if (wins->size() > most_of_week) wins->resize(most_of_week);
  add_links(*wins);
  auto unit = [&](storage::unit_of_work& work) { return names_in(work, workspace, *wins); };
  auto const known = co_await store_.write(std::move(unit));
  if (!known) co_return known.error();
  co_return wins_of_week(*wins, finder(*known));
}

awaitable<result<chat::message>> win_commands::take_back_last(std::string workspace, std::string person) {
  auto query = [&](storage::reader& from) { return from.wins_of(workspace, person, 1); };
  auto const last = co_await store_.read(std::move(query));
  if (!last) co_return last.error();
  if (last->empty() || last->front().said_at < clock_.now() - win_undo_window)
    co_return one_line("You noted no win in the last 10 minutes, so there is nothing to take back.");
  auto const done = co_await recorder_.take_back(last->front().id, std::move(person));
  if (!done) co_return done.error();
  co_return one_line(*done ? "Taken back." : "There is nothing to take back.");
}

}  // namespace huzzah::features
