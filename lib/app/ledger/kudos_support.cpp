#include "app/ledger/kudos_support.hpp"

#include "app/ledger/entries.hpp"
#include "app/ledger/settle.hpp"
#include "app/ledger/sources.hpp"
#include "app/people/ids.hpp"

#include <algorithm>

namespace huzzah::ledger {
namespace {

/// The entry that a message gives, if it is a kudos that was not taken back.
std::optional<entry_row> standing_kudos(store::connection& on, chat::message_ref const& where) {
  auto const in = people::find_workspace(on, where.workspace);
  auto const place = in ? people::find_place(on, *in, where.channel) : std::nullopt;
  if (!place) return {};
  auto const said =
      find_source(on, *place, where.id, static_cast<int>(source_kind::message), no_actor, std::string());
  auto const row = said ? find_entry(on, said->id) : std::nullopt;
  return row && row->kind == entry_kind::kudos && row->stands() ? row : std::nullopt;
}

std::vector<std::string> supporters_of(store::connection& on, entry_row const& row) {
  std::vector<std::string> found;
  auto rows = on.select(
      "SELECT p.external FROM support s JOIN person p ON p.id = s.person WHERE s.entry = ? AND s.is_on = 1"
      " AND s.person <> ? GROUP BY s.person, p.external ORDER BY min(s.revision), s.person",
      row.id, row.author);
  while (rows.next())
    found.push_back(rows.text(0));
  return found;
}

supported_kudos with_supporters(store::connection& on, entry_row const& row) {
  supported_kudos found;
  found.said = source_of(on, row.id);
  found.given = standing_on(on, row.id);
  found.by = supporters_of(on, row);
  return found;
}

std::vector<supported_kudos> set_on(store::connection& on, entry_row const& row, std::string const& workspace,
                                    std::string const& person, std::string const& sign, bool is_on,
                                    base::time_point revision) {
  auto const given = receivers_of(on, row.id);
  auto const is_theirs = std::any_of(given.begin(), given.end(), [&](entry_receiver const& one) {
    return one.external == person && one.state != entry_state::retracted;
  });
  if (is_theirs || external_of(on, row.author) == person) return {};
  auto const in = people::workspace_id(on, workspace);
  set_support(on, row.id, people::person_id(on, in, person), sign, is_on, revision);
  count_supporters(on, row.id);
  return {with_supporters(on, row)};
}

}  // namespace

bool kudos_support::is_possible(chat::message_ref const& where) {
  return standing_kudos(*on_, where).has_value();
}

std::vector<supported_kudos> kudos_support::set(chat::message_ref const& where, std::string const& person,
                                                std::string const& sign, bool is_on,
                                                base::time_point revision) {
  auto const row = standing_kudos(*on_, where);
  if (!row) return {};
  auto const in = people::workspace_id(*on_, where.workspace);
  auto const place = people::place_id(*on_, in, where.channel);
  auto const who = people::find_person(*on_, in, person);
  if (is_closed_to_newcomers(*on_, place, where.id, sign) &&
      !(who && has_supported(*on_, row->id, *who, sign)))
    return {};
  return set_on(*on_, *row, where.workspace, person, sign, is_on, revision);
}

std::vector<supported_kudos> kudos_support::set(std::int64_t entry, std::string const& person,
                                                std::string const& sign, bool is_on,
                                                base::time_point revision) {
  auto const row = find_entry(*on_, entry);
  if (!row || row->kind != entry_kind::kudos || !row->stands()) return {};
  return set_on(*on_, *row, source_of(*on_, entry).where.workspace, person, sign, is_on, revision);
}

std::vector<supported_kudos> kudos_support::find(std::int64_t entry) {
  auto const row = find_entry(*on_, entry);
  if (!row || row->kind != entry_kind::kudos || !row->stands()) return {};
  return {with_supporters(*on_, *row)};
}

}  // namespace huzzah::ledger
