// Erases people slice by slice, so that the ledger can be written by others in between.
#pragma once

#include "app/ledger/erasure.hpp"
#include "base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::ledger {

/// Begins to erase a person in every workspace, within a unit of work: from its commit on nothing that is
/// shown names them, nothing that was said of them until then comes in, and what is about to be said about
/// them is withdrawn. `said_until` is the latest that the platform's clock has shown; what is known of the
/// person counts as well. For one who is being erased already it begins again.
void begin_erasing(store::connection& on, std::string const& person, base::time_point now,
                   base::time_point said_until = base::time_point::min());

/// The people who are being erased.
std::vector<std::string> being_erased(store::connection& on);

/// Whether bytes of people who were erased may be in the file still; they are not any more.
bool has_traces(store::connection& on);
void forget_traces(store::connection& on);

/// What one slice did.
class erased_slice {
 public:
  erasure parts;           ///< what it took out, by kind
  bool is_last = false;    ///< nothing is left of them but bytes that were freed
  bool must_wait = false;  ///< only a message that is being sent is left: go on when that has ended
};

/// How much a slice does: rows that are changed, and rows that are looked through.
class slice_size {
 public:
  std::int64_t changed = 200;
  std::int64_t looked_through = 4'000;
  std::int64_t messages = 200;  ///< of the outbox, which are emptied
  bool is_alone = false;        ///< nothing is sent at the same time: what seems so was cut off
};

/// Does the next slice, within a unit of work. Of a person who isn't being erased it is the last one.
erased_slice erase_slice(store::connection& on, std::string const& person, slice_size const& most = {});

/// What there is to be erased of a person; nothing is changed.
erasure count_about(store::connection& on, std::string const& id);

/// Adds the counts of one to those of another.
void add_to(erasure& all, erasure const& more);

}  // namespace huzzah::ledger
