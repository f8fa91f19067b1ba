// A small workspace with Huzzah's features in it, on a clock that stands still, with a real database. Kudos
// are always there; a test adds the other features that it is about, in the engine's order.
#pragma once

#include "app/context.hpp"
#include "app/delivery/courier.hpp"
#include "app/delivery/outbox.hpp"
#include "app/dispatcher.hpp"
#include "app/history/place_keeper.hpp"
#include "app/ledger/kudos_records.hpp"
#include "app/ledger/standings.hpp"
#include "app/people/audience.hpp"
#include "app/schedule/ritual.hpp"
#include "base/clock.hpp"
#include "features/kudos/feature.hpp"
#include "support/fake_workspace.hpp"
#include "support/moment.hpp"
#include "support/run.hpp"
#include "support/show_result.hpp"
#include "support/temporary_folder.hpp"
#include "support/virtual_clock.hpp"

#include <boost/asio/detached.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huzzah::test {

/// Lets every part of a ritual do what is due, and returns when the first of them is to be asked again.
inline base::time_point run_due(asio::io_context& io, schedule::ritual& one) {
  auto next = base::time_point::max();
  auto const parts = run(io, one.parts()).value();
  for (auto const& part : parts)
    next = std::min(next, run(io, one.run_due(part)));
  return next;
}

class scene {
 public:
  explicit scene(kudos::options options = {}, std::string_view now = "2026-11-18T09:00:00Z",
                 store::open_options const& how = {})
      : clock(test::moment(now)),
        store(store::store::open(folder / "huzzah.db", io.get_executor(), how).value()) {
    add<kudos::feature>(std::move(options));
  }
  scene(scene const&) = delete;
  scene& operator=(scene const&) = delete;
  ~scene() { test::run(io, store->close()); }

  /// Makes a feature out of the scene's context and what more it takes, and lets it see events after those
  /// that are there. It lives as long as the scene.
  template <class Feature, class... More>
  Feature& add(More&&... more) {
    auto made = std::make_unique<Feature>(with, std::forward<More>(more)...);
    auto& added = *made;
    every_feature.push_back(std::move(made));
    return added;
  }

  /// Lets every feature look at an event, as the engine does, and gives what is answered.
  result<std::optional<chat::reply>> tell(chat::event const& happened) {
    auto answer = test::run(io, handle(happened, features()));
    if (answer) settle_places();
    return answer;
  }
  /// The same for one feature that is not among them.
  result<std::optional<chat::reply>> tell(app::feature& only, chat::event const& happened) {
    return test::run(io, handle(happened, {&only}));
  }
  awaitable<result<std::optional<chat::reply>>> handle(chat::event happened, std::vector<app::feature*> by) {
    app::dispatcher dispatcher(*store, clock, std::move(by));
    co_return co_await dispatcher.dispatch(happened, dispatcher.who_wants(happened));
  }
  std::vector<app::feature*> features() const {
    std::vector<app::feature*> all;
    for (auto const& one : every_feature)
      all.push_back(one.get());
    return all;
  }

  /// Finds out who can read the places that are not known, as Huzzah does in the background.
  void settle_places() {
    history::place_keeper keeper(*store, workspace, clock);
    while (test::run(io, keeper.look())) {
    }
  }

  /// `person` says `markup` (see chat::from_markup) in #general, at the time that `id` names.
  chat::message_posted posted(std::string person, std::string_view markup, std::string id) {
    chat::message_posted event;
    event.where = at(std::move(id));
    event.author = std::move(person);
    event.text = chat::from_markup(markup);
    event.at = clock.now();
    return event;
  }
  /// The same in the thread of the message at `first`.
  chat::message_posted replied(std::string person, std::string_view markup, std::string id,
                               std::string first) {
    auto event = posted(std::move(person), markup, std::move(id));
    event.thread = std::move(first);
    return event;
  }
  /// The same to the bot alone, in the direct channel that the fake workspace has for the person.
  chat::message_posted confided(std::string person, std::string_view markup, std::string id) {
    auto event = posted(person, markup, std::move(id));
    event.where.channel = "D" + person;
    event.channel = chat::channel_kind::direct;
    return event;
  }
  chat::message_edited edited(chat::message_posted const& original, std::string_view markup) {
    clock.advance(std::chrono::seconds{5});
    chat::message_edited event;
    event.where = original.where;
    event.author = original.author;
    event.text = chat::from_markup(markup);
    event.thread = original.thread;
    event.channel = original.channel;
    event.posted_at = original.at;
    event.edited_at = clock.now();
    return event;
  }
  chat::message_deleted deleted(chat::message_posted const& original) {
    clock.advance(std::chrono::seconds{5});
    chat::message_deleted event;
    event.where = original.where;
    event.at = clock.now();
    return event;
  }
  chat::reaction_changed reaction(std::string person, std::string id, bool added, std::string author = "U2",
                                  std::string emoji = "trophy") {
    clock.advance(std::chrono::seconds{1});
    chat::reaction_changed event;
    event.where = at(std::move(id));
    event.person = std::move(person);
    event.author = std::move(author);
    event.emoji = std::move(emoji);
    event.added = added;
    event.at = clock.now();
    return event;
  }
  /// The same while the platform does not answer: whenever a feature waits for the clock, `step` passes.
  result<std::optional<chat::reply>> tell_in_silence(chat::event const& happened,
                                                     base::duration step = std::chrono::seconds{3}) {
    base::wake_up silence(io.get_executor());
    workspace.hold_answers = &silence;
    std::optional<result<std::optional<chat::reply>>> answer;
    asio::co_spawn(io, handle(happened, features()), [&](std::exception_ptr bug, auto done) {
      if (bug) std::rethrow_exception(bug);
      answer.emplace(std::move(done));
    });
    while (!answer) {
      run_until(io, [&] { return answer.has_value() || clock.sleepers() > 0; });
      if (answer) break;
      clock.advance(step);
      io.poll();
    }
    workspace.hold_answers = nullptr;
    return std::move(*answer);
  }

