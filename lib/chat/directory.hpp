// The port to a chat platform: who and what is there.
#pragma once

#include "base/async.hpp"
#include "base/error.hpp"
#include "chat/event.hpp"

#include <cstdint>
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
  std::vector<std::string> failed;  ///< could not be looked up this time
  people_query rest;                ///< asks for the others; without ids when that was the last page
};

/// A channel, and whether the bot is a member of it.
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

/// A group of people who can be mentioned together.
class user_group {
 public:
  std::string id;
  std::string handle;  ///< without @
};

/// Some of the channels that we are in.
class channel_page {
 public:
  std::vector<channel_facts> channels;
  std::string next;  ///< cursor of the next page; empty: this was the last
};

/// How many people one call can ask about.
inline constexpr std::size_t people_at_once = 50;

/// Finds the people and channels of one workspace. Calls wait and fail as those of chat::poster.
class directory {
 public:
  virtual ~directory() = default;

  /// The workspace's id and the bot's own person id, known from the start.
  virtual std::string const& id() const = 0;
  virtual std::string const& self() const = 0;

  /// The facts about a person; from a cache while it is fresh.
  virtual awaitable<result<person>> find_person(std::string id) = 0;
  /// The same as find_person() at once, where that was found out lately.
  virtual std::optional<person> known_person(std::string const& id) const = 0;
  /// Who many people are, page by page, as soon as the platform has named some; those it does not know are on
  /// no page.
  virtual awaitable<result<people_page>> find_people(people_query wanted) = 0;
  /// The user groups that there are.
  virtual awaitable<result<std::vector<user_group>>> user_groups() = 0;
  /// Those who administer the workspace, as ids; asked now, which may take many calls.
  virtual awaitable<result<std::vector<std::string>>> admins() = 0;
  /// The members of a user group, as ids.
  virtual awaitable<result<std::vector<std::string>>> group_members(std::string group) = 0;
  /// Who wrote a message; for a reaction that does not say.
  virtual awaitable<result<std::string>> author_of(message_ref where) = 0;
  /// The channel of that id, or the one called "#name" among those that we are a member of; not_found if
  /// there is none. From a cache for a minute at most.
  virtual awaitable<result<channel_facts>> find_channel(std::string id_or_name) = 0;
  /// As find_person() and find_channel(), but asked now: what decides who may read something. `id` is no
  /// name.
  virtual awaitable<result<person>> person_now(std::string id) = 0;
  virtual awaitable<result<channel_facts>> channel_now(std::string id) = 0;
  /// The channels and group conversations that a person is in, as ids, as it is now; private ones only where
  /// we are in them, too.
  virtual awaitable<result<std::vector<std::string>>> channels_of(std::string person) = 0;
  /// The channels that we are in, direct ones included, as it is now, page by page: at first with an empty
  /// cursor.
  virtual awaitable<result<channel_page>> own_channels(std::string cursor) = 0;
  /// Who is in a channel, bots included, as ids.
  virtual awaitable<result<std::vector<std::string>>> channel_members(std::string channel) = 0;
  /// Whether people do not want to be disturbed just now, at most people_at_once of them; who
  /// is missing in the answer is not known.
  virtual awaitable<result<std::map<std::string, bool>>> do_not_disturb(std::vector<std::string> people) = 0;
};

}  // namespace huzzah::chat
