#include "app/delivery/metrics.hpp"

#include "store/connection.hpp"

#include <algorithm>

namespace huzzah::delivery {

metrics read_metrics(store::connection& on, base::time_point now) {
  metrics signs;
  {
    auto row = on.select(
        "SELECT count(*), min(CASE WHEN due_at <= ? OR attempts > 0 THEN created_at END) FROM outbox"
        " WHERE state = 'pending' AND held = 0",
        now);
    row.next();
    signs.pending = row.integer(0);
    if (!row.is_null(1)) signs.oldest = store::to_time(row.integer(1));
  }
  {
    auto row = on.select("SELECT count(*), min(created_at) FROM outbox WHERE state = 'sending'");
    row.next();
    signs.sending = row.integer(0);
    if (!row.is_null(1)) {
      auto const began = store::to_time(row.integer(1));
      signs.oldest = signs.oldest ? std::min(*signs.oldest, began) : began;
    }
  }
  auto steps = on.select("SELECT outcome, count(*) FROM ritual_step GROUP BY outcome");
  while (steps.next())
    (steps.text(0) == "done" ? signs.steps_done : signs.steps_skipped) = steps.integer(1);
  return signs;
}

}  // namespace huzzah::delivery
