// Who is who, even while the platform does not answer: a kudos must not be lost because a profile could not
// be read.
#pragma once

#include "base/async.hpp"
#include "base/clock.hpp"
#include "calendar/time_zone.hpp"
#include "chat/directory.hpp"

#include <string>
#include <vector>

namespace huzzah::people {

/// Looks people up through the platform. I/O thread only; what is passed in must outlive it.
class directory {
 public:
  directory(chat::directory& platform, base::clock& clock) : platform_(platform), clock_(clock) {}

  /// The person; where the platform can't say, or not within the moment that an acknowledgement may wait, an
  /// ordinary person without name and time zone, so that recording goes on. Only a person that the platform
  /// does not know is not_found.
  awaitable<result<chat::person>> find(std::string id);

  /// A group's members; an error when the platform can't say, since no one can be thanked then.
  awaitable<result<std::vector<std::string>>> members(std::string group);

 private:
  chat::directory& platform_;
  base::clock& clock_;
  int asking_ = 0;  ///< how many wait for the platform
};

/// The person's time zone, or UTC where the name is unknown to this machine.
calendar::time_zone zone_of(chat::person const& somebody);

}  // namespace huzzah::people
