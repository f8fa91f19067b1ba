#include "app/history/watermarks.hpp"

#include "store/connection.hpp"

namespace huzzah::history {

void watermarks::begin_live(std::string const& workspace, base::time_point now) {
  // Who had no gap before was settled for as long as events came.
  on_->run(
      "UPDATE watermark SET settled = p.until FROM live_period p WHERE p.workspace = watermark.workspace"
      " AND watermark.workspace = ? AND watermark.period = p.number",
      workspace);
  on_->run(
      "INSERT INTO live_period (workspace, number, until) VALUES (?1, 1, ?2) ON CONFLICT (workspace) DO "
      "UPDATE"
      " SET number = live_period.number + 1, until = excluded.until",
      workspace, now);
}

void watermarks::still_live(std::string const& workspace, base::time_point now) {
  on_->run("UPDATE live_period SET until = ? WHERE workspace = ?", now, workspace);
}

void watermarks::spoke(std::string const& workspace, std::string const& channel, base::time_point at) {
  on_->run("UPDATE watermark SET spoke = ? WHERE workspace = ? AND channel = ?", at, workspace, channel);
}

std::optional<base::time_point> watermarks::live_until(std::string const& workspace) {
  auto rows = on_->select("SELECT until FROM live_period WHERE workspace = ?", workspace);
  if (!rows.next()) return std::nullopt;
  return store::to_time(rows.integer(0));
}

void watermarks::follow(std::string const& workspace, std::string const& channel, base::time_point now) {
  on_->run(
      "INSERT INTO watermark (workspace, channel, followed, settled, period) VALUES (?1, ?2, ?3, ?3,"
      " coalesce((SELECT number FROM live_period WHERE workspace = ?1), 0)) ON CONFLICT DO NOTHING",
      workspace, channel, now);
}

void watermarks::arrived(std::string const& workspace, std::string const& channel, base::time_point at) {
  // Of the period before.
  on_->run(
      "INSERT INTO watermark (workspace, channel, followed, settled, period) VALUES (?1, ?2, ?3, ?3,"
      " coalesce((SELECT number FROM live_period WHERE workspace = ?1), 0) - 1) ON CONFLICT DO NOTHING",
      workspace, channel, at);
}

void watermarks::settle(std::string const& workspace, std::string const& channel, base::time_point up_to) {
  on_->run("UPDATE watermark SET settled = ?1 WHERE workspace = ?2 AND channel = ?3 AND settled < ?1", up_to,
           workspace, channel);
}

void watermarks::close(std::string const& workspace, std::string const& channel) {
  on_->run(
      "UPDATE watermark SET period = coalesce((SELECT number FROM live_period WHERE workspace = ?1), 0)"
      " WHERE workspace = ?1 AND channel = ?2",
      workspace, channel);
}

void watermarks::forget(std::string const& workspace, std::string const& channel) {
  on_->run("DELETE FROM watermark WHERE workspace = ? AND channel = ?", workspace, channel);
}

std::map<std::string, watermark> watermarks::all(std::string const& workspace) {
  std::map<std::string, watermark> found;
  auto rows = on_->select(
      "SELECT w.channel, w.followed, CASE WHEN w.period = p.number THEN p.until ELSE w.settled END,"
      " w.period <> p.number, w.spoke"
      " FROM watermark w JOIN live_period p ON p.workspace = w.workspace WHERE w.workspace = ?",
      workspace);
  while (rows.next())
    found[rows.text(0)] = {store::to_time(rows.integer(1)), store::to_time(rows.integer(2)),
                           rows.integer(3) != 0, store::to_time(rows.integer(4))};
  return found;
}

}  // namespace huzzah::history
