// What one unit of work may do, all of it or nothing.
#pragma once

#include "storage/forgotten.hpp"
#include "storage/late_kudos.hpp"
#include "storage/ledger.hpp"
#include "storage/outbox.hpp"
#include "storage/people.hpp"
#include "storage/rituals.hpp"
#include "storage/watermarks.hpp"
#include "storage/wins.hpp"

namespace huzzah::storage {

/// One unit of work, valid only while it runs, on the writer thread.
class unit_of_work {
 public:
  explicit unit_of_work(connection& on)
      : ledger(on),
        outbox(on),
        people(on),
        wins(on),
        rituals(on),
        late_kudos(on),
        watermarks(on),
        forgotten(on) {}

  storage::ledger ledger;
  storage::outbox outbox;
  storage::people people;
  storage::wins wins;
  storage::rituals rituals;
  storage::late_kudos late_kudos;
  storage::watermarks watermarks;
  forgotten_people forgotten;
};

}  // namespace huzzah::storage
