#include "app/ledger/kudos.hpp"

#include "app/ledger/entries.hpp"
#include "app/ledger/settle.hpp"
#include "app/ledger/sources.hpp"
#include "app/ledger/tallies.hpp"
#include "app/people/ids.hpp"
#include "store/connection.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace huzzah::ledger {
namespace {

/// A source's place in the tables, as far as it is known there.
struct located {
  std::optional<std::int64_t> workspace;
  std::optional<std::int64_t> place;
  std::optional<std::int64_t> actor;  // 0: the source has none
  std::optional<source_row> row;
  bool message_is_deleted = false;
  bool is_closed = false;  // to those who are not in it
};

located locate(store::connection& on, kudos_source const& said) {
  located found;
  if (said.actor.empty()) found.actor = 0;
  found.workspace = people::find_workspace(on, said.where.workspace);
  if (!found.workspace) return found;
  found.place = people::find_place(on, *found.workspace, said.where.channel);
  if (!found.actor) found.actor = people::find_person(on, *found.workspace, said.actor);
  if (!found.place) return found;
  if (found.actor) {
    found.row =
        find_source(on, *found.place, said.where.id, static_cast<int>(said.kind), *found.actor, said.mark);
  }
  if (said.kind == source_kind::reaction) {
    auto const message = find_message(on, *found.place, said.where.id);
    found.message_is_deleted = message && message->revision == deleted;
    found.is_closed = !found.row && is_closed_to_newcomers(on, *found.place, said.where.id, said.mark);
  }
  return found;
}

bool stale(located const& found, base::time_point revision) {
  return found.message_is_deleted || found.is_closed ||
         (found.row && store::to_integer(revision) <= found.row->revision);
}

/// The source's row with this revision, created where there is none.
std::int64_t record_revision(store::connection& on, located const& found, kudos_source const& said,
                             std::int64_t workspace, std::int64_t place, std::int64_t revision) {
  if (found.row) {
    set_revision(on, found.row->id, revision);
    return found.row->id;
  }
  auto const actor = found.actor ? *found.actor : people::person_id(on, workspace, said.actor);
  return insert_source(on, place, said.where.id, static_cast<int>(said.kind), actor, said.mark, revision);
}

/// Takes back what an entry gives; all of it as it was.
void retract_all(store::connection& on, entry_row const& row, base::time_point at,
                 std::vector<kudos_entry>& removed) {
  auto const giver = external_of(on, row.author);
  auto const lines = words_of(on, row);
  for (auto const& one : retract_entry(on, row, at))
    removed.push_back(entry_for(row.id, giver, one, lines));
}

}  // namespace

kudos_source source_of(store::connection& on, std::int64_t id) {
  auto row = on.select(
      "SELECT m.way, w.external, c.external, m.external, coalesce(a.external, ''), m.mark FROM message m"
      " JOIN place c ON c.id = m.place JOIN workspace w ON w.id = c.workspace"
      " LEFT JOIN person a ON a.id = m.actor WHERE m.id = ?",
      id);
  if (!row.next()) return {};
  auto where = chat::message_ref(row.text(1), row.text(2), row.text(3));
  return {static_cast<source_kind>(row.small(0)), std::move(where), row.text(4), row.text(5)};
}

std::vector<kudos_entry> standing_on(store::connection& on, std::int64_t id) {
  std::vector<kudos_entry> standing;
  auto const row = find_entry(on, id);
  if (!row || row->kind != entry_kind::kudos || !row->stands()) return standing;
  auto const giver = external_of(on, row->author);
  auto const lines = words_of(on, *row);
  for (auto const& one : receivers_of(on, id))
    if (one.stands()) standing.push_back(entry_for(id, giver, one, lines));
  return standing;
}

kudos_source kudos_source::message(chat::message_ref where) {
  return {source_kind::message, std::move(where)};
}

kudos_source kudos_source::reaction(chat::message_ref where, std::string reactor, std::string emoji) {
  return {source_kind::reaction, std::move(where), std::move(reactor), std::move(emoji)};
}

kudos_source kudos_source::command(std::string workspace, std::string channel, std::string trigger) {
  auto where = chat::message_ref(std::move(workspace), std::move(channel), {});
  return {source_kind::command, std::move(where), {}, std::move(trigger)};
}

bool kudos_ledger::is_stale(kudos_source const& said, base::time_point revision) {
  return stale(locate(*on_, said), revision);
}

bool kudos_ledger::has_dealt_with(kudos_source const& said) {
  auto const found = locate(*on_, said).row;
  if (!found) return false;
  auto const given = receivers_of(*on_, found->id);
  return std::any_of(given.begin(), given.end(), [&](entry_receiver const& one) {
    return one.state != entry_state::retracted || is_undone(one, found->revision);
  });
}

std::vector<kudos_entry> kudos_ledger::standing_as_of(kudos_source const& said,
                                                      std::chrono::sys_seconds second) {
  auto const found = locate(*on_, said).row;
  if (!found || std::chrono::floor<std::chrono::seconds>(store::to_time(found->revision)) != second)
    return {};
  return standing_on(*on_, found->id);
}

