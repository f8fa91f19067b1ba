// What the record holds of a channel's messages, to compare with what the platform says that is there.
#include "storage/connection.hpp"
#include "storage/ids.hpp"
#include "storage/reader.hpp"

namespace huzzah::storage {
namespace {

// Timestamps of a channel sort as text in the order of time. The last part is of messages of ours that show a
// win which was not said in a channel.
constexpr auto recorded_rows = R"sql(
SELECT s.ts AS ts, ifnull(p.external, ''), s.mark FROM source s LEFT JOIN person p ON p.id = s.actor
  WHERE s.place = ?1 AND s.ts BETWEEN ?2 AND ?3 AND EXISTS
  (SELECT 1 FROM recognition r WHERE r.source = s.id AND r.retracted_at IS NULL)
UNION ALL
SELECT n.ts, '', '' FROM win n
  WHERE n.place = ?1 AND n.ts BETWEEN ?2 AND ?3 AND n.retracted_at IS NULL
UNION ALL
SELECT n.ts, p.external, c.emoji FROM win n JOIN cheer c ON c.win = n.id JOIN person p ON p.id = c.person
  WHERE n.place = ?1 AND n.ts BETWEEN ?2 AND ?3 AND n.retracted_at IS NULL AND c.is_on = 1
  AND p.external <> 'erased'
UNION ALL
SELECT o.sent_ts, p.external, c.emoji FROM outbox o JOIN win n ON o.key = 'win:' || n.id
  JOIN cheer c ON c.win = n.id JOIN person p ON p.id = c.person
  WHERE o.sent_channel = ?4 AND o.sent_ts BETWEEN ?2 AND ?3 AND o.sent_ts <> '' AND n.retracted_at IS NULL
  AND c.is_on = 1 AND p.external <> 'erased'
ORDER BY ts
)sql";

}  // namespace

std::vector<recorded_message> reader::recorded(std::string const& workspace, std::string const& channel,
                                               std::string const& from, std::string const& to) {
  std::vector<recorded_message> found;
  auto const in = find_workspace(*on_, workspace);
  auto const place = in ? find_place(*on_, *in, channel) : std::nullopt;
  // A place of none: ours may have shown something there all the same.
  auto const number = place.value_or(0);
  auto rows = on_->select(recorded_rows, number, from, to, channel);
  while (rows.next()) {
    auto timestamp = rows.text(0);
    if (timestamp.empty()) continue;  // a command's
    if (found.empty() || found.back().timestamp != timestamp)
      found.emplace_back().timestamp = std::move(timestamp);
    if (auto person = rows.text(1); !person.empty())
      found.back().reactions.emplace(std::move(person), rows.text(2));
  }
  return found;
}

}  // namespace huzzah::storage
