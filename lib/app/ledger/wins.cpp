#include "app/ledger/wins.hpp"

#include "app/ledger/entries.hpp"
#include "app/ledger/sight.hpp"
#include "app/ledger/sources.hpp"
#include "app/ledger/tallies.hpp"
#include "app/ledger/withheld.hpp"
#include "app/people/ids.hpp"
#include "store/connection.hpp"
#include "store/references.hpp"

#include <algorithm>

namespace huzzah::ledger {
namespace {

/// A win with the message that stated it.
class win_row {
 public:
  entry_row row;
  std::int64_t revision = 0;
  std::int64_t place = 0;
  std::string workspace;
  std::string channel;
  std::string external;
  std::string mark;
  std::string author;
};

std::optional<win_row> find_win(store::connection& on, std::int64_t id) {
  auto row = find_entry(on, id);
  if (!row || row->kind != entry_kind::win) return {};
  win_row found;
  found.row = std::move(*row);
  auto of = on.select(
      "SELECT m.revision, m.place, w.external, c.external, m.external, m.mark, a.external FROM message m"
      " JOIN place c ON c.id = m.place JOIN workspace w ON w.id = c.workspace JOIN person a ON a.id = ?2"
      " WHERE m.id = ?1",
      id, found.row.author);
  if (!of.next()) return {};
  found.revision = of.integer(0);
  found.place = of.integer(1);
  found.workspace = of.text(2);
  found.channel = of.text(3);
  found.external = of.text(4);
  found.mark = of.text(5);
  found.author = of.text(6);
  return found;
}

std::optional<win_row> find_win(store::connection& on, std::int64_t place, std::string const& external,
                                std::string const& mark) {
  auto const stated = find_source(on, place, external, way_of_wins, no_actor, mark);
  return stated ? find_win(on, stated->id) : std::nullopt;
}

/// The win that a message of ours shows.
std::optional<win_row> find_win_shown(store::connection& on, chat::message_ref const& where) {
  std::int64_t shown = 0;
  {
    auto row = on.select(
        "SELECT subject FROM posted WHERE workspace = ? AND channel = ? AND ts = ? AND subject_kind = 'win'",
        where.workspace, where.channel, where.id);
    if (!row.next()) return {};
    shown = row.integer(0);
  }
  return find_win(on, shown);
}

/// Until wins were entries they had numbers of their own, which buttons in the chat still carry.
std::int64_t number_of(store::connection& on, std::int64_t win) {
  auto row = on.select(
      "SELECT CAST(value AS INTEGER) FROM setting WHERE workspace = '' AND person = '' AND name = "
      "'win_base'");
  if (!row.next()) return win;
  auto const base = row.integer(0);
  return win <= base ? base + win : win;
}

/// A person's number, if they ever said or did anything here.
std::optional<std::int64_t> known_person(store::connection& on, std::string const& workspace,
                                         std::string const& person) {
  auto const in = people::find_workspace(on, workspace);
  return in ? people::find_person(on, *in, person) : std::nullopt;
}

/// Whether the message that a statement is about is deleted, or is known to say something newer.
bool is_overtaken(store::connection& on, std::int64_t place, win_statement const& said) {
  if (said.said.where.id.empty()) return false;
  auto const message = find_message(on, place, said.said.where.id);
  return message && message->revision > store::to_integer(said.revision);
}

std::optional<win_row> if_standing(std::optional<win_row> found) {
  if (found && !found->row.stands()) found.reset();
  return found;
}

std::optional<win_row> standing_at(store::connection& on, chat::message_ref const& where) {
  auto const in = where.id.empty() ? std::nullopt : people::find_workspace(on, where.workspace);
  if (!in) return {};
  auto const place = people::find_place(on, *in, where.channel);
  auto stated = place ? if_standing(find_win(on, *place, where.id, {})) : std::nullopt;
  return stated ? std::move(stated) : if_standing(find_win_shown(on, where));
}

/// Whether others hear of a win: the members of a channel, or every full member.
bool is_shared(entry_row const& row) {
  return row.heard_in || row.audience == people::every_member;
}

std::optional<win_entry> seen_from_outside(store::connection& on, std::optional<win_row> found) {
  if (!found) return {};
  win_entry one;
  one.id = found->row.id;
  one.reference = store::reference(on, store::reference_kind::win, one.id);
  one.workspace = found->workspace;
  one.author = found->author;
  one.said = win_source({found->workspace, found->channel, found->external}, found->mark);
  one.text = found->row.text;
  one.said_at = found->row.said_at;
  one.said_on = found->row.said_on;
  one.shared = is_shared(found->row);
  one.round = found->row.round;
  one.cheers = found->row.supporters;
  return one;
}

/// The channel in which a round is held; empty for no round.
std::string channel_of_round(store::connection& on, std::int64_t round) {
  auto row = on.select("SELECT channel FROM standup_round WHERE id = ?", round);
  return row.next() ? row.text(0) : std::string();
}

/// The channel whose members hear a win of a first revision; empty for none.
std::string heard_in(store::connection& on, win_statement const& said) {
  if (!said.shared) return {};
  if (said.round != 0) return channel_of_round(on, said.round);
  return said.privately ? std::string() : said.said.where.channel;
}

void count_win(store::connection& on, entry_row const& row, int times) {
  add_to_sums(on, row.workspace, row.audience, row.said_on, {row.author, 0, 0, times});
}

/// Makes a win one that the members of a channel hear.
void let_hear(store::connection& on, entry_row& row, std::string const& channel) {
  row.heard_in = people::place_id(on, row.workspace, channel);
  row.audience = people::audience_in(people::reach_of(on, *row.heard_in), *row.heard_in);
}

/// The row of a statement with its newest revision; it may be known of one that says nothing.
std::int64_t keep_revision(store::connection& on, win_statement const& said, std::int64_t place,
                           std::optional<source_row> const& known) {
  auto const revision = store::to_integer(said.revision);
  if (!known)
    return insert_source(on, place, said.said.where.id, way_of_wins, no_actor, said.said.mark, revision);
  set_revision(on, known->id, revision);
  return known->id;
}

std::int64_t insert_win(store::connection& on, win_statement const& said, std::int64_t id,
                        std::int64_t workspace) {
  entry_row row;
  row.id = id;
  row.workspace = workspace;
  row.kind = entry_kind::win;
  row.author = people::person_id(on, workspace, said.author);
  row.text = said.text;
  row.said_at = said.said_at;
  row.said_on = said.said_on;
  row.round = said.round;
  if (auto const channel = heard_in(on, said); !channel.empty()) let_hear(on, row, channel);
  insert_entry(on, row);
  replace_impacts(on, row.id, said.impacts);
  count_win(on, row, 1);
  return row.id;
}

/// Updates a win to a newer statement; one that was taken back is valid again.
void restate_win(store::connection& on, win_row known, win_statement const& said) {
  auto const stood = known.row.stands();
  set_revision(on, known.row.id, store::to_integer(said.revision));
  known.row.text = said.text;
  known.row.state = entry_state::stands;
  known.row.retracted_at.reset();
  if (!stood && known.row.heard_in)
    known.row.audience = people::audience_in(people::reach_of(on, *known.row.heard_in), *known.row.heard_in);
  update_entry(on, known.row);
  replace_impacts(on, known.row.id, said.impacts);
  if (!stood) count_win(on, known.row, 1);
}

}  // namespace

std::string copy_key(std::int64_t win) {
  return "win:" + std::to_string(win);
}

win_change win_ledger::settle(win_statement const& said) {
  win_change done;
  auto const& where = said.said.where;
  if (said.heard_by != people::reach::unknown)
    people::places(*on_).learn(where.workspace, where.channel, said.heard_by);
  auto const in = people::find_workspace(*on_, where.workspace);
  auto const place = in ? people::find_place(*on_, *in, where.channel) : std::nullopt;
  auto const stated =
      place ? find_source(*on_, *place, where.id, way_of_wins, no_actor, said.said.mark) : std::nullopt;
  auto const known = stated ? find_win(*on_, stated->id) : std::nullopt;
  auto const overtaken = place && is_overtaken(*on_, *place, said);
  if (overtaken || (stated && store::to_integer(said.revision) <= stated->revision)) {
    done.stale = true;
    return done;
  }
  if (said.text.empty()) {
    // The message itself may come after the edit that takes the win out of it.
    if (said.revision == base::time_point()) return done;
    auto const workspace = people::workspace_id(*on_, where.workspace);
    keep_revision(*on_, said, people::place_id(*on_, workspace, where.channel), stated);
    if (!known || !known->row.stands()) return done;
    retract_entry(*on_, known->row, said.revision);
    done.removed = seen_from_outside(*on_, known);
    return done;
  }
  if (!known) {
    auto const workspace = people::workspace_id(*on_, where.workspace);
    auto const id = keep_revision(*on_, said, people::place_id(*on_, workspace, where.channel), stated);
    done.added = find(insert_win(*on_, said, id, workspace));
    return done;
  }
  restate_win(*on_, *known, said);
  auto now = find(known->row.id);
  if (!known->row.stands()) {
    done.added = std::move(now);
  } else if (now->text != known->row.text) {
    done.changed = std::move(now);
  }
  return done;
}

win_change win_ledger::retract_message(chat::message_ref const& where, base::time_point at) {
  win_change done;
  auto const buried = bury_message(*on_, where);
  auto const known = if_standing(find_win(*on_, buried.place, where.id, {}));
  if (!known) {
    done.stale = buried.was_known;
    return done;
  }
  retract_entry(*on_, known->row, at);
  done.removed = seen_from_outside(*on_, known);
  return done;
}

win_change win_ledger::retract(std::int64_t win, std::string const& author, base::time_point at) {
  win_change done;
  auto const known = if_standing(find_win(*on_, number_of(*on_, win)));
  if (!known || known->author != author) return done;
  // The same statement delivered again stays taken back; an edit after `at` speaks afresh.
  set_revision(*on_, known->row.id, std::max(known->revision, store::to_integer(at)));
  retract_entry(*on_, known->row, at);
  done.removed = seen_from_outside(*on_, known);
  return done;
}

std::optional<win_entry> win_ledger::find(chat::message_ref const& where) {
  return seen_from_outside(*on_, standing_at(*on_, where));
}

std::optional<win_entry> win_ledger::find(std::int64_t win) {
  return seen_from_outside(*on_, if_standing(find_win(*on_, number_of(*on_, win))));
}

std::optional<win_entry> win_ledger::find_referenced(std::string const& reference) {
  return find(store::referenced(*on_, store::reference_kind::win, reference));
}

bool win_ledger::has_answered(std::int64_t round, std::string const& workspace, std::string const& author) {
  auto const who = known_person(*on_, workspace, author);
  if (!who) return false;
  auto row = on_->select(
      "SELECT 1 FROM entry WHERE about_kind = 1 AND about = ? AND author = ? AND state = 0", round, *who);
  return row.next();
}

bool win_ledger::share(std::int64_t win, std::string const& author, std::string const& channel) {
  auto known = if_standing(find_win(*on_, number_of(*on_, win)));
  if (!known || known->author != author || is_shared(known->row)) return false;
  if (withheld_entries(*on_).is_hidden(known->row.id)) return false;
  auto const of_round = known->row.round == 0 ? std::string() : channel_of_round(*on_, known->row.round);
  auto const& heard_by = of_round.empty() ? channel : of_round;
  count_win(*on_, known->row, -1);
  if (heard_by.empty()) {
    known->row.audience = people::every_member;
  } else {
    let_hear(*on_, known->row, heard_by);
  }
  update_entry(*on_, known->row);
  count_win(*on_, known->row, 1);
  return true;
}

std::optional<win_entry> win_ledger::cheer(chat::message_ref const& where, std::string const& person,
                                           std::string const& emoji, bool on, base::time_point revision) {
  auto const cheered = standing_at(*on_, where);
  if (!cheered || !is_shared(cheered->row)) return {};
  auto const in = people::workspace_id(*on_, where.workspace);
  auto const known = people::find_person(*on_, in, person);
  auto const place = people::find_place(*on_, in, where.channel);
  if (place && is_closed_to_newcomers(*on_, *place, where.id, emoji) &&
      !(known && has_supported(*on_, cheered->row.id, *known, emoji)))
    return {};
  auto const who = known ? *known : people::person_id(*on_, in, person);
  set_support(*on_, cheered->row.id, who, emoji, on, revision);
  count_supporters(*on_, cheered->row.id);
  return find(cheered->row.id);
}

int win_ledger::count(std::string const& workspace, std::string const& author, people::viewer const& to) {
  auto const in = people::find_workspace(*on_, workspace);
  auto const who = in ? people::find_person(*on_, *in, author) : std::nullopt;
  if (!who) return 0;
  auto const seen = sight(*on_, *in, to);
  std::int64_t sum = 0;
  for (auto const audience : seen.sums()) {
    auto const key = sum_key(audience, all_time, 0, *who);
    auto row = on_->select("SELECT wins FROM tally WHERE id = ?", key);
    if (row.next()) sum += row.integer(0);
  }
  return static_cast<int>(sum);
}

int win_ledger::count_on(std::string const& workspace, std::string const& author, calendar::local_date day) {
  auto const who = known_person(*on_, workspace, author);
  if (!who) return 0;
  // The index is by moment: a day on anybody's calendar lies within these three days of UTC.
  auto const from = (store::to_integer(day) - 1) * 86'400'000'000;
  auto const until = (store::to_integer(day) + 2) * 86'400'000'000;
  auto row = on_->select(
      "SELECT count(*) FROM entry WHERE author = ? AND kind = 1 AND said_at >= ? AND said_at < ? AND said_on "
      "= ?"
      " AND state = 0",
      *who, from, until, day);
  row.next();
  return row.small(0);
}

std::set<calendar::local_date> win_ledger::days(std::string const& workspace, std::string const& author,
                                                calendar::local_date since, people::viewer const& to) {
  std::set<calendar::local_date> found;
  auto const in = people::find_workspace(*on_, workspace);
  auto const who = in ? people::find_person(*on_, *in, author) : std::nullopt;
  if (!who) return found;
  auto seen = sight(*on_, *in, to);
  // The index is by moment: a day on anybody's calendar begins at most a day before UTC's.
  auto const earliest = (store::to_integer(since) - 1) * 86'400'000'000;
  auto rows = on_->select(
      "SELECT said_on, id, audience, heard_in FROM entry WHERE author = ? AND kind = 1 AND said_at >= ?"
      " AND said_on >= ? AND state = 0",
      *who, earliest, since);
  while (rows.next()) {
    auto const day = store::to_date(rows.integer(0));
    if (found.contains(day)) continue;
    if (seen.sees(rows.integer(1), *who, rows.integer(2), number_or_none(rows, 3))) found.insert(day);
  }
  return found;
}

}  // namespace huzzah::ledger
