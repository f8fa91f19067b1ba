// What a person or a place may be shown, by facts of the platform that are at most a minute old.
#pragma once

#include "app/people/viewer.hpp"
#include "base/cache.hpp"
#include "base/clock.hpp"
#include "chat/directory.hpp"
#include "chat/event.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>

namespace huzzah::people {

/// Says who may read what. What the platform does not answer in time counts as "no". Questions at the same
/// time share a call. I/O thread only; what is passed in must outlive it.
class audience {
 public:
  audience(chat::directory& platform, base::clock& clock);

  /// What a person may read. Guests and people of other organisations see only the channels that they are in,
  /// deactivated and unknown people nothing.
  awaitable<viewer> of_person(std::string workspace, std::string person);
  /// What may be said in a channel (an id): its members may read it. Where people of other organisations are
  /// in it, only what was said there.
  awaitable<viewer> of_place(std::string channel);

  /// Whether a person may read a channel (an id): a full member every public one, everybody those they are
  /// in.
  awaitable<bool> can_read(std::string person, std::string channel);
  /// The same for what can wait longer than a command; empty where it can't be found out now.
  awaitable<std::optional<bool>> could_read(std::string person, std::string channel);
  /// Whether a person is in a channel (an id) and is not deactivated.
  awaitable<bool> is_member(std::string person, std::string channel);
  /// Whether every full member may read a channel (an id).
  awaitable<bool> is_open(std::string channel);
  /// Who is in a channel (an id), deactivated people perhaps included; none if it can't be found out now.
  awaitable<std::optional<std::set<std::string>>> members_of(std::string channel);
  /// Those of some channels (ids) whose words the viewer may see. `can_wait`: for a post, which has more time
  /// than a command. Where they are many, the channels that the bot is in are listed at once; of others at
  /// most 100 are looked up.
  awaitable<std::set<std::string>> readable(viewer viewer, std::set<std::string> channels,
                                            bool can_wait = false);

  /// The facts about a person; an error if they can't be found out in time.
  awaitable<result<chat::person>> person_now(std::string person);

  /// What was known of these no longer decides.
  void forget(chat::facts_changed const& changed);
  /// Events may have been missed: nothing that was known decides.
  void forget_all();

 private:
  using ids = std::set<std::string>;

  awaitable<std::optional<bool>> look_up_reader(std::string person, std::string channel, bool as_member);
  awaitable<bool> decide(std::string person, std::string channel, bool as_member);
  awaitable<> learn_channels(std::vector<std::string> channels);
  awaitable<> list_channels();
  awaitable<> learn_each(std::vector<std::string> channels);

  chat::directory& platform_;
  base::clock& clock_;
  base::cache<chat::person> people_;
  base::cache<chat::channel_facts> channels_;
  base::cache<ids> channels_of_;  ///< by person
  base::cache<ids> members_;      ///< by channel
  int listings_ = 0;              ///< under way
  std::uint64_t gaps_ = 0;        ///< how often all was forgotten
  ids changed_;                   ///< channels, since the first of these began
};

}  // namespace huzzah::people
