// What a workspace remembers: people, groups, channels and messages. No sockets, no JSON shapes.
#pragma once

#include "base/clock.hpp"
#include "sandbox/workspace/id_source.hpp"
#include "sandbox/workspace/timestamps.hpp"

#include <nlohmann/json_fwd.hpp>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::sandbox {

/// Blocks, attachments or metadata as they were sent; null where there are none.
using document = std::shared_ptr<nlohmann::json const>;

/// A member of the workspace: a human, a bot or Slackbot.
class person {
 public:
  std::string id;    ///< "U…"
  std::string name;  ///< the handle, without "@"
  std::string real_name;
  std::string display_name;  ///< as chosen; empty: clients show the real name
  std::string tz;            ///< IANA name
  std::string tz_label;      ///< in winter, in words
  std::string tz_summer;     ///< in summer, in words; empty where there is no summer time
  std::string color;         ///< six hexadecimal digits
  std::string bot_id;        ///< "B…", of bots only
  std::string team;          ///< of people of another organisation; empty: this workspace
  bool is_bot = false;
  bool is_admin = false;
  bool is_owner = false;
  bool is_restricted = false;        ///< a guest
  bool is_ultra_restricted = false;  ///< a guest of a single channel
  bool deleted = false;              ///< deactivated
  bool away = false;
  std::string status_emoji;            ///< ":palm_tree:"; empty: none
  std::string status_text;             ///< empty: none
  std::int64_t status_expiration = 0;  ///< in seconds; 0: it stays
  stamp snoozed_at = 0;
  stamp snooze_until = 0;  ///< wants no notifications before; 0: does
};

/// "@crew"
class usergroup {
 public:
  std::string id;
  std::string handle;
  std::string name;
  std::vector<std::string> users;
};

/// One emoji under a message and who put it there, first one first.
class reaction {
 public:
  std::string name;
  std::vector<std::string> users;
};

/// A message. Its stamp is its identity within its channel and never changes.
class message {
 public:
  stamp at = 0;
  stamp thread = 0;  ///< the parent's stamp in a thread; the own one of a parent; else 0
  std::string user;
  std::string bot_id;         ///< of apps' messages only
  std::string subtype;        ///< "channel_join", "thread_broadcast", "tombstone" …
  std::string text;           ///< mrkdwn, with & < > escaped
  std::string client_msg_id;  ///< of messages that people typed
  document blocks;
  document attachments;
  document metadata;
  document files;         ///< those that it shares, as Slack shows them
  std::string edited_by;  ///< empty: never edited by a person
  stamp edited_at = 0;
  std::vector<reaction> reactions;
  std::vector<stamp> replies;         ///< of a thread's parent, oldest first
  std::vector<std::string> repliers;  ///< of a thread's parent, each once
  std::string extra_user;             ///< who invited, in a join message

  bool is_reply() const { return thread != 0 && thread != at; }
};

/// A channel, a group conversation or a direct one.
class channel {
 public:
  std::string id;
  std::string name;
  bool is_im = false;
  bool is_mpim = false;
  bool is_private = false;
  bool is_archived = false;
  bool is_ext_shared = false;  ///< with another organisation (Slack Connect)
  std::string host_team;       ///< the organisation that made it; empty: this workspace
  std::string topic;
  std::string purpose;
  std::string creator;
  stamp created = 0;
  std::vector<std::string> members;
  std::map<stamp, message> messages;

  bool has(std::string_view user) const;
  message* find(stamp at);
  message const* find(stamp at) const;
  /// "channel", "group", "mpim" or "im".
  std::string_view type() const;
};

/// What an edit changes; what is left out stays.
class message_change {
 public:
  std::optional<std::string> text;
  std::optional<document> blocks;
  std::optional<document> attachments;
  std::optional<document> metadata;
  std::optional<document> files;
  std::string editor;  ///< empty where no person edits, as when a link unfurls
};

