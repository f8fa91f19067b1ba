// Carries what the features said from the outbox to the chat: once, in order for each place, at the
// platform's pace.
#pragma once

#include "base/clock.hpp"
#include "chat/workspace.hpp"
#include "storage/store.hpp"

#include <optional>
#include <set>
#include <string>

namespace huzzah::features {

/// Takes due outbox rows and delivers them. Rows for one channel or person leave one after the other, in
/// order unless one has to be tried again; several places are served at once. I/O thread only; everything
/// passed in must outlive run().
class courier {
 public:
  /// `doubts_rest`: how long a post that a crash left in doubt is left alone, since what was under way then
  /// may arrive only now.
  courier(asio::any_io_executor executor, storage::store& store, chat::workspace& workspace,
          base::clock& clock, base::duration doubts_rest = base::duration(0));

  /// Delivers until stop(); first settles what a crash left in doubt. Returns when the calls under way have
  /// ended.
  awaitable<> run();
  /// There may be something new in the outbox.
  void wake() { changed_.notify_all(); }
  /// Lets the calls under way finish and starts no more.
  void stop();

 private:
  /// Starts a delivery for every place that is free; returns when there may be more to do.
  awaitable<> dispatch();
  /// Whether as much is under way as may be at once.
  bool is_full() const;
  void start(storage::outbox_row row);
  awaitable<> deliver(storage::outbox_row row);

  /// Does it: where the message then stands, or nowhere for what isn't a post.
  awaitable<result<chat::message_ref>> carry_out(storage::outbox_row const& row);
  awaitable<result<chat::message_ref>> post(storage::outbox_row const& row);
  awaitable<result<chat::message_ref>> change_message(storage::outbox_row const& row);
  /// Where it stands already; not_found when it surely was not done, or may be done again.
  awaitable<result<chat::message_ref>> look_for(storage::outbox_row const& row);
  awaitable<result<std::string>> channel_of(storage::outbox_row const& row);

  /// The row as it is once it is marked; nothing if it need not be sent any more.
  awaitable<std::optional<storage::outbox_row>> mark_sending(std::int64_t id);
  awaitable<> mark_sent(std::int64_t id, chat::message_ref sent);
  awaitable<> give_up_or_postpone(storage::outbox_row const& row, error why);
  /// Writes, again and again until it is written or the courier stops.
  template <class Unit>
  awaitable<> write(Unit unit);
  awaitable<> pause(base::duration length);

  asio::any_io_executor executor_;
  storage::store& store_;
  chat::workspace& workspace_;
  base::clock& clock_;
  base::duration doubts_rest_;
  base::wake_up changed_;
  base::wake_up stopped_;
  std::multiset<std::string> busy_;  ///< places that a delivery is under way to
  std::size_t pausing_ = 0;          ///< of those, how many wait to try again
  base::time_point next_sweep_;
  bool stopping_ = false;
};

}  // namespace huzzah::features
