#include "app/ledger/entry_view.hpp"

#include "app/ledger/settle.hpp"
#include "app/ledger/sight.hpp"
#include "app/people/erased_person.hpp"
#include "app/people/ids.hpp"
#include "chat/rich_text.hpp"
#include "store/connection.hpp"

#include <algorithm>
#include <utility>

namespace huzzah::ledger {

bool entry_view::is_about(std::string const& person) const {
  if (person == author) return false;
  auto const mentions = [&](std::string const& text) {
    auto const words = chat::from_markup(text);
    return std::any_of(words.begin(), words.end(), [&](chat::token const& piece) {
      return piece.kind == chat::token_kind::mention && piece.id == person;
    });
  };
  return std::find(receivers.begin(), receivers.end(), person) != receivers.end() ||
         std::any_of(texts.begin(), texts.end(), mentions);
}

std::optional<entry_view> view_entry(store::connection& on, std::string const& workspace, std::int64_t entry,
                                     people::viewer const& to) {
  auto const in = people::find_workspace(on, workspace);
  auto const row = in ? find_entry(on, entry) : std::nullopt;
  if (!row || row->workspace != *in || !row->stands() || !sight(on, *in, to).sees(*row)) return {};
  entry_view found;
  found.id = row->id;
  found.kind = row->kind;
  found.author = external_of(on, row->author);
  if (found.author == people::erased_person) return {};
  for (auto const& one : receivers_of(on, entry))
    if (one.stands()) found.receivers.push_back(one.external);
  for (auto& words : words_of(on, *row))
    found.texts.push_back(std::move(words.text));
  return found;
}

std::vector<std::int64_t> entries_shown_by(store::connection& on, chat::message_ref const& where) {
  std::vector<std::int64_t> found;
  auto rows = on.select(
      "SELECT e.id FROM message m JOIN entry e ON e.id = m.id JOIN place c ON c.id = m.place JOIN workspace w"
      " ON w.id = c.workspace WHERE w.external = ?1 AND c.external = ?2 AND m.external = ?3 AND e.state = 0"
      " UNION SELECT p.subject FROM posted p JOIN entry e ON e.id = p.subject WHERE p.workspace = ?1"
      " AND p.channel = ?2 AND p.ts = ?3 AND p.subject_kind IN ('win', 'kudos') AND e.state = 0 ORDER BY 1",
      where.workspace, where.channel, where.id);
  while (rows.next())
    found.push_back(rows.integer(0));
  return found;
}

}  // namespace huzzah::ledger
