#include "app/ledger/span.hpp"

#include "app/ledger/entries.hpp"
#include "app/ledger/sight.hpp"
#include "app/ledger/tallies.hpp"
#include "app/people/erased_person.hpp"
#include "app/people/ids.hpp"
#include "store/connection.hpp"

#include <algorithm>

namespace huzzah::ledger {

span::span(store::connection& on, std::string workspace, people::viewer const& to, base::time_point from,
           base::time_point until, std::optional<base::time_point> late_since)
    : on_(on), name_(std::move(workspace)), from_(from), until_(until), earliest_(from) {
  auto const in = people::find_workspace(on_, name_);
  if (!in) return;
  workspace_ = *in;
  seen_ = std::make_unique<sight>(on_, workspace_, to);
  if (late_since) find_late(*late_since);
}

span::~span() = default;

void span::find_late(base::time_point since) {
  auto rows = on_.select(
      "SELECT e.id, e.said_at FROM found_late f JOIN entry e ON e.id = f.entry WHERE f.at > ?"
      " AND e.workspace = ? AND e.said_at <= ?",
      since, workspace_, from_);
  while (rows.next()) {
    late_.insert(rows.integer(0));
    earliest_ = std::min(earliest_, store::to_time(rows.integer(1)) - base::duration(1));
  }
}

/// All values at once: asked one by one they would take as long as all the rest.
std::map<span::words_key, std::vector<std::string>> span::values_of(std::int64_t audience) {
  std::map<words_key, std::vector<std::string>> found;
  auto rows = on_.select(
      "SELECT v.entry, v.line, t.name FROM entry e INDEXED BY entry_by_audience JOIN entry_value v"
      " ON v.entry = e.id JOIN value_tag t ON t.id = v.value WHERE e.workspace = ? AND e.audience = ?"
      " AND e.state = 0 AND e.said_at > ? AND e.said_at <= ? AND e.kind = 0 ORDER BY t.name",
      workspace_, audience, earliest_, until_);
  while (rows.next())
    found[{rows.integer(0), rows.integer(1)}].push_back(rows.text(2));
  return found;
}

void span::read_kudos(std::int64_t audience, std::map<row_key, kudos_view>& into) {
  auto const values = values_of(audience);
  auto rows = on_.select(
      "SELECT e.id, g.external, g.name, t.external, t.name, r.amount, CASE WHEN r.line = 0 THEN e.text ELSE"
      " (SELECT text FROM entry_line l WHERE l.entry = e.id AND l.line = r.line) END, c.external, m.external,"
      " e.said_at, e.author, e.heard_in, r.line FROM entry e INDEXED BY entry_by_audience JOIN entry_person r"
      " ON r.entry = e.id AND r.role = 0 AND r.state = 0 JOIN message m ON m.id = e.id"
      " JOIN place c ON c.id = m.place JOIN person g ON g.id = e.author JOIN person t ON t.id = r.person"
      " WHERE e.workspace = ? AND e.audience = ? AND e.state = 0 AND e.said_at > ? AND e.said_at <= ?"
      " AND e.kind = 0",
      workspace_, audience, earliest_, until_);
  while (rows.next()) {
    kudos_view one;
    one.id = rows.integer(0);
    one.given_at = store::to_time(rows.integer(9));
    auto const author = rows.integer(10);
    if (!is_within(one.id, one.given_at) || !seen_->sees(one.id, author, audience, rows.integer(11)))
      continue;
    one.giver = rows.text(1);
    one.receiver = rows.text(3);
    // Of erased people there is a count, and no more.
    if (people::is_erased(one.giver) || people::is_erased(one.receiver)) continue;
    one.giver_name = rows.text(2);
    one.receiver_name = rows.text(4);
    one.amount = rows.small(5);
    one.reason = rows.text(6);
    one.where = chat::message_ref(name_, rows.text(7), rows.text(8));
    if (auto const found = values.find({one.id, rows.integer(12)}); found != values.end())
      one.values = found->second;
    into.emplace(row_key(one.given_at, author, one.id, into.size()), std::move(one));
  }
}

std::vector<kudos_view> span::kudos() {
  if (!seen_) return {};
  std::map<row_key, kudos_view> in_order;
  for (auto const audience : seen_->audiences())
    read_kudos(audience, in_order);
  std::vector<kudos_view> found;
  found.reserve(in_order.size());
  for (auto& [key, one] : in_order)
    found.push_back(std::move(one));
  return found;
}

std::vector<win_view> span::wins() {
  if (!seen_) return {};
  auto found = wins_between(on_, workspace_, *seen_, earliest_, until_);
  std::erase_if(found, [&](win_view const& one) { return !is_within(one.id, one.said_at); });
  return found;
}

std::optional<base::time_point> span::last_received_before(std::string const& person) {
  auto const receiver = seen_ ? people::find_person(on_, workspace_, person) : std::nullopt;
  if (!receiver) return {};
  auto rows = on_.select(
      "SELECT r.said_at, e.id, e.author, e.audience, e.heard_in FROM entry_person r INDEXED BY"
      " entry_person_by_person JOIN entry e ON e.id = r.entry WHERE r.person = ? AND r.said_at <= ?"
      " AND r.role = 0 AND r.state = 0 ORDER BY r.said_at DESC",
      *receiver, from_);
  while (rows.next())
    if (seen_->sees(rows.integer(1), rows.integer(2), rows.integer(3), rows.integer(4)))
      return store::to_time(rows.integer(0));
  return {};
}

/// Counted back from the number that is kept: since the moment there are few, before it there may be years of
/// them.
std::int64_t span::wins_until(std::string const& person, base::time_point moment) {
  auto const author = seen_ ? people::find_person(on_, workspace_, person) : std::nullopt;
  if (!author) return 0;
  std::int64_t number = 0;
  for (auto const audience : seen_->sums()) {
    auto const key = sum_key(audience, all_time, 0, *author);
    auto row = on_.select("SELECT wins FROM tally WHERE id = ?", key);
    if (row.next()) number += row.integer(0);
  }
  auto rows = on_.select(
      "SELECT id, audience, heard_in FROM entry INDEXED BY entry_by_author WHERE author = ? AND kind = 1"
      " AND said_at > ? AND state = 0 AND (heard_in IS NOT NULL OR audience = -1)",
      *author, moment);
  while (rows.next())
    if (seen_->sees(rows.integer(0), *author, rows.integer(1), number_or_none(rows, 2))) --number;
  return number;
}

std::int64_t span::count_kudos(base::time_point from, base::time_point until) {
  return count(static_cast<int>(entry_kind::kudos), from, until);
}

std::int64_t span::count_wins(base::time_point from, base::time_point until) {
  return count(static_cast<int>(entry_kind::win), from, until);
}

std::int64_t span::count(int kind, base::time_point from, base::time_point until) {
  if (!seen_) return 0;
  std::int64_t count = 0;
  for (auto const audience : seen_->audiences()) {
    auto rows = on_.select(
        "SELECT id, author, heard_in, receivers FROM entry INDEXED BY entry_by_audience WHERE workspace = ?"
        " AND audience = ? AND state = 0 AND said_at > ? AND said_at <= ? AND kind = ?"
        " AND (heard_in IS NOT NULL OR audience = -1)",
        workspace_, audience, from, until, kind);
    while (rows.next())
      if (seen_->sees(rows.integer(0), rows.integer(1), audience, number_or_none(rows, 2)))
        count += kind == static_cast<int>(entry_kind::kudos) ? rows.integer(3) : 1;
  }
  return count;
}

}  // namespace huzzah::ledger
