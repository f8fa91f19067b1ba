#include "features/wins/commands.hpp"

#include "app/ledger/win_views.hpp"
#include "app/ledger/wins.hpp"
#include "app/people/away_days.hpp"
#include "app/people/people.hpp"
#include "app/phrases.hpp"
#include "base/text.hpp"
#include "chat/say.hpp"
#include "features/wins/reading.hpp"
#include "features/wins/words.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>

namespace huzzah::wins {

namespace {

constexpr auto win_undo_window = std::chrono::minutes{10};
constexpr int last_wins = 10;
constexpr int most_of_week = 30;

/// The names of those who are mentioned in wins, and of their authors.
app::names_by_id names_in(store::reader& from, std::string const& workspace,
                          std::vector<ledger::win_view> const& wins) {
  app::names_by_id known;
  auto const learn = [&](std::string const& id) {
    if (auto name = people::people(from).name_of(workspace, id); !name.empty()) known[id] = std::move(name);
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
    return chat::message(chat::say("I don't know \"{word}\". Did you mean {command}?",
                                   {{"word", word}, {"command", "/wins " + std::string(near)}}));
  return chat::message(
      chat::say("/wins shows yours, /wins week the team's. To note one: /win and what went well."));
}

}  // namespace

commands::commands(app::context const& with, options const& options, recorder& recorder)
    : with_(with), options_(options), recorder_(recorder), people_(with.workspace, with.clock) {}

awaitable<result<std::optional<chat::reply>>> commands::handle(chat::command_invoked const& command) {
  if (command.name == "/win") co_return co_await note(command);
  if (command.name != "/wins") co_return std::optional<chat::reply>();
  auto said = co_await look_back(command);
  if (!said) co_return std::move(said).error();
  co_return std::optional<chat::reply>(chat::reply(std::move(said).value()));
}

awaitable<result<std::optional<chat::reply>>> commands::note(chat::command_invoked const& command) {
  auto const plain = base::to_lower(base::trim(chat::to_plain(command.text)));
  if (plain.empty() || plain == "help") co_return std::optional<chat::reply>(chat::reply(win_help()));
  auto win = read_stated_win(command.text);
  if (!win) {
    auto why = app::one_line(why_no_win(command.text));
    co_return std::optional<chat::reply>(chat::reply(std::move(why)));
  }
  if (plain == "week" || plain == "undo" || plain == "mine") {
    auto const meant = plain == "mine" ? "/wins" : "/wins " + plain;
    auto hint = chat::message(chat::say("Did you mean {command}? Nothing was noted.", {{"command", meant}}));
    co_return std::optional<chat::reply>(chat::reply(std::move(hint)));
  }
  // What is typed to the bot only belongs to no channel, also once it is shared.
  auto const channel = command.in_direct ? std::string() : command.channel;
  // A trigger is never used twice, so there is one revision only.
  ledger::win_source said(chat::message_ref(command.workspace, channel, {}), command.trigger);
  submission told(std::move(said), win_way::command, command.person, base::time_point(), command.at);
  told.labelled = std::move(*win);
  told.shared = !command.in_direct;
  if (told.shared && co_await is_open_to_us(command.channel)) told.copy_to = command.channel;
  auto const shows_itself = told.shared && told.copy_to.empty();
  auto const words = told.labelled;
  auto done = co_await recorder_.record(std::move(told));
  if (!done) co_return std::move(done).error();
  if (done->refused) {
    auto why = chat::reply(win_refused(*done->refused, words, with_.workspace.limits()));
    co_return std::optional<chat::reply>(std::move(why));
  }
  if (!done->win) {
    auto known = chat::reply(chat::message(chat::say("That one is noted already.")));
    co_return std::optional<chat::reply>(std::move(known));
  }
  if (shows_itself && done->shown == win_shown::to_the_team) {
    auto shown = chat::reply(win_copy(command.person, chat::inert(words, {})), true);
    co_return std::optional<chat::reply>(std::move(shown));
  }
  auto noted = chat::reply(win_noted(*done->win, done->shown, done->impacts, done->reached, true));
  co_return std::optional<chat::reply>(std::move(noted));
}

awaitable<bool> commands::is_open_to_us(std::string channel) {
  auto const found = co_await with_.workspace.find_channel(std::move(channel));
  co_return found && found->is_member && !found->is_archived;
}

awaitable<result<chat::message>> commands::look_back(chat::command_invoked const& command) {
  auto const word = base::to_lower(base::trim(chat::to_plain(command.text)));
  if (word.empty() || word == "mine" || word == "me")
    co_return co_await show_mine(command.workspace, command.person);
  if (word == "week") co_return co_await show_week(command.workspace, command.person);
  if (word == "undo") co_return co_await take_back_last(command.workspace, command.person);
  if (word == "help") co_return win_help();
  co_return no_such_wins(word);
}

void commands::add_links(std::vector<ledger::win_view>& wins) const {
  for (auto& win : wins)
    if (!win.where.id.empty()) win.link = with_.workspace.link_to(win.where);
}

awaitable<result<chat::message>> commands::show_mine(std::string workspace, std::string person) {
  auto query = [&](store::reader& from) { return ledger::wins_of(from, workspace, person, last_wins); };
  auto last = co_await with_.store.read(std::move(query));
  if (!last) co_return std::move(last).error();
  auto const found = co_await people_.find(person);
  auto const today = people::zone_of(found ? *found : chat::person()).date_of(with_.clock.now());

  own_wins mine;
  mine.last = std::move(*last);
  add_links(mine.last);
  std::vector<impact> all;
  for (auto const& win : mine.last)
    all.insert(all.end(), win.impacts.begin(), win.impacts.end());
  mine.impacts = added_up(all);

  auto unit = [&](store::reader& from) {
    auto const own = people::viewer::whole("of the author's own");
    mine.count = ledger::win_ledger(from).count(workspace, person, own);
    mine.streak = win_streak(from, options_, workspace, person, 0, today, own);
    return names_in(from, workspace, mine.last);
  };
  auto const known = co_await with_.store.read(std::move(unit));
  if (!known) co_return known.error();
  co_return chat::to_message(wins_of_mine(mine, app::finder(*known)), with_.workspace.limits());
}

awaitable<result<chat::message>> commands::show_week(std::string workspace, std::string person) {
  auto const found = co_await people_.find(person);
  auto const today = people::zone_of(found ? *found : chat::person()).date_of(with_.clock.now());
  auto const to = co_await with_.audience.of_person(workspace, person);
  auto query = [&](store::reader& from) {
    auto found = ledger::shared_wins(from, workspace, calendar::week_start(today), most_of_week, to);
    auto people = people::people(from);
    std::erase_if(found, [&](auto const& win) {
      return win.author != person && people.left_out(workspace, win.author);
    });
    return found;
  };
  auto wins = co_await with_.store.read(std::move(query));
  if (!wins) co_return std::move(wins).error();
  auto asked = ledger::channels_of(*wins);
  auto const readable = co_await with_.audience.readable(to, std::move(asked));
  ledger::keep_heard_in(*wins, readable, to.person());
  add_links(*wins);
  auto unit = [&](store::reader& from) { return names_in(from, workspace, *wins); };
  auto const known = co_await with_.store.read(std::move(unit));
  if (!known) co_return known.error();
  co_return chat::to_message(wins_of_week(*wins, app::finder(*known)), with_.workspace.limits());
}

awaitable<result<chat::message>> commands::take_back_last(std::string workspace, std::string person) {
  auto query = [&](store::reader& from) { return ledger::wins_of(from, workspace, person, last_wins); };
  auto last = co_await with_.store.read(std::move(query));
  if (!last) co_return last.error();
  auto const oldest = with_.clock.now() - win_undo_window;
  std::erase_if(*last, [&](auto const& win) { return win.said_at < oldest; });
  // Messages carry the platform's time, commands ours: the win that was recorded last is the last one.
  auto const earlier = [](auto const& a, auto const& b) { return a.id < b.id; };
  auto const newest = std::max_element(last->begin(), last->end(), earlier);
  if (newest == last->end())
    co_return chat::message(
        chat::say("You noted no win in the last 10 minutes, so there is nothing to take back."));
  auto const done = co_await recorder_.take_back(newest->id, std::move(person));
  if (!done) co_return done.error();
  co_return chat::message(*done ? chat::say("Taken back.") : chat::say("There is nothing to take back."));
}

}  // namespace huzzah::wins
