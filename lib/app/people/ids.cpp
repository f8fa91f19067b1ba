#include "app/people/ids.hpp"

#include "app/people/places.hpp"
#include "store/connection.hpp"

namespace huzzah::people {
namespace {

constexpr char of_workspaces = 'w';
constexpr char of_places = 'c';
constexpr char of_people = 'p';

std::optional<std::int64_t> number(store::query row) {
  if (!row.next()) return {};
  return row.integer(0);
}

}  // namespace

std::optional<std::int64_t> find_workspace(store::connection& on, std::string const& external) {
  if (auto const kept = on.kept_id(of_workspaces, 0, external)) return kept;
  auto const found = number(on.select("SELECT id FROM workspace WHERE external = ?", external));
  if (found) on.keep_id(of_workspaces, 0, external, *found);
  return found;
}

std::optional<std::int64_t> find_place(store::connection& on, std::int64_t workspace,
                                       std::string const& external) {
  if (auto const kept = on.kept_id(of_places, workspace, external)) return kept;
  auto const found =
      number(on.select("SELECT id FROM place WHERE workspace = ? AND external = ?", workspace, external));
  if (found) on.keep_id(of_places, workspace, external, *found);
  return found;
}

std::optional<std::int64_t> find_person(store::connection& on, std::int64_t workspace,
                                        std::string const& external) {
  if (auto const kept = on.kept_id(of_people, workspace, external)) return kept;
  auto const found =
      number(on.select("SELECT id FROM person WHERE workspace = ? AND external = ?", workspace, external));
  if (found) on.keep_id(of_people, workspace, external, *found);
  return found;
}

std::int64_t workspace_id(store::connection& on, std::string const& external) {
  if (auto const known = find_workspace(on, external)) return *known;
  return on.insert("INSERT INTO workspace (external) VALUES (?)", external);
}

std::int64_t place_id(store::connection& on, std::int64_t workspace, std::string const& external) {
  if (auto const known = find_place(on, workspace, external)) return *known;
  // What is said in no channel is said to the bot, in a form or by a button.
  auto const known = static_cast<int>(external.empty() ? reach::named : reach::unknown);
  return on.insert("INSERT INTO place (workspace, external, reach) VALUES (?, ?, ?)", workspace, external,
                   known);
}

std::int64_t person_id(store::connection& on, std::int64_t workspace, std::string const& external) {
  if (auto const known = find_person(on, workspace, external)) return *known;
  return on.insert("INSERT INTO person (workspace, external) VALUES (?, ?)", workspace, external);
}

}  // namespace huzzah::people
