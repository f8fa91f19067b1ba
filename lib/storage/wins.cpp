#include "storage/wins.hpp"

#include "storage/connection.hpp"
#include "storage/ids.hpp"
#include "storage/sources.hpp"
#include "storage/win_rows.hpp"

#include <algorithm>

namespace huzzah::storage {
namespace {

/// A person's number, if they ever said or did anything here.
std::optional<std::int64_t> known_person(connection& on, std::string const& workspace,
                                         std::string const& person) {
  auto const in = find_workspace(on, workspace);
  return in ? find_person(on, *in, person) : std::nullopt;
}

/// Whether the message that a statement is about is gone, or is known to say something newer.
bool is_overtaken(connection& on, std::int64_t place, win_statement const& said) {
  if (said.said.where.timestamp.empty()) return false;
  auto const message = find_message(on, place, said.said.where.timestamp);
  return message && message->revision > to_integer(said.revision);
}

std::optional<win_row> if_standing(std::optional<win_row> row) {
  if (row && row->retracted) row.reset();
  return row;
}

std::optional<win_row> standing_at(connection& on, chat::message_ref const& where) {
  auto const in = where.timestamp.empty() ? std::nullopt : find_workspace(on, where.workspace);
  if (!in) return {};
  auto const place = find_place(on, *in, where.channel);
  auto stated = place ? if_standing(find_win(on, *place, where.timestamp, {})) : std::nullopt;
  return stated ? std::move(stated) : if_standing(find_win_shown(on, where));
}

std::optional<win_entry> entry_of(std::optional<win_row> row) {
  if (!row) return {};
  return std::move(row->what);
}

}  // namespace

std::string copy_key(std::int64_t win) {
  return "win:" + std::to_string(win);
}

win_change wins::settle(win_statement const& said) {
  win_change done;
  auto const& where = said.said.where;
  auto const in = find_workspace(*on_, where.workspace);
  auto const place = in ? find_place(*on_, *in, where.channel) : std::nullopt;
  auto const known = place ? find_win(*on_, *place, where.timestamp, said.said.mark) : std::nullopt;
  auto const overtaken = place && is_overtaken(*on_, *place, said);
  if (overtaken || (known && to_integer(said.revision) <= known->revision)) {
    done.stale = true;
    return done;
  }
  if (said.text.empty()) {
    if (!known) return done;
    set_win_revision(*on_, known->what.id, to_integer(said.revision));
    if (known->retracted) return done;
    retract_win(*on_, *known, said.revision);
    done.removed = known->what;
    return done;
  }
  if (!known) {
    done.added = find(insert_win(*on_, said));
    return done;
  }
  restate_win(*on_, *known, said);
  auto now = find(known->what.id);
  if (known->retracted) {
    done.added = std::move(now);
  } else if (now->text != known->what.text) {
    done.changed = std::move(now);
  }
  return done;
}

win_change wins::retract_message(chat::message_ref const& where, base::time_point at) {
  win_change done;
  auto const buried = bury_message(*on_, where);
  auto const known = find_win(*on_, buried.place, where.timestamp, {});
  if (!known || known->retracted) {
    done.stale = buried.was_known;
    return done;
  }
  retract_win(*on_, *known, at);
  done.removed = known->what;
  return done;
}

win_change wins::retract(std::int64_t win, std::string const& author, base::time_point at) {
  win_change done;
  auto const known = if_standing(find_win(*on_, win));
  if (!known || known->what.author != author) return done;
  // The same statement delivered again stays taken back; an edit after `at` speaks afresh.
  set_win_revision(*on_, win, std::max(known->revision, to_integer(at)));
  retract_win(*on_, *known, at);
  done.removed = known->what;
  return done;
}

std::optional<win_entry> wins::find(chat::message_ref const& where) {
  return entry_of(standing_at(*on_, where));
}

std::optional<win_entry> wins::find(std::int64_t win) {
  return entry_of(if_standing(find_win(*on_, win)));
}

bool wins::has_answered(std::int64_t round, std::string const& workspace, std::string const& author) {
  auto const who = known_person(*on_, workspace, author);
  if (!who) return false;
  auto row =
      on_->select("SELECT 1 FROM win WHERE round = ? AND author = ? AND retracted_at IS NULL", round, *who);
  return row.next();
}

bool wins::share(std::int64_t win, std::string const& author) {
  auto const known = if_standing(find_win(*on_, win));
  if (!known || known->what.author != author || known->what.shared) return false;
  share_win(*on_, *known);
  return true;
}

std::optional<win_entry> wins::cheer(chat::message_ref const& where, std::string const& person,
                                     std::string const& emoji, bool on, base::time_point revision) {
  auto const cheered = standing_at(*on_, where);
  if (!cheered || !cheered->what.shared) return {};
  auto const in = workspace_id(*on_, where.workspace);
  auto const known = find_person(*on_, in, person);
  auto const place = find_place(*on_, in, where.channel);
  if (place && is_closed_to_newcomers(*on_, *place, where.timestamp, emoji) &&
      !(known && has_cheered(*on_, cheered->what.id, *known, emoji)))
    return {};
  auto const who = known ? *known : person_id(*on_, in, person);
  set_cheer(*on_, cheered->what.id, who, emoji, on, revision);
  count_cheers(*on_, cheered->what.id);
  return find(cheered->what.id);
}

int wins::count(std::string const& workspace, std::string const& author, which_wins which) {
  auto const who = known_person(*on_, workspace, author);
  if (!who) return 0;
  auto row = on_->select("SELECT wins, shared FROM win_tally WHERE person = ?", *who);
  return row.next() ? row.small(which == which_wins::all ? 0 : 1) : 0;
}

std::set<calendar::local_date> wins::days(std::string const& workspace, std::string const& author,
                                          calendar::local_date since, which_wins which) {
  std::set<calendar::local_date> found;
  auto const who = known_person(*on_, workspace, author);
  if (!who) return found;
  auto rows = on_->select(
      "SELECT DISTINCT said_on FROM win WHERE author = ? AND said_on >= ? AND shared >= ?"
      " AND retracted_at IS NULL",
      *who, since, which == which_wins::shared ? 1 : 0);
  while (rows.next())
    found.insert(to_date(rows.integer(0)));
  return found;
}

}  // namespace huzzah::storage
