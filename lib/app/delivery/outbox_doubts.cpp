#include "app/delivery/outbox_doubts.hpp"

#include "store/connection.hpp"
#include "store/database.hpp"

namespace huzzah::delivery {

result<outbox_doubts> find_doubts(std::filesystem::path const& ledger, base::time_point before) {
  auto opened = store::open_to_read(ledger);
  if (!opened) return opened.error();
  try {
    outbox_doubts found;
    auto row = (*opened)->select(
        "SELECT count(*), min(due_at) FROM outbox WHERE state = 'sending' AND due_at < ?", before);
    row.next();
    found.count = row.integer(0);
    if (found.count > 0) found.since = store::to_time(row.integer(1));
    return found;
  } catch (store::storage_failure const& failure) {
    return failure.why;
  }
}

void put_in_doubt(store::connection& on, base::time_point now) {
  on.run(
      "UPDATE outbox SET state = 'sending' WHERE state = 'pending' AND held = 0 AND due_at <= ? AND "
      "(replies_to IS NULL OR"
      " thread <> '') AND (follows IS NULL OR ((SELECT f.state FROM outbox f WHERE f.id = outbox.follows) ="
      " 'sent' AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.follows = outbox.follows AND e.id < outbox.id"
      " AND e.state IN ('pending', 'sending'))))",
      now);
}

}  // namespace huzzah::delivery
