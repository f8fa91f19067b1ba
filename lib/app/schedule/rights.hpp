// Who may know of a ritual, set one up and change it; the same for stand-ups and digests.
#pragma once

#include "app/people/audience.hpp"
#include "app/schedule/place.hpp"
#include "app/schedule/policy.hpp"
#include "app/schedule/registry.hpp"
#include "chat/directory.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::schedule {

/// Asks the audience. I/O thread only; what is passed in must outlive it.
class rights {
 public:
  rights(chat::directory& directory, people::audience& readers, policy const& policy)
      : directory_(directory), readers_(readers), policy_(policy) {}

  /// The rituals that a person may know of: those of channels that they can read. To everybody else a ritual
  /// does not exist. Who set one up knows of it while its channel is out of the bot's reach.
  template <class Settings>
  awaitable<std::vector<known_ritual<Settings>>> visible(std::string person,
                                                         std::vector<known_ritual<Settings>> all);
  /// Why a person may not change a ritual of a channel, as a sentence; empty where they may: its members, and
  /// who set it up while its channel is out of reach.
  awaitable<std::string> why_no_change(std::string person, std::string channel, std::string set_up_by);
  /// Why a person can't set up a ritual in a channel, as a sentence; empty where they can.
  awaitable<std::string> why_not_there(std::string person, std::string channel);
  /// Why a person may set up no ritual, as a sentence; empty where they may.
  awaitable<std::string> why_no_setup(std::string person);
  /// Whether chat may change the settings of what the configuration names.
  bool may_override() const { return policy_.chat_overrides; }

 private:
  awaitable<bool> is_out_of_reach(std::string channel);

  chat::directory& directory_;
  people::audience& readers_;
  policy const& policy_;
};

template <class Settings>
awaitable<std::vector<known_ritual<Settings>>> rights::visible(std::string person,
                                                               std::vector<known_ritual<Settings>> all) {
  if (all.empty()) co_return all;
  std::map<std::string, std::string> ids;  // by what the settings say
  std::set<std::string> channels;
  for (auto const& one : all) {
    auto const& written = one.settings.channel;
    // The form gives ids; the configuration may have names.
    if (one.from_chat) {
      ids[written] = written;
    } else if (!ids.contains(written)) {
      auto const found = co_await directory_.find_channel(written);
      ids[written] = found ? found->id : std::string();
    }
    if (!ids[written].empty()) channels.insert(ids[written]);
  }
  auto const viewer = co_await readers_.of_person(directory_.id(), person);
  auto const readable = co_await readers_.readable(viewer, std::move(channels));
  std::vector<known_ritual<Settings>> visible;
  for (auto& one : all) {
    auto is_visible = readable.contains(ids[one.settings.channel]);
    if (!is_visible && one.notes.set_up_by == person)
      is_visible = co_await is_out_of_reach(one.settings.channel);
    if (is_visible) visible.push_back(std::move(one));
  }
  co_return visible;
}

}  // namespace huzzah::schedule
