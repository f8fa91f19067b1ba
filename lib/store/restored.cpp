#include "store/restored.hpp"

#include "store/connection.hpp"

namespace huzzah::store {

base::time_point restored_at(connection& on) {
  // It can't change while the database is in use.
  constexpr char of_restores = 'r';
  if (auto const kept = on.kept_id(of_restores, 0, "")) return to_time(*kept);
  auto row = on.select("SELECT coalesce(max(at), 0) FROM restored");
  row.next();
  on.keep_id(of_restores, 0, "", row.integer(0));
  return to_time(row.integer(0));
}

}  // namespace huzzah::store
