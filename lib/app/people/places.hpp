// Who can read what is said in a place. It decides the audience of every entry that is heard there.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::people {

/// Who can read what is said in a place; the numbers are those of the tables.
enum class reach {
  unknown,    ///< not known yet: counts as the narrowest
  everybody,  ///< every full member of the workspace
  members,    ///< the members of the place
  named,      ///< a direct conversation: the people who are named
};

/// The audiences of entries: these two, or the number of the place whose members hear it.
inline constexpr std::int64_t every_member = -1;
inline constexpr std::int64_t people_named = 0;

/// The audience of what is heard in a place with that reach.
constexpr std::int64_t audience_in(reach known, std::int64_t place) {
  return known == reach::everybody ? every_member : known == reach::members ? place : people_named;
}

/// Writes what is known of places within a unit of work.
class places {
 public:
  explicit places(store::connection& on) : on_(&on) {}

  /// Says who can read a place. The first answer counts; later ones only where they are narrower, so that
  /// what was said to few stays among them when a channel is opened. `unknown` changes nothing. True if
  /// something changed: entries that were heard there are then moved by ledger::audiences.
  bool learn(std::string const& workspace, std::string const& channel, reach known);
  reach known_of(std::string const& workspace, std::string const& channel);

  /// Whether anything was ever said to more than the people named in one.
  bool has_channel(std::string const& workspace);

  /// Channels whose reach is not known and was not asked for since `asked_before`; at most so many.
  std::vector<std::string> unknown(std::string const& workspace, base::time_point asked_before, int most);
  /// The platform was asked for a channel, without an answer.
  void asked(std::string const& workspace, std::string const& channel, base::time_point at);

 private:
  store::connection* on_;
};

/// The reach of a place, by its number.
reach reach_of(store::connection& on, std::int64_t place);

}  // namespace huzzah::people
