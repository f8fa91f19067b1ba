// After a time without a connection, reads what was said in the meantime and settles it through the path of
// live events, so that reading something twice, or what also arrived live, changes nothing. In which order is
// decided by catch_up_fsm.
#pragma once

#include "app/history/catch_up_fsm.hpp"
#include "app/history/catch_up_hooks.hpp"
#include "app/history/catch_up_options.hpp"
#include "app/history/catch_up_reconciler.hpp"
#include "app/history/watermarks.hpp"
#include "base/clock.hpp"
#include "chat/workspace.hpp"
#include "store/store.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace huzzah::history {

/// How far it has come.
class catch_up_stats {
 public:
  std::size_t channels_to_go = 0;
  std::uint64_t messages = 0;   ///< looked at since the start
  std::chrono::seconds lag{0};  ///< how far back the oldest gap begins; 0 without one
  bool is_complete = false;     ///< live events arrive, and there is nothing more to read
};

/// I/O thread only; what is passed in must outlive run().
class catch_up {
 public:
  /// `handle` gives an event to every feature, `wake_others` says that there may be something to do and say.
  catch_up(asio::any_io_executor executor, store::store& store, chat::workspace& workspace,
           base::clock& clock, catch_up_options options, catch_up_hooks hooks,
           catch_up_reconciler::handler handle, std::function<void()> wake_others);

  /// Runs until stop(); until when events came is then written down.
  awaitable<> run();
  void stop();

  /// Live events arrive from now on, after a time in which they did not; or they no longer do.
  void connected();
  void disconnected();
  /// A live event: the channel that it comes from is one to follow. An event from before the connection was
  /// sent again; changes of its message since then may have been missed, so the message is read again.
  void noticed(chat::event const& live);
  /// A live event could not be dealt with. The platform sends it again for some minutes, and then gives up:
  /// the past is read once more, as after a time without a connection.
  void missed();

  catch_up_stats stats() const;
  /// Whether live events arrive, and no earlier ones are missing from where people talk and rituals happen.
  /// The rest is read in the background.
  bool is_caught_up() const;
  /// Whether a ritual about that channel waits: something that was said there is missing. It is read next.
  bool keeps(std::string const& channel);

 private:
  using channels = std::vector<chat::channel_facts>;
  using reactions = std::vector<chat::past_reaction>;
  using moments = std::map<std::string, base::time_point>;
  using marks = std::map<std::string, watermark>;
  using facts_by_id = std::map<std::string, chat::channel_facts>;

  /// Keeps the watermarks of the live events.
  awaitable<> follow();
  awaitable<> write_progress();
  awaitable<> look_for_new_channels();
  /// Those channels that we came into while no events came, and when that was.
  awaitable<result<moments>> arrivals(channels const& own, std::uint64_t connection);
  awaitable<result<std::optional<base::time_point>>> arrival(chat::channel_facts const& channel,
                                                             std::uint64_t connection);

  /// Closes the gaps that each new connection finds: lists channels, and reads ahead and behind.
  awaitable<> read_gaps();
  awaitable<result<>> begin(std::uint64_t connection);
  /// `asked`: as the hook of that name gives it.
  void plan(std::vector<chat::message_ref> const& asked);
  awaitable<> list(std::uint64_t connection);
  awaitable<result<>> list_all(std::uint64_t connection);
  awaitable<result<>> take(channels const& listed, std::uint64_t connection);
  /// Forgets channels that we are no longer in.
  awaitable<result<>> forget_left();
  awaitable<> read_lane(lane of, std::uint64_t connection);
  awaitable<> something_to_read(std::uint64_t seen);
  awaitable<> work_on(catch_up_job job, std::uint64_t connection);
  awaitable<> tell_of_end();
  /// Whether there is nothing more to read, and to tell of it.
  bool is_all_read() const { return order_.is_complete() && !untold_[0] && !untold_[1]; }
  void log_end();

  /// One channel.
  awaitable<result<>> read(catch_up_job job, std::uint64_t connection);
  awaitable<result<>> read_channel(chat::channel_facts const& channel, look part, std::uint64_t connection);
  awaitable<result<>> settle(std::string const& channel, base::time_point up_to, bool is_all);
  awaitable<> ask_again(std::uint64_t connection);
  void log_progress(chat::channel_facts const& channel);

  /// What is asked and given again and again.
  awaitable<result<chat::channel_page>> own_channels(std::string cursor, std::uint64_t connection);
  awaitable<result<chat::past_page>> page(chat::past_query wanted, std::uint64_t connection);
  awaitable<result<chat::past_page>> message(chat::message_ref where, chat::channel_kind kind,
                                             std::uint64_t connection);
  awaitable<result<reactions>> all_reactions(chat::message_ref where, std::uint64_t connection);
  catch_up_reconciler::asking asking(chat::channel_kind kind, bool can_wait, std::uint64_t connection);
  awaitable<result<>> handle(chat::event event);
  awaitable<result<>> try_event(chat::event event, std::uint64_t connection);
  /// Whether the platform lets us read a channel no more, or never did.
  static bool is_closed_to_us(errc code);
  /// Makes a call until it succeeds, or can't, or the connection is another.
  template <class T>
  awaitable<result<T>> patiently(std::uint64_t connection, std::function<awaitable<result<T>>()> call);
  /// Waits, but no longer than the connection lasts.
  awaitable<> rest(base::duration length, std::uint64_t connection);
  bool goes_on(std::uint64_t connection) const { return !stopping_ && is_up_ && connection == connection_; }

  store::store& store_;
  chat::workspace& workspace_;
  base::clock& clock_;
  catch_up_options options_;
  catch_up_hooks hooks_;
  catch_up_reconciler::handler handle_;
  std::function<void()> wake_others_;
  base::wake_up changed_;
  bool stopping_ = false;
  bool is_up_ = false;
  std::uint64_t connection_ = 0;               ///< numbers the times with a connection
  std::uint64_t begun_ = 0;                    ///< the one whose beginning is written down
  std::uint64_t listed_ = 0;                   ///< the one whose channels are known
  base::time_point since_;                     ///< when the present one began
  std::optional<base::time_point> here_last_;  ///< until then events came before it; none: they never did
  std::optional<base::time_point> until_;  ///< the one before ended then, and that is not written down yet
  std::optional<base::time_point> missed_at_;  ///< not all of what came since then was dealt with
  base::duration listed_at_{0};                ///< uptime at which new channels were looked for

  catch_up_fsm order_;
  facts_by_id own_;                                     ///< the channels that the platform lists
  marks marks_;                                         ///< of the channels that we follow, at the beginning
  std::map<std::string, std::set<std::string>> asked_;  ///< questions in a channel that wait for answers
  std::set<chat::message_ref> sent_again_;              ///< to be asked for
  std::set<std::string> known_;                         ///< channels that we follow
  std::set<std::string> joined_;                        ///< those that were not written down yet
  moments heard_;                                       ///< when a person last spoke there; not stored yet
  std::array<bool, 2> untold_{false, false};  ///< by lane: features do not know yet that it has ended
  std::size_t channels_ = 0;                  ///< that had gaps at the beginning
  std::uint64_t messages_ = 0;
  std::uint64_t messages_before_ = 0;  ///< the beginning
  base::duration logged_at_{0};
};

}  // namespace huzzah::history
