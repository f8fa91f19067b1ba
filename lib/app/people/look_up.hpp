// Who several people are, asked side by side and no longer than there is time.
#pragma once

#include "base/async.hpp"
#include "base/clock.hpp"
#include "chat/directory.hpp"

#include <cstddef>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace huzzah::people {

/// What the platform has said of people, by id: an empty one is a person that it does not know. Those that it
/// has said nothing of are left out.
using people_by_id = std::map<std::string, chat::person>;

/// Whether it is a person who works here.
bool is_ordinary(chat::person const& somebody);

/// Asks the platform for people in the order given, several at once, until `until` (uptime). Stops before the
/// end where the first ones are `enough` ordinary people. All must outlive the call.
awaitable<people_by_id> look_up(chat::directory& platform, base::clock& clock, std::vector<std::string> ids,
                                base::duration until,
                                std::size_t enough = std::numeric_limits<std::size_t>::max());

}  // namespace huzzah::people
