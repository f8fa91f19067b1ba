// Whom a stand-up asks, and who is not to be bothered.
#pragma once

#include "base/async.hpp"
#include "base/error.hpp"
#include "chat/workspace.hpp"
#include "recognition/standup.hpp"

#include <string>
#include <vector>

namespace huzzah::features {

/// Some people, as far as the platform could say.
class people_found {
 public:
  std::vector<chat::person> people;  ///< without bots, strangers and those who have left
  bool is_complete = true;           ///< false if some could not be looked up just now
};

/// Whether somebody wants to be written to just now.
enum class presence {
  here,
  away,         ///< by their status
  undisturbed,  ///< for now
  unknown,      ///< the platform could not say
};

/// Looks people up through the workspace. I/O thread only; `workspace` must outlive it.
class standup_people {
 public:
  explicit standup_people(chat::workspace& workspace) : workspace_(workspace) {}

  /// The people among these.
  awaitable<people_found> among(std::vector<std::string> ids);
  /// The stand-up's members: those it names, or the people of the channel (an id).
  awaitable<result<people_found>> members(recognition::standup_settings const& standup, std::string channel);
  /// Whether somebody is in a channel (an id).
  awaitable<result<bool>> is_in(std::string person, std::string channel);
  awaitable<presence> presence_of(chat::person somebody);

 private:
  chat::workspace& workspace_;
};

}  // namespace huzzah::features
