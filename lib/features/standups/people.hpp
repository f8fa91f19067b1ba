// Which members a stand-up asks, and which are not to be disturbed.
#pragma once

#include "base/async.hpp"
#include "base/error.hpp"
#include "chat/directory.hpp"
#include "features/standups/standup.hpp"

#include <map>
#include <string>
#include <vector>

namespace huzzah::standups {

/// Some of the people who are wanted, without bots, strangers and those who have left.
class people_found {
 public:
  std::vector<chat::person> people;
  bool is_complete = true;  ///< false if some could not be looked up just now
  chat::people_query rest;  ///< asks for the others; without ids when these were the last
};

/// Whether a person can be written to just now.
enum class presence {
  here,
  away,         ///< by their status
  undisturbed,  ///< for now
  unknown,      ///< the platform could not say
};

/// The people of a list from `from` on, as many as are asked about in one call.
std::vector<chat::person> part_of(std::vector<chat::person> const& people, std::size_t from);

/// Looks people up through the directory. I/O thread only; `directory` must outlive it.
class participants {
 public:
  explicit participants(chat::directory& directory) : directory_(directory) {}

  /// The next people of those who are wanted.
  awaitable<people_found> next(chat::people_query wanted);
  /// The ids of the stand-up's members: those it names, or the people of the channel (an id).
  awaitable<result<std::vector<std::string>>> members(settings const& standup, std::string channel);
  /// Of each, by id; at most chat::people_at_once of them.
  awaitable<std::map<std::string, presence>> presence_of(std::vector<chat::person> people);

 private:
  chat::directory& directory_;
};

}  // namespace huzzah::standups
