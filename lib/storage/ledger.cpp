#include "storage/ledger.hpp"

#include "storage/connection.hpp"
#include "storage/ids.hpp"
#include "storage/recognitions.hpp"
#include "storage/sources.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace huzzah::storage {
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

located locate(connection& on, source const& said) {
  located found;
  if (said.actor.empty()) found.actor = 0;
  found.workspace = find_workspace(on, said.where.workspace);
  if (!found.workspace) return found;
  found.place = find_place(on, *found.workspace, said.where.channel);
  if (!found.actor) found.actor = find_person(on, *found.workspace, said.actor);
  if (!found.place) return found;
  if (found.actor) {
    found.row = find_source(on, *found.place, said.where.timestamp, static_cast<int>(said.kind), *found.actor,
                            said.mark);
  }
  if (said.kind == recognition::source_kind::reaction) {
    auto const message = find_message(on, *found.place, said.where.timestamp);
    found.message_is_deleted = message && message->revision == deleted;
    found.is_closed = !found.row && is_closed_to_newcomers(on, *found.place, said.where.timestamp, said.mark);
  }
  return found;
}

bool stale(located const& found, base::time_point revision) {
  return found.message_is_deleted || found.is_closed ||
         (found.row && to_integer(revision) <= found.row->revision);
}

/// The source's row with this revision, created where there is none.
std::int64_t record_revision(connection& on, located const& found, source const& said, std::int64_t workspace,
                             std::int64_t revision) {
  if (found.row) {
    set_revision(on, found.row->id, revision);
    return found.row->id;
  }
  auto const place = found.place ? *found.place : place_id(on, workspace, said.where.channel);
  auto const actor = found.actor ? *found.actor : person_id(on, workspace, said.actor);
  return insert_source(on, place, said.where.timestamp, static_cast<int>(said.kind), actor, said.mark,
                       revision);
}

