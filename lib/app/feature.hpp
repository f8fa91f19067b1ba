// What a feature is to the program: it looks at every event and says what follows from it.
#pragma once

#include "app/schedule/ritual.hpp"
#include "base/async.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "chat/event.hpp"
#include "chat/message.hpp"
#include "store/unit_of_work.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::app {

/// What follows from an event.
class plan {
 public:
  plan() = default;
  explicit plan(std::function<void(store::unit_of_work&)> apply_) : apply(std::move(apply_)) {}
  explicit plan(chat::reply answer_) : answer(std::move(answer_)) {}

  /// What a command, button or form is answered with; nullopt where it is another feature's.
  std::optional<chat::reply> answer;
  /// What is recorded and said, in one unit of work with what the other features make of the same event; may
  /// be empty. It may run twice.
  std::function<void(store::unit_of_work&)> apply;
  /// What is done when that is committed, on the I/O thread; may be empty.
  std::function<awaitable<result<>>()> then;
};

/// One thing that Huzzah does. I/O thread only.
class feature {
 public:
  virtual ~feature() = default;

  /// Its name in the log.
  virtual std::string name() const = 0;

  /// False if prepare() would find nothing to do: a quick look that neither waits nor allocates. Most of what
  /// people say is nothing to any feature.
  virtual bool wants(chat::event const& happened) const = 0;

  /// Finds out what follows from an event that it wants. Commands, buttons and forms belong to one feature,
  /// so it may record what they do itself and hand in the answer; what a message or reaction does is recorded
  /// by plan::apply. An error means that the event is to come again. The event outlives the plan.
  virtual awaitable<result<plan>> prepare(chat::event const& happened) = 0;

  /// What it does by the clock; null if nothing.
  virtual schedule::ritual* ritual() { return nullptr; }
  /// Messages whose threads are read when a channel is caught up with, as answers to them may have been
  /// missed.
  virtual std::vector<chat::message_ref> awaits_answers(store::unit_of_work&) { return {}; }
  /// What was missed has been read.
  virtual void caught_up(store::unit_of_work&, base::time_point) {}
  /// What it does beside everything else, until it is cancelled.
  virtual awaitable<> work_behind() { co_return; }
};

}  // namespace huzzah::app
