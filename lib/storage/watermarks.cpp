#include "storage/watermarks.hpp"

#include "storage/connection.hpp"

namespace huzzah::storage {

void watermarks::begin_live(std::string const& workspace, base::time_point now) {
  // Who had no gap before was settled for as long as events came.
  on_->run(
      "UPDATE watermark SET settled = p.until FROM live_period p WHERE p.workspace = watermark.workspace"
      " AND watermark.workspace = ? AND settled >= p.since AND settled < p.until",
      workspace);
  on_->run(
      "INSERT INTO live_period (workspace, since, until) VALUES (?1, ?2, ?2) ON CONFLICT DO UPDATE"
      " SET since = excluded.since, until = excluded.until",
      workspace, now);
}

void watermarks::still_live(std::string const& workspace, base::time_point now) {
  on_->run("UPDATE live_period SET until = ?1 WHERE workspace = ?2 AND until < ?1", now, workspace);
}

void watermarks::settle(std::string const& workspace, std::string const& channel, base::time_point up_to) {
  on_->run(
      "INSERT INTO watermark (workspace, channel, settled) VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
      " SET settled = excluded.settled WHERE excluded.settled > settled",
      workspace, channel, up_to);
}

void watermarks::forget(std::string const& workspace, std::string const& channel) {
  on_->run("DELETE FROM watermark WHERE workspace = ? AND channel = ?", workspace, channel);
}

std::map<std::string, base::time_point> watermarks::all(std::string const& workspace) {
  std::map<std::string, base::time_point> found;
  auto rows = on_->select(
      "SELECT w.channel, iif(w.settled >= p.since, max(w.settled, p.until), w.settled) FROM watermark w"
      " LEFT JOIN live_period p ON p.workspace = w.workspace WHERE w.workspace = ?",
      workspace);
  while (rows.next())
    found.emplace(rows.text(0), to_time(rows.integer(1)));
  return found;
}

}  // namespace huzzah::storage
