// The port to a chat platform: what was said before, a page of a channel's past or of a thread's at a time.
#pragma once

#include "base/async.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "chat/event.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huzzah::chat {

/// An emoji on a message, and whose it is.
class past_reaction {
 public:
  std::string emoji;                ///< without colons and skin tone
  std::vector<std::string> people;  ///< without the bot
};

/// A message of the past. What people said has the same form as in the event that reported it, or would have.
class past_message {
 public:
  message_ref where;
  base::time_point at;
  std::string author;                  ///< bots too; empty when the platform does not say
  std::optional<message_posted> said;  ///< what a person said; nothing for what bots said, joins and the like
  std::optional<base::time_point> edited_at;  ///< the moment by which the last edit was made
  bool is_gone = false;                       ///< deleted, and kept only for its replies
  bool is_our_arrival = false;                ///< says that the bot joined the channel
  std::vector<past_reaction> reactions;
  bool has_all_reactions = true;  ///< false: more people reacted than are named
  bool has_replies = false;
  std::string latest_reply;  ///< id of the newest reply; may be empty
};

/// Which part of the past.
class past_query {
 public:
  std::string channel;
  channel_kind kind = channel_kind::channel;
  std::string thread;  ///< id of its first message: that thread's replies; empty: the channel
  std::string after;   ///< ids of messages, both excluded; empty: without a bound
  std::string before;
  std::string cursor;     ///< of the page before this one; empty: the first
  int limit = 200;        ///< messages on a page, at most; 1 to 999
  bool can_wait = false;  ///< not urgent: it may take twice the time, and other calls go first
};

/// A channel's past comes newest first, a thread's oldest first and without its first message.
class past_page {
 public:
  std::vector<past_message> messages;
  std::string next;        ///< cursor of the next page; empty: this was the last
  base::time_point as_of;  ///< by the platform's clock: what happened before it is in the page
};

/// Reads the past of one workspace. Calls wait and fail as those of chat::poster.
class history {
 public:
  virtual ~history() = default;

  /// A page of the past. It leaves room in the rate limits for everything else; half of them where it
  /// `can_wait`.
  virtual awaitable<result<past_page>> read_past(past_query wanted) = 0;
  /// One message of the past, also one of a thread, as the only one of its page; an empty page if there is no
  /// such message.
  virtual awaitable<result<past_page>> find_past(message_ref where, channel_kind kind) = 0;
  /// Everybody's reactions to a message, where a page named only some; none if there is no such message.
  virtual awaitable<result<std::vector<past_reaction>>> all_reactions(message_ref where) = 0;
  /// The id that a message said at that moment has. Ids of one channel sort, as text, in the order in which
  /// the messages were posted.
  virtual std::string id_at(base::time_point moment) const = 0;
};

}  // namespace huzzah::chat