kudos_change kudos_ledger::settle(kudos_statement const& said) {
  kudos_change done;
  auto const& where = said.said.where;
  if (said.heard_by != people::reach::unknown)
    people::places(*on_).learn(where.workspace, where.channel, said.heard_by);
  auto const found = locate(*on_, said.said);
  if (stale(found, said.revision)) {
    done.stale = true;
    return done;
  }
  auto const workspace = found.workspace ? *found.workspace : people::workspace_id(*on_, where.workspace);
  auto const place = found.place ? *found.place : people::place_id(*on_, workspace, where.channel);
  auto const id = record_revision(*on_, found, said.said, workspace, place, store::to_integer(said.revision));
  if (found.row && stays_undone(*on_, said, *found.row)) {
    done.stale = true;
    return done;
  }
  settle_entry(*on_, said, id, workspace, place, done);
  return done;
}

int kudos_ledger::receivers_given_on(std::string const& workspace, std::string const& giver,
                                     calendar::local_date day, kudos_source const& except, int most) {
  if (most <= 0) return 0;
  auto const in = people::find_workspace(*on_, workspace);
  auto const who = in ? people::find_person(*on_, *in, giver) : std::nullopt;
  if (!who) return 0;
  auto const left_out = locate(*on_, except).row;
  // The index is by moment: a day on anybody's calendar lies within these three days of UTC.
  auto const from = store::to_integer(day) * 86'400'000'000;
  auto row = on_->select(
      "SELECT coalesce(sum(receivers), 0) FROM entry WHERE author = ? AND kind = 0 AND said_at >= ?"
      " AND said_at < ? AND said_on = ? AND state = 0 AND id <> ?",
      *who, from - 86'400'000'000, from + 2 * 86'400'000'000, day, left_out ? left_out->id : 0);
  row.next();
  return static_cast<int>(std::min<std::int64_t>(row.integer(0), most));
}

kudos_change kudos_ledger::retract_message(chat::message_ref const& where, base::time_point at) {
  kudos_change done;
  auto const buried = bury_message(*on_, where);
  for (auto const& row : standing_kudos_at(*on_, buried.place, where.id))
    retract_all(*on_, row, at, done.removed);
  // That the message is gone may be known through the win that it stated.
  done.stale = buried.was_known && done.removed.empty();
  return done;
}

std::vector<pending_receiver> kudos_ledger::pending(std::string const& workspace, int most) {
  std::vector<pending_receiver> found;
  auto const in = people::find_workspace(*on_, workspace);
  if (!in) return found;
  auto rows = on_->select(
      "SELECT e.id, t.external, g.external, e.said_at FROM entry_person r INDEXED BY entry_person_pending"
      " JOIN entry e ON e.id = r.entry JOIN person t ON t.id = r.person JOIN person g ON g.id = e.author"
      " WHERE r.state = 1 AND e.workspace = ? ORDER BY r.person LIMIT ?",
      *in, most);
  while (rows.next()) {
    auto& one = found.emplace_back();
    one.entry = rows.integer(0);
    one.receiver = rows.text(1);
    one.giver = rows.text(2);
    one.said_at = store::to_time(rows.integer(3));
  }
  return found;
}

kudos_change kudos_ledger::decide(pending_receiver const& who, bool accepted, base::time_point at) {
  kudos_change done;
  auto row = find_entry(*on_, who.entry);
  if (!row) return done;
  done.undone = source_of(*on_, row->id);
  auto others_wait = false;
  for (auto& one : receivers_of(*on_, row->id)) {
    if (one.state != entry_state::pending) continue;
    if (one.external != who.receiver) {
      others_wait = true;
      continue;
    }
    one.state = accepted ? entry_state::stands : entry_state::retracted;
    if (!accepted) one.retracted_at = store::to_integer(at);
    update_receiver(*on_, row->id, one);
    if (!accepted) continue;
    if (!row->stands() && row->heard_in)
      row->audience = people::audience_in(people::reach_of(*on_, *row->heard_in), *row->heard_in);
    row->state = entry_state::stands;
    ++row->receivers;
    add_to_sums(*on_, row->workspace, row->audience, row->said_on, {one.person, one.amount, 0, 0});
    add_to_sums(*on_, row->workspace, row->audience, row->said_on, {row->author, 0, one.amount, 0});
    done.added.push_back(entry_for(row->id, who.giver, one, words_of(*on_, *row)));
  }
  if (!row->stands() && !others_wait) {
    done.removed.emplace_back();
    row->state = entry_state::retracted;
    row->retracted_at = store::to_integer(at);
  }
  update_entry(*on_, *row);
  return done;
}

kudos_change kudos_ledger::undo_last(std::string const& workspace, std::string const& giver,
                                     base::time_point not_before, base::time_point now) {
  kudos_change done;
  auto const in = people::find_workspace(*on_, workspace);
  auto const who = in ? people::find_person(*on_, *in, giver) : std::nullopt;
  auto const last = who ? newest_kudos_of(*on_, *who, not_before) : std::nullopt;
  if (!last) return done;
  // What is said takes back as of its revision, its giver after it. The revision stays as the platform gave
  // it: no clock of ours decides what is newer.
  auto const after = [&] {
    auto row =
        on_->select("SELECT CASE WHEN revision < ?1 THEN ?1 ELSE revision + 1 END FROM message WHERE id = ?2",
                    now, last->id);
    row.next();
    return store::to_time(row.integer(0));
  }();
  retract_all(*on_, *last, after, done.removed);
  done.undone = source_of(*on_, last->id);
  return done;
}

}  // namespace huzzah::ledger
