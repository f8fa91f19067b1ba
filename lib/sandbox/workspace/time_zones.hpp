// What Slack says about a person's time zone.
#pragma once

#include "base/clock.hpp"

#include <string>

namespace huzzah::sandbox {

/// A zone at one moment.
class zone_state {
 public:
  int offset_seconds = 0;  ///< east of UTC
  bool summer = false;
};

/// The state of an IANA zone at `moment`; UTC for an unknown name.
zone_state look_up_zone(std::string const& name, base::time_point moment);

}  // namespace huzzah::sandbox
