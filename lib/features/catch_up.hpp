// After a time without a connection, reads what was said meanwhile and settles it through the path of live
// events, so that reading something twice, or what also came by itself, changes nothing.
#pragma once

#include "base/clock.hpp"
#include "chat/workspace.hpp"
#include "features/catch_up_options.hpp"
#include "features/past_settling.hpp"
#include "storage/store.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace huzzah::features {

/// How far it has come.
class catch_up_stats {
 public:
  std::size_t channels_to_go = 0;
  std::uint64_t messages = 0;   ///< looked at since the start
  std::chrono::seconds lag{0};  ///< how far back the oldest gap begins; 0 without one
};

/// I/O thread only; what is passed in must outlive run().
class catch_up {
 public:
  /// `handle` gives an event to every feature, `wake_others` says that there may be something to do and say;
  /// `emoji` stands in the notes to receivers.
  catch_up(asio::any_io_executor executor, storage::store& store, chat::workspace& workspace,
           base::clock& clock, catch_up_options options, std::string emoji, past_settling::handler handle,
           std::function<void()> wake_others);

  /// Runs until stop(); until when events came is then written down.
  awaitable<> run();
  void stop();

  /// Events come by themselves from now on, after a time in which they did not; or they do so no longer.
  void connected();
  void disconnected();
  /// A live event: the channel that it comes from is one to follow. One of before the connection was sent
  /// again, and what became of its message meanwhile may have been told to nobody: that is asked for, too.
  void noticed(chat::event const& live);
  /// A live event could not be dealt with. The platform sends it again for some minutes, and then gives up:
  /// the past is read once more, as after a time without a connection.
  void missed();

  catch_up_stats stats() const;
  /// Whether events come by themselves and nothing of before is missing.
  bool is_caught_up() const;
  /// Whether something of before is missing, and is going to be read.
  bool is_behind() const { return options_.max_age && !is_caught_up(); }

 private:
  using channels = std::vector<chat::channel_facts>;
  using reactions = std::vector<chat::past_reaction>;
  using moments = std::map<std::string, base::time_point>;

  /// Keeps the watermarks of what comes by itself.
  awaitable<> follow();
  awaitable<> write_progress();
  awaitable<> look_for_new_channels();
  /// Those channels that we came into while no events came, and when that was.
  awaitable<result<moments>> arrivals(channels const& own, std::uint64_t connection);
  awaitable<result<std::optional<base::time_point>>> arrival(chat::channel_facts const& channel,
                                                             std::uint64_t connection);
  awaitable<result<>> begin(std::uint64_t connection);

  /// Closes the gaps that each new connection finds.
  awaitable<> read_gaps();
  awaitable<result<>> pass(std::uint64_t connection);
  awaitable<result<channels>> channels_with_gaps(std::uint64_t connection);
  awaitable<> tell_receivers();

  /// One channel.
  awaitable<result<>> close_gap(chat::channel_facts const& channel, std::uint64_t connection);
  awaitable<result<>> read_channel(chat::channel_facts const& channel, std::uint64_t connection);
  awaitable<result<std::set<std::string>>> waiting_threads(std::string const& channel);
  awaitable<result<>> settle(std::string const& channel, base::time_point up_to, bool is_all);
  awaitable<> ask_again(std::uint64_t connection);
  void log_progress(chat::channel_facts const& channel);

  /// What is asked and given again and again.
  awaitable<result<channels>> own_channels(std::uint64_t connection);
  awaitable<result<chat::past_page>> page(chat::past_query wanted, std::uint64_t connection);
  awaitable<result<chat::past_page>> message(chat::message_ref where, chat::channel_kind kind,
                                             std::uint64_t connection);
  awaitable<result<reactions>> all_reactions(chat::message_ref where, std::uint64_t connection);
  past_settling::asking asking(chat::channel_kind kind, std::uint64_t connection);
  awaitable<result<>> handle(chat::event event);
  awaitable<result<>> try_event(chat::event event, std::uint64_t connection);
  /// Whether the platform lets us read a channel no more, or never did.
  static bool is_closed_to_us(errc code);
  /// Makes a call until it succeeds, or can't, or the connection is another.
  template <class T>
  awaitable<result<T>> patiently(std::uint64_t connection, std::function<awaitable<result<T>>()> call);
  /// Waits, but no longer than the connection stands.
  awaitable<> rest(base::duration length, std::uint64_t connection);
  bool goes_on(std::uint64_t connection) const { return !stopping_ && is_up_ && connection == connection_; }

  storage::store& store_;
  chat::workspace& workspace_;
  base::clock& clock_;
  catch_up_options options_;
  std::string emoji_;
  past_settling::handler handle_;
  std::function<void()> wake_others_;
  base::wake_up changed_;
  bool stopping_ = false;
  bool is_up_ = false;
  std::uint64_t connection_ = 0;               ///< numbers the times with a connection
  std::uint64_t begun_ = 0;                    ///< the one whose beginning is written down
  std::uint64_t listed_ = 0;                   ///< the one whose channels are known
  std::uint64_t caught_up_ = 0;                ///< the one whose gaps are closed
  base::time_point since_;                     ///< when the present one began
  std::optional<base::time_point> here_last_;  ///< until then events came before it; none: they never did
  std::optional<base::time_point> until_;  ///< the one before ended then, and that is not written down yet
  std::optional<base::time_point> missed_at_;  ///< not all of what came since then was dealt with
  base::duration listed_at_{0};                ///< uptime at which new channels were looked for

  std::map<std::string, chat::channel_facts> own_;  ///< the channels that the platform lists
  std::set<chat::message_ref> sent_again_;          ///< to be asked for
  std::set<std::string> known_;                     ///< channels that we follow
  std::set<std::string> joined_;                    ///< those that were not written down yet
  std::map<std::string, storage::watermark> gaps_;  ///< channel → where its gap begins
  std::size_t channels_ = 0;                        ///< with gaps, of the pass under way
  std::uint64_t messages_ = 0;
  std::uint64_t messages_before_ = 0;  ///< the pass under way
  base::duration logged_at_{0};
};

}  // namespace huzzah::features
