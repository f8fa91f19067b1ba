#include "app/people/people.hpp"

#include "app/people/ids.hpp"
#include "store/connection.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::people {
namespace {

std::string const muted_name = "muted";
std::string const left_out_name = "left_out";
std::string const no_private_name = "no_private_from";
std::string const off_boards_name = "off_boards";

}  // namespace

void people::upsert(std::string const& workspace, std::string const& id, std::string const& name,
                    std::string const& time_zone) {
  auto const person = person_id(*on_, workspace_id(*on_, workspace), id);
  on_->run(
      "UPDATE person SET name = CASE WHEN ?1 = '' THEN name ELSE ?1 END, time_zone = CASE WHEN ?2 = '' THEN "
      "time_zone ELSE ?2 END"
      " WHERE id = ?3 AND ((?1 <> '' AND name <> ?1) OR (?2 <> '' AND time_zone <> ?2))",
      name, time_zone, person);
}

std::string people::name_of(std::string const& workspace, std::string const& id) {
  auto row = on_->select(
      "SELECT p.name FROM person p JOIN workspace w ON w.id = p.workspace"
      " WHERE w.external = ? AND p.external = ?",
      workspace, id);
  return row.next() ? row.text(0) : std::string();
}

bool people::muted(std::string const& workspace, std::string const& id) {
  return setting(workspace, id, muted_name).has_value();
}

void people::set_muted(std::string const& workspace, std::string const& id, bool muted) {
  set_flag(workspace, id, muted_name, muted);
}

bool people::left_out(std::string const& workspace, std::string const& id) {
  return setting(workspace, id, left_out_name).has_value();
}

void people::set_left_out(std::string const& workspace, std::string const& id, bool is_left_out) {
  set_flag(workspace, id, left_out_name, is_left_out);
}

// A list, so that an erasure finds people in it (stored_by_schema).
std::set<std::string> people::no_private_from(std::string const& workspace, std::string const& id) {
  auto const kept = setting(workspace, id, no_private_name);
  auto const list = nlohmann::json::parse(kept.value_or("[]"), nullptr, false);
  std::set<std::string> found;
  for (auto const& one : list)
    if (one.is_string()) found.insert(one.get<std::string>());
  return found;
}

void people::set_no_private_from(std::string const& workspace, std::string const& id,
                                 std::set<std::string> const& people) {
  set_setting(workspace, id, no_private_name, nlohmann::json(people).dump());
}

bool people::off_boards(std::string const& workspace, std::string const& id) {
  return setting(workspace, id, off_boards_name).has_value();
}

void people::set_off_boards(std::string const& workspace, std::string const& id, bool is_off) {
  set_flag(workspace, id, off_boards_name, is_off);
}

void people::set_flag(std::string const& workspace, std::string const& id, std::string const& name,
                      bool is_set) {
  if (is_set) {
    set_setting(workspace, id, name, "yes");
  } else {
    on_->run("DELETE FROM setting WHERE workspace = ? AND person = ? AND name = ?", workspace, id, name);
  }
}

std::optional<std::string> people::setting(std::string const& workspace, std::string const& person,
                                           std::string const& name) {
  auto row = on_->select("SELECT value FROM setting WHERE workspace = ? AND person = ? AND name = ?",
                         workspace, person, name);
  if (!row.next()) return {};
  return row.text(0);
}

void people::set_setting(std::string const& workspace, std::string const& person, std::string const& name,
                         std::string const& value) {
  on_->run(
      "INSERT INTO setting (workspace, person, name, value) VALUES (?, ?, ?, ?)"
      " ON CONFLICT (workspace, person, name) DO UPDATE SET value = excluded.value",
      workspace, person, name, value);
}

std::map<std::string, std::string> people::settings(std::string const& workspace, std::string const& person,
                                                    std::string const& prefix) {
  std::map<std::string, std::string> found;
  auto rows = on_->select(
      "SELECT name, value FROM setting WHERE workspace = ?1 AND person = ?2 AND name >= ?3"
      " AND substr(name, 1, length(?3)) = ?3",
      workspace, person, prefix);
  while (rows.next())
    found.emplace(rows.text(0), rows.text(1));
  return found;
}

std::vector<std::string> workspaces(store::connection& on) {
  std::vector<std::string> found;
  for (auto rows =
           on.select("SELECT external FROM workspace WHERE external <> '' UNION SELECT workspace FROM setting"
                     " WHERE workspace <> '' ORDER BY 1");
       rows.next();)
    found.push_back(rows.text(0));
  return found;
}

}  // namespace huzzah::people
