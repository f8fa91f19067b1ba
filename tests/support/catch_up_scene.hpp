// The scene with a past: what is said in it stands in the workspace's history, whether anybody tells of it or
// not, and a bot that comes and goes.
#pragma once

#include "app/history/catch_up.hpp"
#include "features/kudos/catch_up_notice.hpp"
#include "features/standups/rounds.hpp"
#include "support/rounds_scene.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huzzah::test {

using namespace std::chrono_literals;

class catch_up_scene : public rounds_scene {
 public:
  explicit catch_up_scene(kudos::options kudos = {}, history::catch_up_options wanted = {})
      : rounds_scene(std::move(kudos)), options(wanted) {
    workspace.channels.erase("C2");
  }
  ~catch_up_scene() { leave(); }

  /// Somebody says something, and nobody tells the bot.
  chat::past_message& say(std::string person, std::string_view markup, std::string thread = {},
                          std::string channel = "C1") {
    clock.advance(1s);
    auto& all = workspace.past[channel];
    auto& one = all.emplace_back();
    one.at = clock.now();
    one.where = chat::message_ref("T1", channel, workspace.id_at(one.at));
    one.author = person;
    one.said.emplace();
    one.said->where = one.where;
    one.said->author = std::move(person);
    one.said->text = chat::from_markup(markup);
    one.said->thread = thread;
    one.said->at = one.at;
    one.said->is_past = true;
    if (!thread.empty()) {
      auto& first = find(thread);
      first.has_replies = true;
      first.latest_reply = all.back().where.id;
    }
    return all.back();
  }
  /// The same, and the bot is told when it happens. Its id.
  std::string say_live(std::string person, std::string_view markup, std::string thread = {}) {
    auto event = *say(std::move(person), markup, std::move(thread)).said;
    event.is_past = false;
    tell(event).value();
    return event.where.id;
  }
  void edit(std::string const& id, std::string_view markup) {
    clock.advance(1s);
    auto& one = find(id);
    one.said->text = chat::from_markup(markup);
    one.edited_at = clock.now();
  }
  void remove(std::string const& id, std::string const& channel = "C1") {
    std::erase_if(workspace.past[channel], [&](auto const& one) { return one.where.id == id; });
  }
  void react(std::string const& id, std::string person, std::string emoji = "trophy") {
    auto& reactions = find(id).reactions;
    auto one =
        std::find_if(reactions.begin(), reactions.end(), [&](auto& had) { return had.emoji == emoji; });
    if (one == reactions.end()) {
      reactions.emplace_back().emoji = std::move(emoji);
      one = reactions.end() - 1;
    }
    one->people.push_back(std::move(person));
  }
  void unreact(std::string const& id) { find(id).reactions.clear(); }
  chat::past_message& find(std::string const& id) {
    for (auto& [channel, all] : workspace.past)
      for (auto& one : all)
        if (one.where.id == id) return one;
    throw std::runtime_error("nobody said that");
  }

  /// The bot starts, and its connection comes.
  void start() {
    leave();
    ended = false;
    auto handle = [this](chat::event event) { return give(std::move(event)); };
    catching_up = std::make_unique<history::catch_up>(io.get_executor(), *store, workspace, clock, options,
                                                      hooks(), std::move(handle), [this] { ++woken; });
    asio::co_spawn(io, catching_up->run(), [this](std::exception_ptr bug) {
      ended = true;
      if (bug) std::rethrow_exception(bug);
    });
    connect();
  }
  /// The bot hears of a message that somebody posts now.
  void hear(std::string channel, std::string person = "U1") {
    chat::message_posted live;
    live.where = chat::message_ref("T1", std::move(channel), workspace.id_at(clock.now()));
    live.author = std::move(person);
    live.at = clock.now();
    catching_up->noticed(chat::event(live));
  }
  void connect() {
    clock.advance(1s);
    workspace.as_of = clock.now();
    catching_up->connected();
  }
  /// Also of the background there is nothing left.
  void until_caught_up() {
    run_until(io, [this] { return catching_up->stats().is_complete; });
  }
  /// The bot comes, reads what it missed, and stays.
  void come() {
    start();
    until_caught_up();
  }
  void leave() {
    if (!catching_up) return;
    catching_up->stop();
    run_until(io, [this] { return ended; });
    catching_up.reset();
  }
  /// The bot was there once, and knows where it was.
  void have_been_here() {
    come();
    leave();
  }

  std::vector<std::string> kudos() {
    std::vector<std::string> standing;
    for (auto const& one : records())
      if (!one.retracted_at) standing.push_back(one.giver + ">" + one.receiver + " " + one.reason);
    std::sort(standing.begin(), standing.end());
    return standing;
  }

  history::catch_up_options options;
  std::unique_ptr<history::catch_up> catching_up;
  bool ended = true;
  int woken = 0;                  ///< how often it said that there may be something to do
  std::vector<chat::event> told;  ///< what catching up gave to the features

 private:
  /// As the engine has them.
  static history::catch_up_hooks hooks() {
    history::catch_up_hooks made;
    made.asked = [](store::unit_of_work& work) { return standups::rounds(work).where_awaited("T1"); };
    made.ended = [](store::unit_of_work& work, base::time_point now) {
      kudos::tell_of_late_kudos(work, "T1", "trophy", now);
    };
    return made;
  }
  awaitable<result<>> give(chat::event event) {
    told.push_back(event);
    auto const done = co_await handle(std::move(event), features());
    if (!done) co_return done.error();
    co_return result<>();
  }
};

}  // namespace huzzah::test
