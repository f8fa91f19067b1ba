// What an interaction leaves open for a while: triggers, response URLs and private messages.
#pragma once

#include "base/clock.hpp"
#include "sandbox/workspace/workspace_state.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace huzzah::sandbox {

/// Trigger ids: each opens one view, within three seconds.
class trigger_book {
 public:
  trigger_book(base::clock const& clock, id_source& ids) : clock_(clock), ids_(ids) {}

  /// A trigger of that person's doing.
  std::string issue(std::string const& user);
  /// Uses a trigger: whose it is, or Slack's word for what is wrong with it.
  std::string use(std::string const& trigger, std::string& user);

 private:
  struct entry {
    std::string user;
    base::duration until;
    bool used = false;
  };
  base::clock const& clock_;
  id_source& ids_;
  std::map<std::string, entry> entries_;
};

/// Where an answer to a command or an interaction goes.
class response_target {
 public:
  std::string channel;
  std::string user;
  stamp thread = 0;
  stamp origin = 0;             ///< the message with the button; 0 for commands
  bool origin_private = false;  ///< whether only `user` saw that message
  int posts_left = 5;
  base::time_point until{};
};

/// Response URLs: five posts within thirty minutes.
class response_book {
 public:
  response_book(base::clock const& clock, id_source& ids) : clock_(clock), ids_(ids) {}

  /// Keeps a target and returns the id that ends its URL.
  std::string open(response_target target);
  /// Takes one of the posts; null with Slack's word in `problem` if none is left.
  response_target const* use(std::string const& id, std::string& problem);

 private:
  base::clock const& clock_;
  id_source& ids_;
  std::map<std::string, response_target> targets_;
};

/// A message that only one person sees.
class private_message {
 public:
  std::string channel;
  std::string reader;
  message content;
};

/// The private messages, by stamp.
class private_book {
 public:
  void keep(private_message shown);
  private_message* find(stamp at);
  void forget(stamp at) { shown_.erase(at); }

 private:
  std::map<stamp, private_message> shown_;
};

}  // namespace huzzah::sandbox
