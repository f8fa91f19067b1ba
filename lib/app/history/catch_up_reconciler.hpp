// Makes the record say what a piece of the past says, by the very path of live events.
#pragma once

#include "app/history/catch_up_blocks.hpp"
#include "app/ledger/recorded_messages.hpp"
#include "chat/directory.hpp"
#include "chat/history.hpp"
#include "store/store.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace huzzah::history {

/// Settles the blocks of one channel, message by message. I/O thread only; what is passed in must outlive it.
class catch_up_reconciler {
 public:
  /// Gives one event to every feature; fails when that can't be done for now.
  using handler = std::function<awaitable<result<>>(chat::event)>;
  /// What it asks for beside the pages, each waiting and asking again as long as there is hope.
  class asking {
   public:
    page_reader page;
    std::function<awaitable<result<chat::past_page>>(chat::message_ref)> message;
    std::function<awaitable<result<std::vector<chat::past_reaction>>>(chat::message_ref)> reactions;
  };

  /// Until `gap_from` all events were received live; `threads` are the first messages of stand-ups' threads
  /// that wait for answers, whenever they were posted.
  catch_up_reconciler(store::store& store, asking ask, handler handle, chat::channel_facts const& channel,
                      std::string workspace, base::time_point gap_from, std::set<std::string> threads);

  awaitable<result<>> settle(catch_up_block block);
  /// The same for one message, which was there a moment ago by all that we heard.
  awaitable<result<>> settle(chat::message_ref where, base::time_point now);

  /// How many messages were looked at.
  std::size_t messages() const { return messages_; }

 private:
  awaitable<result<>> load(std::string from, std::string to);
  awaitable<result<>> take(chat::past_message past, base::time_point as_of);
  awaitable<result<>> take_reactions(chat::past_message const& past, base::time_point as_of);
  awaitable<result<>> take_thread(std::string first, std::string after);
  /// What the record has and the platform did not show: it is asked for, and is gone if it isn't there.
  awaitable<result<>> look_for(chat::message_ref where, base::time_point as_of);
  awaitable<result<>> bury(chat::message_ref where, base::time_point as_of);

  store::store& store_;
  asking ask_;
  handler handle_;
  chat::channel_facts const& channel_;
  std::string workspace_;
  base::time_point gap_from_;
  std::set<std::string> threads_;
  std::map<std::string, ledger::recorded_message> recorded_;  ///< of the block, by message id
  std::set<std::string> seen_;                                ///< of those, the ones that are there
  std::string oldest_there_;  ///< the platform's memory of the channel reaches back to there at least
  std::string done_;
  std::size_t messages_ = 0;
};

}  // namespace huzzah::history
