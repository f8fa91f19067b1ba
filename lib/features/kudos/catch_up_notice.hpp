// One note to each receiver for all the kudos that were found late, instead of one for each.
#pragma once

#include "base/clock.hpp"
#include "store/unit_of_work.hpp"

#include <string>

namespace huzzah::kudos {

/// Puts the notes that are due into the outbox; a kudos is never reported twice. Within a unit of work.
void tell_of_late_kudos(store::unit_of_work& work, std::string const& workspace, std::string const& emoji,
                        base::time_point now);

}  // namespace huzzah::kudos
