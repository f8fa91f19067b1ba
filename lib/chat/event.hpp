// What happens in a chat, independent of the platform. Only what people do: what bots say, topic changes and
// the like never become events; joining or leaving only reports that facts have changed.
#pragma once

#include "base/clock.hpp"
#include "chat/message.hpp"
#include "chat/rich_text.hpp"

#include <map>
#include <optional>
#include <string>
#include <variant>

namespace huzzah::chat {

/// Where something was said: a message's identity, which never changes.
class message_ref {
 public:
  message_ref() = default;
  message_ref(std::string workspace_, std::string channel_, std::string id_)
      : workspace(std::move(workspace_)), channel(std::move(channel_)), id(std::move(id_)) {}
  friend bool operator==(message_ref const&, message_ref const&) = default;
  friend auto operator<=>(message_ref const&, message_ref const&) = default;

  std::string workspace;
  std::string channel;
  std::string id;  ///< of the message within its channel; what it is made of only the platform knows
};

/// What a channel is.
enum class channel_kind { channel, private_channel, group_direct, direct };

/// A person posted a message. `revision` orders versions of one message: 0 as posted, then the moment of each
/// edit.
class message_posted {
 public:
  message_ref where;
  std::string author;
  rich_text text;
  std::string thread;  ///< id of the thread's first message, or empty
  channel_kind channel = channel_kind::channel;
  base::time_point at;
  bool is_past = false;  ///< it was read afterwards, not received as an event
};

/// A person edited a message: `text` is all that it now says.
class message_edited {
 public:
  message_ref where;
  std::string author;
  rich_text text;
  std::string thread;
  channel_kind channel = channel_kind::channel;
  std::optional<rich_text> was;  ///< what it said before, where the platform says so
  base::time_point posted_at;
  base::time_point edited_at;
  bool is_past = false;
};

/// A message is gone.
class message_deleted {
 public:
  message_ref where;
  base::time_point at;
};

/// A person put an emoji on a message, or took it off.
class reaction_changed {
 public:
  message_ref where;
  std::string person;  ///< who reacted
  std::string author;  ///< of the message; empty when the platform does not say
  std::string emoji;   ///< without colons and skin tone
  bool added = true;
  base::time_point at;
  /// If it was read afterwards: when the state was seen. `at` is then the earliest moment at which it may
  /// have happened without an event.
  std::optional<base::time_point> seen_at;
  base::time_point message_at;  ///< of such a one: when its message was posted

  /// Orders what is known of one reaction.
  base::time_point revision() const { return seen_at.value_or(at); }
  /// The earliest time at which it may have happened, received as an event or not.
  base::time_point earliest() const { return seen_at && added ? message_at : at; }
};

/// A person typed a slash command.
class command_invoked {
 public:
  std::string workspace;
  std::string channel;
  std::string person;
  std::string name;     ///< with the slash: "/kudos"
  rich_text text;       ///< what follows the name
  std::string trigger;  ///< unique; opens a form within 3 s
  base::time_point at;
  bool in_direct = false;  ///< typed in a direct message, where others can't follow
};

/// A person pressed one of our buttons.
class button_pressed {
 public:
  std::string workspace;
  std::string channel;
  std::string person;
  std::string action;
  std::string value;
  std::string trigger;
  message_ref where;  ///< the message with the button; empty in a home view
  base::time_point at;
};

/// A person sent one of our forms.
class form_submitted {
 public:
  std::string workspace;
  std::string person;
  std::string action;
  std::string context;
  std::string view;                           ///< unique to this opening of the form
  std::map<std::string, std::string> values;  ///< people and channels as ids, several joined by commas
  base::time_point at;
};

/// A person chose one of our shortcuts, on a message or on none.
class shortcut_invoked {
 public:
  std::string workspace;
  std::string person;
  std::string name;     ///< "kudos.give_for"
  std::string trigger;  ///< unique; opens a form within 3 s
  message_ref where;    ///< the message; without an id where there is none
  std::string author;   ///< of the message; empty where no person wrote it
  rich_text text;       ///< what it says
  channel_kind channel = channel_kind::channel;
  base::time_point at;
};

/// A person opened the bot's home page.
class home_opened {
 public:
  std::string workspace;
  std::string person;
  base::time_point at;
};

/// The platform left out events, because there were too many of them, and won't send them again.
class events_dropped {
 public:
  std::string workspace;
};

/// What was known of a person, a channel, or of a person's being in a channel, may no longer hold. It never
/// says what holds now: events may come in any order.
class facts_changed {
 public:
  std::string workspace;
  std::string person;   ///< empty: it is about the channel
  std::string channel;  ///< empty: it is about the person
};

using event = std::variant<message_posted, message_edited, message_deleted, reaction_changed, command_invoked,
                           button_pressed, form_submitted, shortcut_invoked, home_opened, events_dropped,
                           facts_changed>;

/// What a command, button or form is answered with at once, in the acknowledgement itself.
class reply {
 public:
  reply() = default;
  explicit reply(message said_, bool in_public_ = false) : said(std::move(said_)), in_public(in_public_) {}

  std::optional<message> said;  ///< to the person who asked; with `in_public` to the channel
  bool in_public = false;
  std::map<std::string, std::string> errors;  ///< of a form: field name → what to mend
};

}  // namespace huzzah::chat
