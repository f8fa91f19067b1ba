// What is yet to be said and done in the chat: committed together with what it follows from, delivered later.
#pragma once

#include "base/clock.hpp"
#include "calendar/local_date.hpp"
#include "chat/event.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::delivery {

/// What there is to do.
enum class outgoing_kind {
  post,     ///< `body` to `channel`, in `thread` if there is one
  whisper,  ///< `body` to `person` only, in `channel` (and `thread`)
  direct,   ///< `body` to `person`'s direct channel
  react,    ///< our `emoji` on `target`
  unreact,  ///< our `emoji` off `target`
  update,   ///< `target`, a message of ours, says `body` from now on
  remove,   ///< `target`, a message of ours, goes
};

/// "post", "whisper" …
std::string_view to_string(outgoing_kind kind);

/// What a message of ours is about, where the messages about it are looked up later.
enum class subject_kind {
  none,
  question,  ///< of a stand-up's round: to its channel or to one person
  summary,   ///< of a stand-up's round
  win,       ///< a win's copy
  goal,      ///< a goal that is shared
  kudos,     ///< what announces a kudos
  posting,   ///< what shows several entries (postings)
};

/// "", "question", "summary" …
std::string_view to_string(subject_kind kind);

/// A message's subject: the round, win, goal … of that number.
class outgoing_subject {
 public:
  outgoing_subject() = default;
  outgoing_subject(subject_kind kind_, std::int64_t id_) : kind(kind_), id(id_) {}
  friend bool operator==(outgoing_subject const&, outgoing_subject const&) = default;

  subject_kind kind = subject_kind::none;
  std::int64_t id = 0;
};

/// Something to do in the chat. Make one with the function named after its kind; times are set by add().
class outgoing {
 public:
  outgoing() = default;

  static outgoing post(std::string key, std::string workspace, std::string channel, std::string thread,
                       std::string body);
  /// Into the thread of the message that the delivery `first` posts, in the channel where that then is (a
  /// message that is itself in a thread: into the same one). Waits for that; until it is said itself, it is
  /// withdrawn when that fails or is taken back.
  static outgoing reply(std::string key, std::string workspace, std::string channel, std::string first,
                        std::string body);
  static outgoing whisper(std::string key, std::string workspace, std::string channel, std::string thread,
                          std::string person, std::string body);
  static outgoing direct(std::string key, std::string workspace, std::string person, std::string body);
  static outgoing react(std::string key, chat::message_ref target, std::string emoji);
  static outgoing unreact(std::string key, chat::message_ref target, std::string emoji);
  static outgoing update(std::string key, chat::message_ref target, std::string body);
  static outgoing remove(std::string key, chat::message_ref target);

  std::string key;  ///< names the workspace, and is unique for ever: the same key is never done twice
  outgoing_kind kind = outgoing_kind::post;
  std::string workspace;
  std::string channel;
  std::string thread;
  std::string first;  ///< the key of the delivery whose message is the thread's first; else empty
  std::string person;
  std::string target;  ///< id of a message in `channel`
  std::string emoji;
  std::string body;  ///< a chat::message, as chat::to_json() writes it
  outgoing_subject subject;
  /// Of a direct message that its receiver did not ask for: its switch (app/delivery/topics). Such a message
  /// waits at the gate, unless it has a `day`.
  std::string topic;
  std::optional<calendar::local_date> day;  ///< of the receiver's calendar, for which it counts
  std::optional<base::time_point> expires;  ///< it is not sent from then on, while it waits at the gate
};

/// How far a delivery has come.
enum class outgoing_state {
  pending,    ///< to be done once it is due
  sending,    ///< being done; after a crash, in doubt
  sent,       ///< done
  failed,     ///< can't be done
  withdrawn,  ///< need not be done any more
};

/// "pending", "sending" …
std::string_view to_string(outgoing_state state);

/// A delivery as the outbox holds it.
class outbox_row {
 public:
  /// The message that a react, unreact, update or remove is about.
  chat::message_ref target() const { return {what.workspace, what.channel, what.target}; }

  std::int64_t id = 0;
  outgoing what;
  outgoing_state state = outgoing_state::pending;
  base::time_point created_at;
  base::time_point due_at;
  int attempts = 0;   ///< how often it went into `sending`
  std::string error;  ///< why the last attempt failed
  std::string place;  ///< where it is done: deliveries of one place are done one after the other
  std::string queue;  ///< what it shares its turns with: its place, or the private messages about one subject
  bool is_held = false;      ///< waits at the gate, or is shown by the message of its carrier
  bool was_away = false;     ///< waits, and its receiver was away in the meantime
  bool may_be_sent = false;  ///< before a backup took the ledger's place
  std::int64_t carrier = 0;  ///< the delivery whose message shows it; 0: its own
};

/// The topic of a message that shows what several deliveries say.
inline constexpr auto* joined_topic = "joined";

/// Which of the deliveries that are due are wanted.
class due_filter {
 public:
  bool is_reaction = false;      ///< reactions, or all else
  std::set<std::string> places;  ///< not of these places
  std::set<std::string> queues;  ///< nor of these queues
};

