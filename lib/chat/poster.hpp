// The port to a chat platform: what the bot says.
#pragma once

#include "base/async.hpp"
#include "base/error.hpp"
#include "chat/event.hpp"
#include "chat/limits.hpp"
#include "chat/message.hpp"

#include <string>

namespace huzzah::chat {

/// Speaks for the bot in one workspace. Every call has a deadline of its own, keeps to the platform's rate
/// limits and retries what is safe to repeat. Post and whisper are never retried automatically after
/// timed_out or closed: it is unknown whether they happened. Common failures: rejected (`detail` has the
/// platform's word, such as "is_archived"), rate_limited, unreachable, timed_out, remote_failed,
/// unauthorized.
class poster {
 public:
  virtual ~poster() = default;

  /// The workspace's id.
  virtual std::string const& id() const = 0;
  /// How much the platform takes in a message, and in a home page. May be called on any thread.
  virtual chat::limits const& limits() const = 0;
  virtual chat::limits const& home_limits() const = 0;
  /// Posts to a channel, or into a thread of it; to the direct channel of a person where it is given their
  /// id. The result says where the message is. `mark` is stored invisibly with the message, so that
  /// find_marked() recognises it.
  virtual awaitable<result<message_ref>> post(std::string channel, std::string thread, message said,
                                              std::string mark) = 0;
  /// The message of ours in that channel (or thread) that carries the mark; not_found if there is none after
  /// `since`.
  virtual awaitable<result<message_ref>> find_marked(std::string channel, std::string thread,
                                                     std::string mark, base::time_point since) = 0;
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
  /// Shows a person their home page; the one before is gone.
  virtual awaitable<result<>> publish_home(std::string to, message shown) = 0;
  /// Gives a file to a person in their direct channel, with a line about it; the result is the file's id.
  virtual awaitable<result<std::string>> share_file(std::string to, std::string name, std::string content,
                                                    message said) = 0;
  /// Deletes a file of ours; succeeds when it is gone already.
  virtual awaitable<result<>> remove_file(std::string file) = 0;
  /// Gives a PNG picture to the platform and returns the file's id for an image_block, once it can be shown.
  virtual awaitable<result<std::string>> upload_picture(std::string name, std::string png,
                                                        std::string alt_text) = 0;
  /// A link that opens the message in the platform's client. Needs no call. May be called on any thread.
  virtual std::string link_to(message_ref const& where) const = 0;
};

}  // namespace huzzah::chat
