#include "storage/ids.hpp"

#include "storage/connection.hpp"

namespace huzzah::storage {
namespace {

template <class... Args>
std::optional<std::int64_t> number(connection& on, char const* sql, Args const&... args) {
  auto row = on.select(sql, args...);
  if (!row.next()) return {};
  return row.integer(0);
}

}  // namespace

std::optional<std::int64_t> find_workspace(connection& on, std::string const& external) {
  return number(on, "SELECT id FROM workspace WHERE external = ?", external);
}

std::optional<std::int64_t> find_place(connection& on, std::int64_t workspace, std::string const& external) {
  return number(on, "SELECT id FROM place WHERE workspace = ? AND external = ?", workspace, external);
}

std::optional<std::int64_t> find_person(connection& on, std::int64_t workspace, std::string const& external) {
  return number(on, "SELECT id FROM person WHERE workspace = ? AND external = ?", workspace, external);
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
