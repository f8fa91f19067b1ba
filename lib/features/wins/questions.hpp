// What wins need to know of the questions that they may answer.
#pragma once

#include "base/async.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "calendar/workdays.hpp"
#include "chat/event.hpp"
#include "store/unit_of_work.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::wins {

/// A question that people are asked, and what becomes of its answers.
class question {
 public:
  std::int64_t id = 0;    ///< the number that its answers keep
  std::string reference;  ///< the same as buttons carry it
  std::string words;
  std::string channel;      ///< whose members hear the answers
  std::string first;        ///< the key of our message in whose thread we show answers from elsewhere
  bool in_private = false;  ///< people are asked one by one; the channel hears the answers at close
  bool is_closed = false;   ///< a summary was posted, and changes with the answers
};

/// The questions of a feature that asks people what went well. Of the numbers of questions 0 is none.
/// of_thread() is called on the I/O thread, changed() within a unit of work on the writer thread, all others
/// on the writer or the reader thread.
class questions {
 public:
  virtual ~questions() = default;

  /// The question whose thread starts with the message `first`; 0 for any other thread. `person`: whose
  /// direct channel with the bot that is in, '' for any other channel. timed_out where that is known only
  /// soon. I/O thread only.
  virtual awaitable<result<std::int64_t>> of_thread(chat::message_ref first, std::string person) = 0;

  virtual std::optional<question> find(store::connection& on, std::int64_t id) const = 0;
  /// The same by what a button carries.
  virtual std::optional<question> find(store::connection& on, std::string const& workspace,
                                       std::string const& reference) const = 0;
  /// Those that wait for answers in that channel, newest first.
  virtual std::vector<std::int64_t> open_in(store::connection& on, std::string const& workspace,
                                            std::string const& channel) const = 0;
  /// Those that a person may answer by a message to the bot at `at`, newest first.
  virtual std::vector<std::int64_t> open_to(store::connection& on, std::string const& workspace,
                                            std::string const& person, base::time_point at) const = 0;
  /// The channels in which a person's win fits that answers no question, the best first.
  virtual std::vector<std::string> channels_for(store::connection& on, std::string const& workspace,
                                                std::string const& person, base::time_point now) const = 0;
  /// The days on which those who are asked work; for 0, those of the whole house.
  virtual calendar::workdays workdays(store::connection& on, std::string const& workspace,
                                      std::int64_t id) const = 0;
  /// Something about the answers to a closed question has changed: its summary is to say so.
  virtual void changed(store::unit_of_work& work, std::int64_t id, base::time_point now) const = 0;
};

}  // namespace huzzah::wins
