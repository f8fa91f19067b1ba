// Which threads belong to rounds of stand-ups.
#pragma once

#include "base/async.hpp"
#include "base/error.hpp"
#include "chat/event.hpp"
#include "storage/store.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>

namespace huzzah::features {

/// Knows what a thread is from the second time on, so that talk in threads costs nothing. I/O thread only;
/// `store` must outlive it.
class round_threads {
 public:
  explicit round_threads(storage::store& store) : store_(store) {}

  /// What is known without asking: the round's id, 0 for any other thread.
  std::optional<std::int64_t> known(chat::message_ref const& first) const;

  /// The round whose thread starts with the message `first`; 0 for any other thread. timed_out while words of
  /// a round are on their way to that channel and may be that message: the answer is known soon.
  awaitable<result<std::int64_t>> round_of(chat::message_ref first);

 private:
  void remember(chat::message_ref const& first, std::int64_t round);

  storage::store& store_;
  std::map<chat::message_ref, std::int64_t> known_;
  std::deque<chat::message_ref> oldest_;
};

}  // namespace huzzah::features
