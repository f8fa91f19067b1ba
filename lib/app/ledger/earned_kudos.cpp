#include "app/ledger/earned_kudos.hpp"

#include "app/ledger/sources.hpp"
#include "app/people/ids.hpp"
#include "store/connection.hpp"

#include <optional>
#include <set>

namespace huzzah::ledger {
namespace {

std::optional<std::int64_t> number_of(store::connection& on, kudos_source const& said) {
  auto const workspace = people::find_workspace(on, said.where.workspace);
  if (!workspace) return {};
  auto const place = people::find_place(on, *workspace, said.where.channel);
  auto const actor =
      said.actor.empty() ? std::optional<std::int64_t>(0) : people::find_person(on, *workspace, said.actor);
  if (!place || !actor) return {};
  auto const found = find_source(on, *place, said.where.id, static_cast<int>(said.kind), *actor, said.mark);
  if (!found) return {};
  return found->id;
}

}  // namespace

std::vector<earned_kudos_of> earned_kudos::of(kudos_source const& said) {
  std::vector<earned_kudos_of> found;
  auto const source = number_of(*on_, said);
  if (!source) return found;
  // What is undone was taken back after the version that said it.
  auto rows = on_->select(
      "SELECT p.external, r.amount, g.team FROM entry_person r JOIN message m ON m.id = r.entry"
      " JOIN person p ON p.id = r.person LEFT JOIN named_group g ON g.entry = r.entry AND g.person = r.person"
      " WHERE r.entry = ? AND r.role = 0 AND (r.state = 0 OR (r.state = 2 AND r.retracted_at > m.revision))"
      " ORDER BY r.person, g.team",
      *source);
  while (rows.next()) {
    if (found.empty() || found.back().receiver != rows.text(0)) {
      auto& one = found.emplace_back();
      one.receiver = rows.text(0);
      one.amount = rows.small(1);
    }
    if (!rows.is_null(2)) found.back().groups.push_back(rows.text(2));
  }
  return found;
}

void earned_kudos::remember_groups(kudos_source const& said, members_by_group const& members) {
  auto const source = number_of(*on_, said);
  if (!source) return;
  on_->run("DELETE FROM named_group WHERE entry = ?", *source);
  std::map<std::string, std::int64_t> receivers;
  {
    auto rows = on_->select(
        "SELECT p.external, p.id FROM entry_person r JOIN person p ON p.id = r.person"
        " WHERE r.entry = ? AND r.role = 0 AND r.state <> 2",
        *source);
    while (rows.next())
      receivers.emplace(rows.text(0), rows.integer(1));
  }
  for (auto const& [group, people] : members)
    for (auto const& person : std::set<std::string>(people.begin(), people.end()))
      if (auto const receiver = receivers.find(person); receiver != receivers.end())
        on_->run("INSERT INTO named_group (entry, person, team) VALUES (?, ?, ?)", *source, receiver->second,
                 group);
}

}  // namespace huzzah::ledger
