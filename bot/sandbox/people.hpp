// The people of a sandbox, played by the program: they talk, react and hear what the bot says, through the
// sandbox's own Web API.
#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"
#include "net/https_client.hpp"
#include "slack/web_api.hpp"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <memory>
#include <string>

namespace huzzah::bot::sandbox {

/// A message that the bot has posted.
class heard {
 public:
  std::string timestamp;
  std::string text;    ///< its summary as a person reads it, names instead of ids
  std::string blocks;  ///< the texts of its blocks, line by line
};

/// All people of one sandbox. Channels and people are called by their names ("general", "ada"). I/O thread
/// only; what is passed in must outlive it.
class people {
 public:
  /// `url` is the sandbox's, without a slash at its end.
  people(std::string url, net::connect_options connections, base::clock& clock);

  /// Learns who and what there is. To be called first; not_found without the people that every sandbox has.
  awaitable<result<>> enter();

  /// Says something, in a thread where there is one; the message's timestamp. "@ada" and "@crew" become
  /// mentions.
  awaitable<result<std::string>> say(std::string who, std::string channel, std::string text,
                                     std::string thread = {});
  awaitable<result<>> edit(std::string who, std::string channel, std::string timestamp, std::string text);
  awaitable<result<>> react(std::string who, std::string channel, std::string timestamp, std::string emoji);
  /// Types a slash command, such as "/win".
  awaitable<result<>> type(std::string who, std::string channel, std::string command, std::string text);
  /// Turns the sandbox's clock, as its page does.
  awaitable<result<>> turn_clock(base::duration forward);

  /// Waits for what the bot posts to a channel after `timestamp`, not in a thread. timed_out if it does not
  /// come within some seconds.
  awaitable<result<heard>> hear(std::string channel, std::string timestamp);
  /// Waits until the bot has put a reaction on a message.
  awaitable<result<>> see_reaction(std::string channel, std::string timestamp);

  /// The full name of a person: "Ada Mensah".
  std::string name_of(std::string const& who) const;

 private:
  class member {
   public:
    std::string id;
    std::string name;
    std::string token;
    std::unique_ptr<slack::web_api> api;
  };

  slack::web_api& api_of(std::string const& who) { return *people_.at(who).api; }
  awaitable<result<>> control(std::string path, std::string body);
  awaitable<result<std::shared_ptr<nlohmann::json const>>> history(std::string channel, std::string oldest,
                                                                   bool inclusive);
  std::string with_mentions(std::string text) const;
  std::string readable(std::string const& text) const;

  std::string url_;
  base::clock& clock_;
  net::https_client client_;
  std::string bot_;                              ///< its id
  std::map<std::string, member> people_;         ///< by name
  std::map<std::string, std::string> channels_;  ///< ids by name
  std::map<std::string, std::string> groups_;    ///< ids by handle
};

}  // namespace huzzah::bot::sandbox
