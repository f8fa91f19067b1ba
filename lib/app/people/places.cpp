#include "app/people/places.hpp"

#include "app/people/ids.hpp"
#include "store/connection.hpp"

namespace huzzah::people {
namespace {

/// Whether a channel that is known to have one reach is from now on taken to have the other.
bool is_news(reach known, reach now) {
  if (now == reach::unknown || now == known) return false;
  return known == reach::unknown || (known == reach::everybody && now == reach::members);
}

}  // namespace

reach reach_of(store::connection& on, std::int64_t place) {
  auto row = on.select("SELECT reach FROM place WHERE id = ?", place);
  return row.next() ? static_cast<reach>(row.small(0)) : reach::unknown;
}

bool places::learn(std::string const& workspace, std::string const& channel, reach known) {
  if (known == reach::unknown || channel.empty()) return false;
  auto const place = place_id(*on_, workspace_id(*on_, workspace), channel);
  auto const before = reach_of(*on_, place);
  if (!is_news(before, known)) return false;
  on_->run("UPDATE place SET reach = ?, unsettled = 1 WHERE id = ?", static_cast<int>(known), place);
  return true;
}

reach places::known_of(std::string const& workspace, std::string const& channel) {
  auto const in = find_workspace(*on_, workspace);
  auto const place = in ? find_place(*on_, *in, channel) : std::nullopt;
  return place ? reach_of(*on_, *place) : reach::unknown;
}

bool places::has_channel(std::string const& workspace) {
  auto row = on_->select(
      "SELECT 1 FROM place p JOIN workspace w ON w.id = p.workspace WHERE w.external = ? AND p.reach IN (1, "
      "2)"
      " LIMIT 1",
      workspace);
  return row.next();
}

std::vector<std::string> places::unknown(std::string const& workspace, base::time_point asked_before,
                                         int most) {
  std::vector<std::string> found;
  auto const in = find_workspace(*on_, workspace);
  if (!in) return found;
  auto rows = on_->select(
      "SELECT external FROM place WHERE workspace = ? AND reach = 0 AND external <> '' AND asked_at < ?"
      " ORDER BY asked_at, id LIMIT ?",
      *in, asked_before, most);
  while (rows.next())
    found.push_back(rows.text(0));
  return found;
}

void places::asked(std::string const& workspace, std::string const& channel, base::time_point at) {
  auto const place = place_id(*on_, workspace_id(*on_, workspace), channel);
  on_->run("UPDATE place SET asked_at = ? WHERE id = ?", at, place);
}

}  // namespace huzzah::people
