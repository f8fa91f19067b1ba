// Bytes of rows that were deleted or have moved, in the database's file and its log: overwritten piece by
// piece, while the database is used.
#pragma once

#include "base/error.hpp"

#include <cstdint>

namespace huzzah::store {

class connection;

/// How far it came.
class scrubbed {
 public:
  std::int64_t next = 1;  ///< the page to begin with the next time
  bool is_last = false;   ///< there is no further page
};

/// Moves the log into the file and ends it, then overwrites what the next `most` pages from `first` on hold
/// beside their rows. (What is deleted is overwritten at once; but where SQLite has moved rows from one page
/// to another, the first may still hold them.) For the one connection that writes, outside of a transaction:
/// see connection::after_commit. in_use while what was there before is being read.
result<scrubbed> scrub_pages(connection& on, std::int64_t first, std::int64_t most);

}  // namespace huzzah::store
