// The port to a chat platform: what Huzzah asks of it. Events come in through a handler that the platform's
// room is given (see event_handler).
#pragma once

#include "base/async.hpp"
#include "base/error.hpp"
#include "chat/event.hpp"
#include "chat/message.hpp"

#include <functional>
#include <string>
#include <vector>

namespace huzzah::chat {

/// Somebody, as the platform knows them.
class person {
 public:
  std::string id;
  std::string name;       ///< as shown; what the person calls themselves
  std::string time_zone;  ///< IANA name; "Etc/UTC" when unknown
  bool is_bot = false;
  bool is_deactivated = false;
  bool is_stranger = false;  ///< of another workspace (a shared channel)
};

/// Takes one event. When it returns a value, everything that follows from the event is committed and the
/// platform may be told so; when it fails, the platform must deliver the event again.
using event_handler = std::function<awaitable<result<reply>>(event)>;

/// A chat platform's workspace. Every call has a deadline of its own, keeps to the platform's rate limits
/// and retries what is safe to repeat. Post and whisper are never repeated by themselves after timed_out or
/// closed: it is unknown whether they happened. Common failures: rejected (`detail` has the platform's
/// word, such as "is_archived"), rate_limited, unreachable, timed_out, remote_failed, unauthorized.
class workspace {
 public:
  virtual ~workspace() = default;

  /// The workspace's id and the bot's own person id, known from the start.
  virtual std::string const& id() const = 0;
  virtual std::string const& self() const = 0;

  /// Posts to a channel, or into a thread of it. `mark` is stored invisibly with the message, so that
  /// find_marked() recognises it.
  virtual awaitable<result<message_ref>> post(std::string channel, std::string thread, message said,
                                              std::string mark) = 0;
  /// The recent message of ours in that channel (or thread) that carries the mark; not_found if there is
  /// none.
  virtual awaitable<result<message_ref>> find_marked(std::string channel, std::string thread,
                                                     std::string mark) = 0;
  virtual awaitable<result<>> update(message_ref where, message said) = 0;
  /// Deletes a message of ours; succeeds when it is gone already.
  virtual awaitable<result<>> remove(message_ref where) = 0;
  /// Shows a message to one person only, in a channel or thread.
  virtual awaitable<result<>> whisper(std::string channel, std::string thread, std::string to,
                                      message said) = 0;
  /// Puts our reaction on a message, or takes it off; succeeds when it is so already.
  virtual awaitable<result<>> react(message_ref where, std::string emoji) = 0;
  virtual awaitable<result<>> unreact(message_ref where, std::string emoji) = 0;
  /// The direct channel between the bot and a person.
  virtual awaitable<result<std::string>> direct_channel(std::string to) = 0;
  virtual awaitable<result<>> open_form(std::string trigger, form asked) = 0;

  /// Who somebody is; from a cache while it is fresh.
  virtual awaitable<result<person>> find_person(std::string id) = 0;
  /// The members of a user group, as ids.
  virtual awaitable<result<std::vector<std::string>>> group_members(std::string group) = 0;
  /// Who wrote a message; for a reaction that does not say.
  virtual awaitable<result<std::string>> author_of(message_ref where) = 0;
  /// A link that opens the message in the platform's client. Needs no call.
  virtual std::string link_to(message_ref const& where) const = 0;
};

}  // namespace huzzah::chat