/// No delivery may be put off for longer at a time.
inline constexpr auto longest_postponement = std::chrono::minutes{15};

/// Writes and reads the outbox within a unit of work.
class outbox {
 public:
  explicit outbox(store::connection& on) : on_(&on) {}

  /// Puts a delivery in, due at `due`. False, and nothing happens, if its key was ever used, or if it is a
  /// reply to a delivery that was never put in. A reply to one that won't be there any more is put in as
  /// withdrawn.
  bool add(outgoing const& what, base::time_point now, base::time_point due);
  bool add(outgoing const& what, base::time_point now) { return add(what, now, now); }

  /// Makes a message say `body` instead: in the outbox while it is there, with an update afterwards.
  /// False if there is no such post or direct message, or it failed or was withdrawn.
  bool revise(std::string const& key, std::string const& body, base::time_point now);

  /// Takes a delivery back, and replies that wait for it: it is not done, or undone if it was (a message
  /// removed, a reaction taken off). False if there is nothing to take back, or it can't be (a whisper that
  /// was heard).
  bool withdraw(std::string const& key, base::time_point now);

  /// Whether a delivery with that key was put in and taken back.
  bool is_taken_back(std::string const& key);

  /// The deliveries to do now, reactions last, oldest first. One that follows another waits for that one to
  /// be sent. What is due later than anything is postponed was written before the clock was set back, and is
  /// due.
  std::vector<outbox_row> due(std::string const& workspace, base::time_point now, int limit);
  std::vector<outbox_row> due(std::string const& workspace, base::time_point now, int limit,
                              due_filter const& wanted);
  /// At most `most` deliveries to do at the same time, each in a place that is not `taken`: first one of each
  /// queue that isn't taken either, then more of the queues, oldest first.
  std::vector<outbox_row> take_turns(std::string const& workspace, base::time_point now, std::size_t most,
                                     due_filter taken);
  /// When the next delivery after a moment is due. Nothing when none is pending.
  std::optional<base::time_point> next_due(std::string const& workspace,
                                           base::time_point after = base::time_point::min());
  /// Those that were being sent: after a start, it is unknown whether they arrived.
  std::vector<outbox_row> in_doubt(std::string const& workspace);
  /// The receivers of what waits at the gate and is to be looked at now, at most `most`.
  std::vector<std::string> held_people(std::string const& workspace, base::time_point now, int most);
  /// All that waits there for one of them, in the order in which it was put in.
  std::vector<outbox_row> held_for(std::string const& workspace, std::string const& person);
  /// When the first of what waits there is to be looked at.
  std::optional<base::time_point> next_held(std::string const& workspace);
  /// How many messages that they did not ask for a person gets on a day.
  int count_of(std::string const& workspace, std::string const& person, calendar::local_date day);
  /// What waits at the gate is looked at again at `when`, at most longest_postponement from now.
  void hold_until(std::int64_t id, base::time_point when, bool is_away);
  /// What waited at the gate is sent, and counts for that day.
  void release(std::int64_t id, calendar::local_date day, base::time_point now);
  /// Instead of saying it in a message of its own, the message of `carrier` shows it.
  void join(std::int64_t id, std::int64_t carrier, base::time_point now);
  /// The newest message of a person's day that shows several, unless it was taken back; or 0.
  std::int64_t carrier_of(std::string const& workspace, std::string const& person, calendar::local_date day);

  /// The delivery as it is now.
  std::optional<outbox_row> find(std::int64_t id);
  std::optional<outbox_row> find(std::string const& key);

  /// Where the message of a post or direct message is, once it was sent and until it is taken back.
  std::optional<chat::message_ref> where_sent(std::string const& key);

  /// Before the call. False if the delivery isn't pending any more (it was withdrawn in the meantime).
  bool mark_sending(std::int64_t id);
  /// After the call; `sent` is where the message now is (empty for all but post and direct).
  void mark_sent(std::int64_t id, chat::message_ref const& sent);
  /// It did not happen; to be tried again at `when`, at most longest_postponement from now.
  void retry_at(std::int64_t id, base::time_point when, std::string const& why);
  /// It did not happen and won't; what follows it is withdrawn.
  void mark_failed(std::int64_t id, std::string const& why);

  /// Forgets deliveries that ended (sent, failed, withdrawn) and were made before `before`; returns how many.
  /// Their keys may be used again: keep them longer than anything can be delivered again.
  int forget_ended(std::string const& workspace, base::time_point before);

 private:
  std::int64_t insert(outgoing const& what, base::time_point now, base::time_point due);
  bool add_reply(outgoing const& what, base::time_point now, base::time_point due);
  void open_thread(std::int64_t first);
  void pick(std::string const& workspace, base::time_point now, std::size_t most, due_filter& taken,
            bool one_of_each_queue, std::vector<outbox_row>& into);
  std::optional<base::time_point> next_due(std::string const& workspace, base::time_point after,
                                           bool is_reaction);
  bool add_following(outbox_row const& first, outgoing_kind kind, std::string body, base::time_point now);
  /// The message of a carrier shows what its deliveries say now.
  void show_again(std::int64_t carrier, base::time_point now);

  store::connection* on_;
};

}  // namespace huzzah::delivery
