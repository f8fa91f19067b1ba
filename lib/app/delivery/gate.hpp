// Between the outbox and a person: messages that they did not ask for come in their working hours, not while
// they are away, and few a day.
#pragma once

#include "app/delivery/calm.hpp"
#include "app/delivery/outbox.hpp"
#include "app/people/when.hpp"
#include "base/async.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "chat/directory.hpp"
#include "store/store.hpp"

#include <functional>
#include <optional>
#include <string>

namespace huzzah::delivery {

/// What is known of a person when it is decided what may come to them.
class receiver {
 public:
  chat::person person;
  calendar::workdays house;  ///< the days off of the house
  int questions_ahead = 0;   ///< how many are going to be asked of them today
};

/// The facts about a receiver by which people::when() decides; within a unit of work.
people::person_facts facts_of(store::connection& on, std::string const& workspace, receiver const& who,
                              calm const& rules);

/// Decides about all that waits for a person. What may come is sent: each in a message of its own while the
/// day has room for another one after it, the rest together in the day's last one, to which is added what
/// comes later. Notes on kudos that waited while the person was away become one message: their page has them.
void open_gate(store::connection& on, std::string const& workspace, receiver const& who, calm const& rules,
               base::time_point now);

/// Puts in a message that comes now or not at all: a reminder. False if the person is away, doesn't work now,
/// wants none, or the day has no room for it.
bool add_if_room(store::connection& on, outgoing what, receiver const& who, calm const& rules,
                 base::time_point now);
/// Whether the day of a receiver has no room for another message.
bool is_day_full(store::connection& on, std::string const& workspace, receiver const& who, calm const& rules,
                 base::time_point now);
/// Puts in a question that comes at its own hour. It counts for the receiver's day; false if that is full.
bool add_question(store::connection& on, outgoing what, receiver const& who, calm const& rules,
                  base::time_point now);

/// Knows how many questions are yet to be asked of a person on their own today. A feature offers it.
class asker {
 public:
  virtual ~asker() = default;
  virtual awaitable<result<int>> questions_ahead(chat::person who, base::time_point now) = 0;
};

/// Opens the gate when its time has come. I/O thread only; what is passed in must outlive it.
class gate {
 public:
  using house_days = std::function<awaitable<result<calendar::workdays>>()>;
  /// `days` may be empty, and `questions` null.
  gate(asio::any_io_executor executor, store::store& store, chat::directory& directory, base::clock& clock,
       calm rules, house_days days, asker* questions);

  /// Until stop().
  awaitable<> run();
  /// There may be something new in the outbox.
  void wake() { changed_.notify_all(); }
  void stop();
  /// One look at those whose time has come. False where nothing could be done.
  awaitable<bool> look();

 private:
  awaitable<bool> look_at(std::string person);
  awaitable<std::optional<base::time_point>> next_look();

  store::store& store_;
  chat::directory& directory_;
  base::clock& clock_;
  calm rules_;
  house_days days_;
  asker* questions_;
  base::wake_up changed_;
  bool stopping_ = false;
};

}  // namespace huzzah::delivery