std::vector<std::string> sorted(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace

source source::message(chat::message_ref where) {
  return {recognition::source_kind::message, std::move(where)};
}

source source::reaction(chat::message_ref where, std::string reactor, std::string emoji) {
  return {recognition::source_kind::reaction, std::move(where), std::move(reactor), std::move(emoji)};
}

source source::command(std::string workspace, std::string channel, std::string trigger) {
  auto where = chat::message_ref(std::move(workspace), std::move(channel), {});
  return {recognition::source_kind::command, std::move(where), {}, std::move(trigger)};
}

bool ledger::is_stale(source const& said, base::time_point revision) {
  return stale(locate(*on_, said), revision);
}

bool ledger::has_dealt_with(source const& said) {
  auto const found = locate(*on_, said).row;
  if (!found) return false;
  auto const given = recognitions_of(*on_, found->id);
  return std::any_of(given.begin(), given.end(), [&](recognition_row const& row) {
    return !row.retracted || to_integer(*row.retracted) > found->revision;
  });
}

std::vector<entry> ledger::standing_as_of(source const& said, std::chrono::sys_seconds second) {
  std::vector<entry> standing;
  auto const found = locate(*on_, said).row;
  if (!found || std::chrono::floor<std::chrono::seconds>(to_time(found->revision)) != second) return standing;
  for (auto& row : recognitions_of(*on_, found->id))
    if (!row.retracted) standing.push_back(std::move(row.what));
  return standing;
}

change ledger::settle(statement const& said) {
  change done;
  auto const found = locate(*on_, said.said);
  if (stale(found, said.revision)) {
    done.stale = true;
    return done;
  }
  auto const workspace = found.workspace ? *found.workspace : workspace_id(*on_, said.said.where.workspace);
  auto const id = record_revision(*on_, found, said.said, workspace, to_integer(said.revision));
  auto known = found.row ? recognitions_of(*on_, id) : std::vector<recognition_row>{};

  for (auto const& given : said.gives) {
    if (given.amount <= 0 || given.is_broadcast) continue;  // judge() accepts none of these
    auto const same = std::find_if(known.begin(), known.end(), [&](recognition_row const& row) {
      return row.what.receiver == given.receiver;
    });
    if (same == known.end()) {
      recognition_row fresh;
      fresh.what = {0, said.giver, given.receiver, given.amount, given.reason, sorted(given.values)};
      fresh.source = id;
      fresh.workspace = workspace;
      fresh.given_at = said.given_at;
      fresh.given_on = said.given_on;
      insert_recognition(*on_, fresh);
      fresh.spoken_for = true;
      done.added.push_back(fresh.what);
      known.push_back(std::move(fresh));
      continue;
    }
    if (same->spoken_for) continue;  // a receiver counts once, as merge() has it
    same->spoken_for = true;
    auto next = same->what;
    next.amount = given.amount;
    next.reason = given.reason;
    next.values = sorted(given.values);
    auto const was_retracted = same->retracted;
    if (!was_retracted && next == same->what) continue;
    if (was_retracted && said.said.kind == recognition::source_kind::reaction) {
      // Put on again, a reaction gives again, today; a message stays where it was said, however it is edited.
      same->given_at = said.given_at;
      same->given_on = said.given_on;
    }
    replace_recognition(*on_, *same, next);
    (was_retracted ? done.added : done.changed).push_back(std::move(next));
  }
  for (auto const& row : known) {
    if (row.spoken_for || row.retracted) continue;
    retract_recognition(*on_, row, said.revision);
    done.removed.push_back(row.what);
  }
  return done;
}

int ledger::receivers_given_on(std::string const& workspace, std::string const& giver,
                               calendar::local_date day, source const& except, int most) {
  if (most <= 0) return 0;
  auto const in = find_workspace(*on_, workspace);
  auto const who = in ? find_person(*on_, *in, giver) : std::nullopt;
  if (!who) return 0;
  auto const left_out = locate(*on_, except).row;
  // The index is by moment: a day on anybody's calendar lies within these three days of UTC.
  auto const from = to_integer(day) * 86'400'000'000;
  auto row = on_->select(
      "SELECT count(*) FROM (SELECT 1 FROM recognition WHERE giver = ? AND given_at >= ? AND given_at < ?"
      " AND given_on = ? AND retracted_at IS NULL AND source <> ? LIMIT ?)",
      *who, from - 86'400'000'000, from + 2 * 86'400'000'000, day, left_out ? left_out->id : 0, most);
  row.next();
  return row.small(0);
}

change ledger::retract_message(chat::message_ref const& where, base::time_point at) {
  change done;
  auto const buried = bury_message(*on_, where);
  for (auto const& row : recognitions_at(*on_, buried.place, where.timestamp)) {
    if (row.retracted) continue;
    retract_recognition(*on_, row, at);
    done.removed.push_back(row.what);
  }
  // That the message is gone may be known through the win that it stated.
  done.stale = buried.was_known && done.removed.empty();
  return done;
}

change ledger::undo_last(std::string const& workspace, std::string const& giver, base::time_point not_before,
                         base::time_point now) {
  change done;
  auto const in = find_workspace(*on_, workspace);
  auto const who = in ? find_person(*on_, *in, giver) : std::nullopt;
  if (!who) return done;
  auto const last = newest_source_of(*on_, *who, not_before);
  if (!last) return done;
  // What is said takes back as of its revision; its giver does so after it.
  auto const after = [&] {
    auto row = on_->select(
        "UPDATE source SET revision = max(revision, ?) WHERE id = ? RETURNING revision + 1", now, *last);
    row.next();
    return to_time(row.integer(0));
  }();
  for (auto const& row : recognitions_of(*on_, *last)) {
    if (row.retracted) continue;
    retract_recognition(*on_, row, after);
    done.removed.push_back(row.what);
  }
  done.undone = source_of(*on_, *last);
  return done;
}

}  // namespace huzzah::storage
