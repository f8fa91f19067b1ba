// A small workspace with Huzzah's features in it, on a clock that stands still, with a real database.
#pragma once

#include "base/clock.hpp"
#include "calendar/timestamp.hpp"
#include "features/courier.hpp"
#include "features/kudos_feature.hpp"
#include "support/fake_workspace.hpp"
#include "support/run.hpp"
#include "support/show_result.hpp"
#include "support/temporary_folder.hpp"

#include <boost/asio/detached.hpp>

#include <string>
#include <string_view>

namespace huzzah::test {

class scene {
 public:
  explicit scene(features::kudos_options options = {}, std::string_view now = "2026-11-18T09:00:00Z")
      : clock(calendar::parse_rfc3339(now).value()),
        store(storage::store::open(folder / "huzzah.db", io.get_executor()).value()),
        kudos(*store, workspace, clock, std::move(options)) {}
  scene(scene const&) = delete;
  scene& operator=(scene const&) = delete;
  ~scene() { test::run(io, store->close()); }

  /// Lets the feature look at an event, and gives what it answers.
  result<std::optional<chat::reply>> tell(chat::event const& happened) {
    return test::run(io, kudos.handle(happened));
  }

  /// `person` says `markup` (see chat::from_markup) in #general, at the time that `timestamp` names.
  chat::message_posted posted(std::string person, std::string_view markup, std::string timestamp) {
    chat::message_posted event;
    event.where = at(std::move(timestamp));
    event.author = std::move(person);
    event.text = chat::from_markup(markup);
    event.at = clock.now();
    return event;
  }
  chat::message_edited edited(chat::message_posted const& original, std::string_view markup) {
    clock.advance(std::chrono::seconds{5});
    chat::message_edited event;
    event.where = original.where;
    event.author = original.author;
    event.text = chat::from_markup(markup);
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
  chat::reaction_changed reaction(std::string person, std::string timestamp, bool added,
                                  std::string author = "U2", std::string emoji = "trophy") {
    clock.advance(std::chrono::seconds{1});
    chat::reaction_changed event;
    event.where = at(std::move(timestamp));
    event.person = std::move(person);
    event.author = std::move(author);
    event.emoji = std::move(emoji);
    event.added = added;
    event.at = clock.now();
    return event;
  }
  /// What /kudos answers.
  chat::reply command(std::string person, std::string_view markup) {
    chat::command_invoked event;
    event.workspace = "T1";
    event.channel = "C1";
    event.person = std::move(person);
    event.name = "/kudos";
    event.text = chat::from_markup(markup);
    event.trigger = "trigger-" + std::to_string(++triggers);
    event.at = clock.now();
    return tell(event).value().value();
  }

  static chat::message_ref at(std::string timestamp) { return {"T1", "C1", std::move(timestamp)}; }

  /// Carries everything out of the outbox that is due, as far as that goes without the clock.
  void deliver() {
    for (int round = 0; round < 10 && is_due(); ++round) {
      features::courier courier(io.get_executor(), *store, workspace, clock);
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
  bool is_due() {
    auto unit = [now = clock.now()](storage::unit_of_work& work) {
      return !work.outbox.due(now, 1).empty() || !work.outbox.in_doubt().empty();
    };
    return test::run(io, store->write(std::move(unit))).value();
  }

  std::int64_t received(std::string const& person) { return standing(person).received; }
  std::int64_t given(std::string const& person) { return standing(person).given; }
  storage::standing standing(std::string const& person) {
    auto query = [](storage::reader& from) { return from.tally(); };
    for (auto const& one : test::run(io, store->read(std::move(query))).value())
      if (one.person == person) return one;
    return {};
  }
  std::vector<storage::recognition_record> records() {
    auto query = [](storage::reader& from) {
      std::vector<storage::recognition_record> all;
      from.for_each_recognition([&](storage::recognition_record const& one) {
        all.push_back(one);
        return true;
      });
      return all;
    };
    return test::run(io, store->read(std::move(query))).value();
  }

  temporary_folder folder;
  asio::io_context io;
  base::virtual_clock clock;
  fake_workspace workspace;
  std::unique_ptr<storage::store> store;
  features::kudos_feature kudos;
  int triggers = 0;
};

}  // namespace huzzah::test
