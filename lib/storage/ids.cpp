#include "storage/ids.hpp"

#include "storage/connection.hpp"

namespace huzzah::storage {
namespace {

constexpr char of_workspaces = 'w';
constexpr char of_places = 'c';
constexpr char of_people = 'p';

std::optional<std::int64_t> number(query row) {
  if (!row.next()) return {};
  return row.integer(0);
}

}  // namespace

std::optional<std::int64_t> find_workspace(connection& on, std::string const& external) {
  if (auto const kept = on.kept_id(of_workspaces, 0, external)) return kept;
  auto const found = number(on.select("SELECT id FROM workspace WHERE external = ?", external));
  if (found) on.keep_id(of_workspaces, 0, external, *found);
  return found;
}

std::optional<std::int64_t> find_place(connection& on, std::int64_t workspace, std::string const& external) {
  if (auto const kept = on.kept_id(of_places, workspace, external)) return kept;
  auto const found =
      number(on.select("SELECT id FROM place WHERE workspace = ? AND external = ?", workspace, external));
  if (found) on.keep_id(of_places, workspace, external, *found);
  return found;
}

std::optional<std::int64_t> find_person(connection& on, std::int64_t workspace, std::string const& external) {
  if (auto const kept = on.kept_id(of_people, workspace, external)) return kept;
  auto const found =
      number(on.select("SELECT id FROM person WHERE workspace = ? AND external = ?", workspace, external));
  if (found) on.keep_id(of_people, workspace, external, *found);
  return found;
}

std::int64_t workspace_id(connection& on, std::string const& external) {
  if (auto const known = find_workspace(on, external)) return *known;
  on.run("INSERT INTO workspace (external) VALUES (?)", external);
  return on.last_id();
}

std::int64_t place_id(connection& on, std::int64_t workspace, std::string const& external) {
  if (auto const known = find_place(on, workspace, external)) return *known;
  on.run("INSERT INTO place (workspace, external) VALUES (?, ?)", workspace, external);
  return on.last_id();
}

std::int64_t person_id(connection& on, std::int64_t workspace, std::string const& external) {
  if (auto const known = find_person(on, workspace, external)) return *known;
  on.run("INSERT INTO person (workspace, external) VALUES (?, ?)", workspace, external);
  return on.last_id();
}

}  // namespace huzzah::storage
