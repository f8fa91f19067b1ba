#include "sandbox/workspace/time_zones.hpp"

#include <date/tz.h>

#include <stdexcept>

namespace huzzah::sandbox {

zone_state look_up_zone(std::string const& name, base::time_point moment) {
  try {
    auto const info = date::locate_zone(name)->get_info(moment);
    zone_state state;
    state.offset_seconds = static_cast<int>(info.offset.count());
    state.summer = info.save != std::chrono::minutes{0};
    return state;
  } catch (std::runtime_error const&) {
    return {};
  }
}

}  // namespace huzzah::sandbox
