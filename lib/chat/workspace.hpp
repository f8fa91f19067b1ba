// The port to a chat platform: what Huzzah asks of it. Events come in through a handler that the platform's
// room is given (see event_handler).
#pragma once

#include "base/async.hpp"
#include "base/error.hpp"
#include "chat/event.hpp"
#include "chat/history.hpp"
#include "chat/message.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::chat {

/// A person, as the platform knows them.
class person {
 public:
  std::string id;
  std::string name;       ///< as shown; what the person calls themselves
  std::string time_zone;  ///< IANA name; "Etc/UTC" when unknown
  bool is_bot = false;
  bool is_deactivated = false;
  bool is_stranger = false;  ///< of another workspace (a shared channel)
  bool is_guest = false;     ///< may read only the channels that they are in
  bool is_admin = false;     ///< administers the workspace
  std::string status_emoji;  ///< without colons; empty when there is none, or it has expired
  std::string status_text;
};

/// Which people are wanted: at first with an empty `cursor`, then what the page before says.
class people_query {
 public:
  people_query() = default;
  explicit people_query(std::vector<std::string> ids_) : ids(std::move(ids_)) {}

  std::vector<std::string> ids;
  std::string cursor;
};

/// Some of the people who are wanted.
class people_page {
 public:
  std::vector<person> people;
  std::vector<std::string> failed;  ///< can't be looked up just now
  people_query rest;                ///< asks for the others; without ids when that was the last page
};

/// A channel, as the platform knows it and we stand to it.
class channel_facts {
 public:
  std::string id;
  std::string name;  ///< without #
  bool is_member = false;
  bool is_archived = false;
  bool is_private = false;
  bool is_shared_outside = false;  ///< people of other organisations are in it
  std::int64_t member_count = 0;   ///< 0 where the platform did not say
  channel_kind kind = channel_kind::channel;
};

/// Some of the channels that we are in.
class channel_page {
 public:
  std::vector<channel_facts> channels;
  std::string next;  ///< cursor of the next page; empty: this was the last
};

/// So many people at most are asked about in one call.
inline constexpr std::size_t people_at_once = 50;

/// Takes one event; nullopt if nothing follows from it, as from most of what people say. When the work
/// returns a value, everything that follows is committed and the platform may be notified; when it fails, the
/// platform must deliver the event again.
using event_handler = std::function<std::optional<awaitable<result<reply>>>(event)>;

/// A chat platform's workspace. Every call has a deadline of its own, keeps to the platform's rate limits and
/// retries what is safe to repeat. Post and whisper are never retried automatically after timed_out or
/// closed: it is unknown whether they happened. Common failures: rejected (`detail` has the platform's word,
/// such as "is_archived"), rate_limited, unreachable, timed_out, remote_failed, unauthorized.
class workspace {
 public:
  virtual ~workspace() = default;

  /// The workspace's id and the bot's own person id, known from the start.
  virtual std::string const& id() const = 0;
  virtual std::string const& self() const = 0;

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

  /// The facts about a person; from a cache while it is fresh.
  virtual awaitable<result<person>> find_person(std::string id) = 0;
  /// Who many people are, page by page, as soon as the platform has named some; those it does not know are on
  /// no page.
  virtual awaitable<result<people_page>> find_people(people_query wanted) = 0;
  /// The same as find_person() at once, where that was found out lately.
  virtual std::optional<person> known_person(std::string const& id) const = 0;
  /// The members of a user group, as ids.
  virtual awaitable<result<std::vector<std::string>>> group_members(std::string group) = 0;
  /// Who wrote a message; for a reaction that does not say.
  virtual awaitable<result<std::string>> author_of(message_ref where) = 0;
  /// The channel of that id, or the one called "#name" among those that we are a member of; not_found if
  /// there is none. From a cache for a minute at most.
  virtual awaitable<result<channel_facts>> find_channel(std::string id_or_name) = 0;
  /// The same two, asked now: what decides who may read something. `id` is no name.
  virtual awaitable<result<person>> person_now(std::string id) = 0;
  virtual awaitable<result<channel_facts>> channel_now(std::string id) = 0;
  /// The channels and group conversations that a person is in, as ids, as it is now; private ones only where
  /// we are in them, too.
  virtual awaitable<result<std::vector<std::string>>> channels_of(std::string person) = 0;
  /// The channels that we are in, direct ones included, as it is now, page by page: at first with an empty
  /// cursor.
  virtual awaitable<result<channel_page>> own_channels(std::string cursor) = 0;
  /// A page of the past. It leaves room in the rate limits for everything else; half of them where it
  /// `can_wait`.
  virtual awaitable<result<past_page>> read_past(past_query wanted) = 0;
  /// One message of the past, also one of a thread, as the only one of its page; an empty page if there is no
  /// such message.
  virtual awaitable<result<past_page>> find_past(message_ref where, channel_kind kind) = 0;
  /// Everybody's reactions to a message, where a page named only some; none if there is no such message.
  virtual awaitable<result<std::vector<past_reaction>>> all_reactions(message_ref where) = 0;
  /// The timestamp that a message said at that moment has. Those of one channel sort as text.
  virtual std::string timestamp_at(base::time_point moment) const = 0;
  /// Who is in a channel, bots included, as ids.
  virtual awaitable<result<std::vector<std::string>>> channel_members(std::string channel) = 0;
  /// Whether people do not want to be disturbed just now, at most people_at_once of them; who
  /// is missing in the answer is not known.
  virtual awaitable<result<std::map<std::string, bool>>> do_not_disturb(std::vector<std::string> people) = 0;
  /// Gives a PNG picture to the platform and returns the file's id for an image_block, once it can be shown.
  virtual awaitable<result<std::string>> upload_picture(std::string name, std::string png,
                                                        std::string alt_text) = 0;
  /// A link that opens the message in the platform's client. Needs no call.
  virtual std::string link_to(message_ref const& where) const = 0;
};

}  // namespace huzzah::chat
