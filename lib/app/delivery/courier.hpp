// Carries what the features said from the outbox to the chat: once, in order for each place, at the
// platform's pace.
#pragma once

#include "app/delivery/outbox.hpp"
#include "app/people/audience.hpp"
#include "base/clock.hpp"
#include "chat/poster.hpp"
#include "store/store.hpp"

#include <optional>
#include <set>
#include <string>

namespace huzzah::delivery {

/// Takes due outbox rows and delivers them. Rows for one channel or person leave one after the other, in
/// order unless one has to be tried again; several places are served at once, and none waits for what there
/// is to do in another (see outbox::take_turns). Reactions have deliveries of their own, so that no words
/// wait for them. I/O thread only; everything passed in must outlive run().
class courier {
 public:
  /// `doubts_rest`: how long to wait before a post that a crash left in doubt is looked for, since what was
  /// under way then may arrive only now.
  courier(asio::any_io_executor executor, store::store& store, chat::poster& poster, base::clock& clock,
          people::audience& readers, base::duration doubts_rest = base::duration(0));

  /// Delivers until stop(); first settles what a crash left in doubt. Returns when the calls under way have
  /// ended.
  awaitable<> run();
  /// There may be something new in the outbox.
  void wake() { changed_.notify_all(); }
  /// Waits, from the call on, until a delivery has ended or there may be something new in the outbox.
  awaitable<> next_change() { return changed_.wait(); }
  /// Lets the calls under way finish and starts no more.
  void stop();

 private:
  /// Starts a delivery for every place that is free; returns when there may be more to do.
  awaitable<> dispatch();
  /// Deliveries under way: of reactions, or of all else.
  class lane {
   public:
    explicit lane(std::size_t most) : most_at_once(most) {}
    /// How many more may start.
    std::size_t room() const;

    std::size_t most_at_once;
    std::multiset<std::string> places;
    std::multiset<std::string> queues;
    std::size_t pausing = 0;  ///< of those, how many wait to try again
  };
  lane& lane_of(outbox_row const& row);
  void start(outbox_row row);
  awaitable<> deliver(outbox_row row);

  /// Does it. Returns where the message then is, or an empty place for what isn't a post.
  awaitable<result<chat::message_ref>> carry_out(outbox_row const& row);
  awaitable<result<chat::message_ref>> post(outbox_row const& row);
  /// What it says to the person who gets it.
  awaitable<result<chat::message>> words(outbox_row const& row);
  awaitable<result<chat::message_ref>> change_message(outbox_row const& row);
  /// Where it was posted already; not_found when it surely was not done, or may be done again.
  awaitable<result<chat::message_ref>> look_for(outbox_row const& row);

  /// The row as it is once it is marked; nothing if it need not be sent any more.
  awaitable<std::optional<outbox_row>> mark_sending(std::int64_t id);
  awaitable<> mark_sent(std::int64_t id, chat::message_ref sent);
  awaitable<> give_up_or_postpone(outbox_row const& row, error why);
  /// Writes, again and again until it is written or the courier stops.
  template <class Unit>
  awaitable<> write(Unit unit);
  awaitable<> pause(base::duration length);
  /// The same within a delivery, whose turn another may have for as long.
  awaitable<> pause(lane& in, base::duration length);

  asio::any_io_executor executor_;
  store::store& store_;
  chat::poster& poster_;
  base::clock& clock_;
  people::audience& readers_;
  base::duration doubts_rest_;
  base::wake_up changed_;
  base::wake_up stopped_;
  lane words_;
  lane reactions_;
  base::time_point next_sweep_;
  bool stopping_ = false;
};

}  // namespace huzzah::delivery
