// What one unit of work may do, all of it or nothing.
#pragma once

#include "storage/ledger.hpp"
#include "storage/outbox.hpp"
#include "storage/people.hpp"

namespace huzzah::storage {

/// One unit of work, valid only while it runs, on the writer thread.
class unit_of_work {
 public:
  explicit unit_of_work(connection& on) : ledger(on), outbox(on), people(on) {}

  storage::ledger ledger;
  storage::outbox outbox;
  storage::people people;
};

}  // namespace huzzah::storage
