#include "app/ledger/recorded_messages.hpp"

#include "app/people/ids.hpp"
#include "store/connection.hpp"

namespace huzzah::ledger {
namespace {

// Timestamps of a channel sort as text in the order of time. The last part is of messages of ours that show a
// win which was not said in a channel.
constexpr auto recorded_rows = R"sql(
SELECT m.external AS ts, coalesce(p.external, ''), m.mark FROM message m JOIN entry e ON e.id = m.id AND e.state = 0
  LEFT JOIN person p ON p.id = m.actor WHERE m.place = ?1 AND m.external BETWEEN ?2 AND ?3
UNION ALL
SELECT m.external, p.external, s.sign FROM message m JOIN entry e ON e.id = m.id AND e.state = 0
  JOIN support s ON s.entry = e.id AND s.is_on = 1 JOIN person p ON p.id = s.person
  WHERE m.place = ?1 AND m.external BETWEEN ?2 AND ?3 AND substr(p.external, 1, 6) <> 'erased'
UNION ALL
SELECT o.ts, p.external, s.sign FROM posted o JOIN entry e ON e.id = o.subject AND e.state = 0
  JOIN support s ON s.entry = e.id AND s.is_on = 1 JOIN person p ON p.id = s.person
  WHERE o.subject_kind = 'win' AND o.workspace = ?4 AND o.channel = ?5 AND o.ts BETWEEN ?2 AND ?3
  AND substr(p.external, 1, 6) <> 'erased'
ORDER BY ts
)sql";

}  // namespace

std::vector<recorded_message> recorded(store::connection& on, std::string const& workspace,
                                       std::string const& channel, std::string const& from,
                                       std::string const& to) {
  std::vector<recorded_message> found;
  auto const in = people::find_workspace(on, workspace);
  auto const place = in ? people::find_place(on, *in, channel) : std::nullopt;
  // A place of none: ours may have shown something there all the same.
  auto const number = place.value_or(0);
  auto rows = on.select(recorded_rows, number, from, to, workspace, channel);
  while (rows.next()) {
    auto id = rows.text(0);
    if (id.empty()) continue;  // a command's
    if (found.empty() || found.back().id != id) found.emplace_back().id = std::move(id);
    if (auto person = rows.text(1); !person.empty())
      found.back().reactions.emplace(std::move(person), rows.text(2));
  }
  return found;
}

}  // namespace huzzah::ledger
