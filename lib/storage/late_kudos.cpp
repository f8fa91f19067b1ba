#include "storage/late_kudos.hpp"

#include "storage/connection.hpp"
#include "storage/ids.hpp"
#include "storage/people.hpp"
#include "storage/recognitions.hpp"

namespace huzzah::storage {

void late_kudos::remember(std::int64_t recognition) {
  on_->run("INSERT INTO late_kudos (recognition) VALUES (?) ON CONFLICT DO NOTHING", recognition);
}

std::vector<late_note> late_kudos::take(std::string const& workspace) {
  std::vector<late_note> notes;
  auto const in = find_workspace(*on_, workspace);
  if (!in) return notes;
  {
    auto rows = on_->select(
        "SELECT r.id, g.external, t.external, r.amount, r.reason FROM late_kudos l"
        " JOIN recognition r ON r.id = l.recognition JOIN person g ON g.id = r.giver"
        " JOIN person t ON t.id = r.receiver WHERE t.workspace = ? AND r.retracted_at IS NULL"
        // Of those before a backup was restored the ledger that was there has told.
        " AND r.given_at > (SELECT ifnull(max(at), 0) FROM restored)"
        " ORDER BY t.external, r.given_at, r.id",
        *in);
    while (rows.next()) {
      auto receiver = rows.text(2);
      if (notes.empty() || notes.back().receiver != receiver) notes.emplace_back().receiver = receiver;
      auto& one = notes.back().given.emplace_back();
      one.id = rows.integer(0);
      one.giver = rows.text(1);
      one.receiver = std::move(receiver);
      one.amount = rows.small(3);
      one.reason = rows.text(4);
      one.values = values_of(*on_, one.id);
    }
  }
  on_->run(
      "DELETE FROM late_kudos WHERE recognition IN (SELECT r.id FROM recognition r JOIN person t"
      " ON t.id = r.receiver WHERE t.workspace = ?)",
      *in);
  people who(*on_);
  std::erase_if(notes, [&](late_note const& one) { return who.muted(workspace, one.receiver); });
  return notes;
}

}  // namespace huzzah::storage
