#include "app/ledger/late_kudos.hpp"

#include "app/ledger/entries.hpp"
#include "app/ledger/sight.hpp"
#include "app/people/ids.hpp"
#include "app/people/people.hpp"
#include "store/connection.hpp"

#include <chrono>

namespace huzzah::ledger {

namespace {

/// The longest time between two digests, and the longest that one may be late.
constexpr auto kept_for_digests = std::chrono::days{60};

}  // namespace

void late_kudos::remember(std::string const& workspace, kudos_entry const& given) {
  auto const receiver = people::person_id(*on_, people::workspace_id(*on_, workspace), given.receiver);
  on_->run("INSERT INTO late_entry (entry, person) VALUES (?, ?) ON CONFLICT DO NOTHING", given.id, receiver);
}

void late_kudos::found(std::int64_t entry, base::time_point said_at, base::time_point now) {
  if (now - said_at < std::chrono::minutes{1}) return;
  on_->run("INSERT INTO found_late (entry, at) VALUES (?, ?) ON CONFLICT DO NOTHING", entry, now);
  on_->run("DELETE FROM found_late WHERE at < ?", now - kept_for_digests);
}

std::vector<late_note> late_kudos::take(std::string const& workspace) {
  std::vector<late_note> notes;
  auto const in = people::find_workspace(*on_, workspace);
  if (!in) return notes;
  {
    auto seen = sight(*on_, *in, people::viewer::everybody());
    auto rows = on_->select(
        "SELECT e.id, g.external, t.external, r.amount, r.line, e.author, e.audience, e.heard_in, h.external"
        " FROM late_entry l JOIN entry_person r ON r.entry = l.entry AND r.person = l.person AND r.role = 0"
        " JOIN entry e ON e.id = r.entry JOIN person g ON g.id = e.author JOIN person t ON t.id = r.person "
        "JOIN place h ON h.id = e.heard_in"
        " WHERE e.workspace = ? AND r.state = 0"
        // Older ones were reported by the ledger that was there before a backup was restored.
        " AND r.said_at > (SELECT coalesce(max(at), 0) FROM restored)"
        " ORDER BY t.external, r.said_at, e.id",
        *in);
    while (rows.next()) {
      auto receiver = rows.text(2);
      if (notes.empty() || notes.back().receiver != receiver) notes.emplace_back().receiver = receiver;
      auto& one = notes.back().given.emplace_back();
      one.id = rows.integer(0);
      one.giver = rows.text(1);
      one.receiver = std::move(receiver);
      one.amount = rows.small(3);
      // What only some can read is not repeated here.
      if (!seen.sees(one.id, rows.integer(5), rows.integer(6), rows.integer(7))) continue;
      auto words = words_of(*on_, *find_entry(*on_, one.id)).at(static_cast<std::size_t>(rows.integer(4)));
      notes.back().channels.insert(rows.text(8));
      one.reason = std::move(words.text);
      one.values = std::move(words.values);
    }
  }
  on_->run(
      "DELETE FROM late_entry WHERE entry IN (SELECT l.entry FROM late_entry l JOIN entry e ON e.id = l.entry"
      " WHERE e.workspace = ?)",
      *in);
  people::people who(*on_);
  std::erase_if(notes, [&](late_note const& one) { return who.muted(workspace, one.receiver); });
  return notes;
}

}  // namespace huzzah::ledger
