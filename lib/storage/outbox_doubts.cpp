#include "storage/outbox_doubts.hpp"

#include "storage/connection.hpp"
#include "storage/database.hpp"

namespace huzzah::storage {

result<outbox_doubts> find_doubts(std::filesystem::path const& ledger, base::time_point before) {
  auto opened = open_to_read(ledger);
  if (!opened) return opened.error();
  try {
    outbox_doubts found;
    auto row = (*opened)->select(
        "SELECT count(*), min(due_at) FROM outbox WHERE state = 'sending' AND due_at < ?", before);
    row.next();
    found.count = row.integer(0);
    if (found.count > 0) found.since = to_time(row.integer(1));
    return found;
  } catch (storage_failure const& failure) {
    return failure.why;
  }
}

}  // namespace huzzah::storage