  /// What a command typed in `channel` answers.
  chat::reply command(std::string person, std::string_view markup, std::string name = "/kudos",
                      std::string channel = "C1") {
    return tell(typed(std::move(person), markup, std::move(name), std::move(channel))).value().value();
  }
  chat::command_invoked typed(std::string person, std::string_view markup, std::string name = "/kudos",
                              std::string channel = "C1") {
    chat::command_invoked event;
    event.workspace = "T1";
    event.channel = std::move(channel);
    event.person = std::move(person);
    event.name = std::move(name);
    event.text = chat::from_markup(markup);
    event.trigger = "trigger-" + std::to_string(++triggers);
    event.at = clock.now();
    event.in_direct = event.channel.starts_with('D');
    return event;
  }
  /// `person` presses a button of ours in `channel`.
  chat::button_pressed pressed(std::string person, std::string action, std::string value,
                               std::string channel = "C1") {
    chat::button_pressed event;
    event.workspace = "T1";
    event.channel = std::move(channel);
    event.person = std::move(person);
    event.action = std::move(action);
    event.value = std::move(value);
    event.trigger = "trigger-" + std::to_string(++triggers);
    event.at = clock.now();
    return event;
  }
  /// `person` sends a form; each opening of one is a view of its own.
  chat::form_submitted submitted(std::string person, std::string action, std::string context,
                                 std::map<std::string, std::string> values) {
    chat::form_submitted event;
    event.workspace = "T1";
    event.person = std::move(person);
    event.action = std::move(action);
    event.context = std::move(context);
    event.view = "view-" + std::to_string(++triggers);
    event.values = std::move(values);
    event.at = clock.now();
    return event;
  }

  static chat::message_ref at(std::string id) { return {"T1", "C1", std::move(id)}; }

  /// What a unit of work, or a query, gives.
  template <class Unit>
  auto write(Unit unit) {
    return test::run(io, store->write(std::move(unit))).value();
  }
  template <class Query>
  auto read(Query query) {
    return test::run(io, store->read(std::move(query))).value();
  }

  /// Carries everything out of the outbox that is due, as far as that goes without the clock.
  void deliver() {
    for (int round = 0; round < 10 && is_due(); ++round) {
      delivery::courier courier(io.get_executor(), *store, workspace, clock, readers);
      bool ended = false;
      asio::co_spawn(io, courier.run(), [&](std::exception_ptr bug) {
        ended = true;
        if (bug) std::rethrow_exception(bug);
      });
      // Having started what it can, the courier waits for the clock.
      run_until(io, [&] { return clock.sleepers() > 0; });
      courier.stop();
      run_until(io, [&] { return ended; });
    }
  }
  /// Lets everything through that waits for its time, as if all people worked at all times.
  void open_gate(std::string const& workspace_id = "T1") {
    if (!is_gate_open) return;
    write([&, now = clock.now()](store::unit_of_work& work) {
      delivery::outbox out(work);
      for (auto const& person : out.held_people(workspace_id, now, 1'000))
        for (auto const& row : out.held_for(workspace_id, person))
          out.release(row.id, calendar::local_date(), now);
    });
  }
  static app::context always_open(app::context made) {
    made.calm = delivery::calm::at_any_time();
    return made;
  }
  bool is_due() {
    open_gate();
    return write([now = clock.now()](store::unit_of_work& work) {
      return !delivery::outbox(work).due("T1", now, 1).empty() ||
             !delivery::outbox(work).in_doubt("T1").empty();
    });
  }

  std::int64_t received(std::string const& person) { return standing(person).received; }
  std::int64_t given(std::string const& person) { return standing(person).given; }
  ledger::standing standing(std::string const& person) {
    for (auto const& one : read([](store::reader& from) { return ledger::tally(from, {}, {}, true); }))
      if (one.person == person) return one;
    return {};
  }
  std::vector<ledger::recognition_record> records() {
    return read([](store::reader& from) {
      std::vector<ledger::recognition_record> found;
      ledger::for_each_recognition(from, [&](ledger::recognition_record const& one) {
        found.push_back(one);
        return true;
      });
      return found;
    });
  }

  temporary_folder folder;
  asio::io_context io;
  test::virtual_clock clock;
  fake_workspace workspace;
  people::audience readers{workspace, clock};
  std::unique_ptr<store::store> store;
  std::vector<std::unique_ptr<app::feature>> every_feature;  ///< in the order in which they see an event
  app::context with = always_open(app::context(*store, workspace, clock, readers));
  int triggers = 0;
  bool is_gate_open = true;  ///< for what people did not ask for
};

}  // namespace huzzah::test