/// Something that happened in the workspace, with copies of what it happened to.
class happening {
 public:
  enum class kind {
    posted,
    changed,
    deleted,
    reaction_added,
    reaction_removed,
    joined,
    left,
    channel_created,
    channel_archived,
    channel_unarchived,
    im_created,
    person_changed,
    usergroup_changed,
  };
  kind what;
  stamp at = 0;  ///< its own, unique moment
  std::string channel;
  std::string user;   ///< who did it or who it concerns
  message now;        ///< the message after it
  message before;     ///< the message before it: of changed and deleted
  std::string emoji;  ///< of reactions
  std::string usergroup;
  std::vector<std::string> were_in;  ///< its people before: of usergroup_changed
};

/// The workspace. I/O thread only; references stay valid as long as the thing exists.
class workspace_state {
 public:
  workspace_state(base::clock const& clock, id_source& ids) : clock_(clock), ids_(ids) {}

  std::string team_id;
  std::string team_name;
  std::string team_domain;

  /// A moment that no other message or event has: the clock's, or just after the last one.
  stamp next_stamp();
  /// The clock's time.
  stamp now() const;

  person& add(person whom);
  usergroup& add(usergroup which) { return groups_.emplace_back(std::move(which)); }
  /// Adds a channel without an event.
  channel& add(channel which);

  std::deque<person> const& people() const { return people_; }
  std::deque<usergroup> const& usergroups() const { return groups_; }
  std::map<std::string, channel, std::less<>> const& channels() const { return channels_; }
  person* find_person(std::string_view id);
  person const* find_person(std::string_view id) const;
  person const* find_bot(std::string_view bot_id) const;
  usergroup* find_usergroup(std::string_view id);
  usergroup const* find_usergroup(std::string_view id) const;
  channel* find_channel(std::string_view id);
  channel const* find_channel(std::string_view id) const;
  channel* find_channel_by_name(std::string_view name);

  /// Posts what `draft` holds: gives it a stamp, and its parent the reply.
  message const& post(channel& where, message draft);
  /// Changes a message; reports no event if nothing changes and no person edits.
  message const& edit(channel& where, message& which, message_change const& change);
  /// Deletes a message; a parent with replies leaves a tombstone.
  void erase(channel& where, stamp at);
  /// False if that person has already reacted so.
  bool react(channel& where, message& to, std::string const& user, std::string const& emoji);
  /// False if there is no such reaction.
  bool unreact(channel& where, message& to, std::string const& user, std::string const& emoji);

  /// Makes a person a member and says so in the channel; false if they were one.
  bool join(channel& where, std::string const& user, std::string const& inviter = {});
  bool leave(channel& where, std::string const& user);
  /// The direct conversation of exactly these people, made when there is none.
  channel& open_conversation(std::vector<std::string> members);
  channel& create_channel(std::string name, bool is_private, std::string const& creator);
  void set_archived(channel& where, bool archived, std::string const& by);
  /// Makes a public channel private, with the message that says so; false if it was private.
  bool make_private(channel& where, std::string const& by);
  void set_users(usergroup& which, std::vector<std::string> users);
  /// Tells that a person's profile changed.
  void announce(person const& changed);

  /// Calls `listener` for all that happens from now on.
  void subscribe(std::function<void(happening const&)> listener);

 private:
  void report(happening const& what);
  happening about(happening::kind what, channel const& where, std::string const& user);

  base::clock const& clock_;
  id_source& ids_;
  stamp last_ = 0;
  std::deque<person> people_;
  std::map<std::string, person*, std::less<>> people_by_id_;
  std::deque<usergroup> groups_;
  std::map<std::string, channel, std::less<>> channels_;
  std::map<std::string, channel*> conversations_;  ///< the direct ones, by their people
  std::vector<std::function<void(happening const&)>> listeners_;
};

}  // namespace huzzah::sandbox
