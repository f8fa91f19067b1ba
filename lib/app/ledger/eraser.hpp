// Takes people out of a ledger that stays open, as the running bot's does.
#pragma once

#include "app/ledger/erasure.hpp"
#include "base/clock.hpp"

#include <memory>
#include <string>

namespace huzzah::ledger {

/// Whether no byte is left of what a unit erased.
class traces {
 public:
  result<> left = error(errc::cancelled, "nothing was committed");
};

/// Takes a person out within a unit of work, as erase_person() does. After the unit's commit the writer
/// overwrites what was taken out, and says in `gone` whether no byte of it is left: it is there once the unit
/// is done.
erasure erase_in(store::connection& on, std::string const& person, base::time_point now,
                 std::shared_ptr<traces> gone);

}  // namespace huzzah::ledger
