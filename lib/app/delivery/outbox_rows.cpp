#include "app/delivery/outbox_rows.hpp"

#include "app/delivery/outgoing_names.hpp"
#include "app/delivery/restricted_words.hpp"
#include "store/connection.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace huzzah::delivery {
namespace {

// A row as callers see it: a delivery that follows a message is about the place where that was sent.
std::string const rows_where =
    "SELECT o.id, o.key, o.errand, o.workspace, CASE WHEN o.target = '' AND f.sent_ts <> '' THEN"
    " f.sent_channel ELSE o.channel END, o.thread, o.person, CASE WHEN o.target = '' AND f.sent_ts <> '' "
    "THEN f.sent_ts ELSE o.target END, o.emoji,"
    " o.body, o.state, o.created_at, o.due_at, o.attempts, o.error,"
    " coalesce((SELECT t.key FROM outbox t WHERE t.id = o.replies_to), ''), o.subject_kind, o.subject, "
    "o.place,"
    " o.queue, o.topic, o.held, coalesce(o.carrier, 0), o.day, o.expires_at"
    " FROM outbox o LEFT JOIN outbox f ON f.id = o.follows WHERE ";

// What follows a message waits until that is sent, and for the one before it that follows the same message.
// A reply has its thread once the message that it replies to is sent.
std::string const ready =
    "o.state = 'pending' AND o.held = 0 AND (o.replies_to IS NULL OR o.thread <> '')"
    " AND (o.follows IS NULL OR (f.state = 'sent' AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.follows = "
    "o.follows AND e.id < o.id AND e.state IN ('pending', 'sending'))))";

outbox_row row_of(store::query const& rows) {
  outbox_row row;
  row.id = rows.integer(0);
  row.what.key = rows.text(1);
  row.what.kind = named<outgoing_kind>(outgoing_names, rows.text(2));
  row.what.workspace = rows.text(3);
  row.what.channel = rows.text(4);
  row.what.thread = rows.text(5);
  row.what.person = rows.text(6);
  row.what.target = rows.text(7);
  row.what.emoji = rows.text(8);
  row.what.body = rows.text(9);
  row.state = named<outgoing_state>(state_names, rows.text(10));
  row.created_at = store::to_time(rows.integer(11));
  row.due_at = store::to_time(rows.integer(12));
  row.attempts = rows.small(13);
  row.error = rows.text(14);
  row.what.first = rows.text(15);
  row.what.subject = {named<subject_kind>(subject_names, rows.text(16)), rows.integer(17)};
  row.place = rows.text(18);
  row.queue = rows.text(19);
  row.what.topic = rows.text(20);
  row.is_held = rows.integer(21) > 0;
  row.was_away = rows.integer(21) == 2;
  row.carrier = rows.integer(22);
  if (!rows.is_null(23)) row.what.day = store::to_date(rows.integer(23));
  if (!rows.is_null(24)) row.what.expires = store::to_time(rows.integer(24));
  return row;
}

std::vector<outbox_row> all_of(store::query rows) {
  std::vector<outbox_row> found;
  while (rows.next())
    found.push_back(row_of(rows));
  return found;
}

std::optional<outbox_row> one_of(store::query rows) {
  if (!rows.next()) return {};
  return row_of(rows);
}

/// What shows other deliveries has no words of its own: it says what they say when it is sent.
void put_words_in(store::connection& on, outbox_row& row) {
  if (row.what.topic != joined_topic) return;
  std::vector<std::string> bodies;
  for (auto rows =
           on.select("SELECT body FROM outbox WHERE carrier = (SELECT coalesce(follows, id) FROM outbox"
                     " WHERE id = ?) AND state = 'pending' ORDER BY id",
                     row.id);
       rows.next();)
    bodies.push_back(rows.text(0));
  row.what.body = joined(bodies);
}

}  // namespace

std::optional<outbox_row> waiting_after(store::connection& on, std::int64_t id) {
  static auto const sql = rows_where + "o.follows = ? AND o.state = 'pending' ORDER BY o.id DESC LIMIT 1";
  return one_of(on.select(sql.c_str(), id));
}

bool is_undone(store::connection& on, std::int64_t id) {
  auto row = on.select(
      "SELECT 1 FROM outbox WHERE follows = ? AND errand <> 'update' AND state NOT IN ('failed',"
      " 'withdrawn')",
      id);
  return row.next();
}

std::vector<outbox_row> outbox::due(std::string const& workspace, base::time_point now, int limit) {
  due_filter wanted;
  auto found = due(workspace, now, limit, wanted);
  wanted.is_reaction = true;
  auto reactions = due(workspace, now, limit - static_cast<int>(found.size()), wanted);
  std::move(reactions.begin(), reactions.end(), std::back_inserter(found));
  return found;
}

std::vector<outbox_row> outbox::due(std::string const& workspace, base::time_point now, int limit,
                                    due_filter const& wanted) {
  static auto const sql = rows_where +
                          "o.workspace = ? AND o.is_reaction = ? AND (o.due_at <= ? OR o.due_at > ?)"
                          " AND o.place NOT IN (SELECT value FROM json_each(?)) AND o.queue NOT IN (SELECT "
                          "value FROM json_each(?))"
                          " AND " +
                          ready + " ORDER BY o.due_at, o.id LIMIT ?";
  auto const kind = wanted.is_reaction ? 1 : 0;
  auto const places = nlohmann::json(wanted.places).dump();
  auto const queues = nlohmann::json(wanted.queues).dump();
  auto const latest = now + longest_postponement;
  return all_of(on_->select(sql.c_str(), workspace, kind, now, latest, places, queues, limit));
}

void outbox::pick(std::string const& workspace, base::time_point now, std::size_t most, due_filter& taken,
                  bool one_of_each_queue, std::vector<outbox_row>& into) {
  constexpr int looked_at = 32;
  auto wanted = taken;
  if (!one_of_each_queue) wanted.queues.clear();
  while (into.size() < most) {
    auto const rows = due(workspace, now, looked_at, wanted);
    if (rows.empty()) return;
    for (auto const& row : rows) {
      if (into.size() == most) return;
      if (wanted.places.contains(row.place) || wanted.queues.contains(row.queue)) continue;
      wanted.places.insert(row.place);
      taken.places.insert(row.place);
      if (one_of_each_queue) wanted.queues.insert(row.queue);
      into.push_back(row);
    }
  }
}

std::vector<outbox_row> outbox::take_turns(std::string const& workspace, base::time_point now,
                                           std::size_t most, due_filter taken) {
  std::vector<outbox_row> found;
  pick(workspace, now, most, taken, true, found);
  pick(workspace, now, most, taken, false, found);
  return found;
}

std::optional<base::time_point> outbox::next_due(std::string const& workspace, base::time_point after) {
  auto const words = next_due(workspace, after, false);
  auto const reaction = next_due(workspace, after, true);
  if (!words || !reaction) return words ? words : reaction;
  return std::min(*words, *reaction);
}

std::optional<base::time_point> outbox::next_due(std::string const& workspace, base::time_point after,
                                                 bool is_reaction) {
  static auto const sql =
      "SELECT o.due_at FROM outbox o LEFT JOIN outbox f ON f.id = o.follows WHERE o.workspace = ?"
      " AND o.is_reaction = ?"
      " AND o.due_at > ? AND " +
      ready + " ORDER BY o.due_at LIMIT 1";
  auto const kind = is_reaction ? 1 : 0;
  auto row = on_->select(sql.c_str(), workspace, kind, after);
  if (!row.next()) return {};
  return store::to_time(row.integer(0));
}

std::vector<outbox_row> outbox::in_doubt(std::string const& workspace) {
  static auto const sql = rows_where + "o.state = 'sending' AND o.workspace = ? ORDER BY o.id";
  auto found = all_of(on_->select(sql.c_str(), workspace));
  for (auto& row : found)
    put_words_in(*on_, row);
  return found;
}

std::optional<outbox_row> outbox::find(std::int64_t id) {
  static auto const sql = rows_where + "o.id = ?";
  auto found = one_of(on_->select(sql.c_str(), id));
  if (found) put_words_in(*on_, *found);
  return found;
}

std::optional<outbox_row> outbox::find(std::string const& key) {
  static auto const sql = rows_where + "o.key = ?";
  return one_of(on_->select(sql.c_str(), key));
}

std::optional<chat::message_ref> outbox::where_sent(std::string const& key) {
  std::optional<chat::message_ref> found;
  std::int64_t id = 0;
  {
    auto row = on_->select(
        "SELECT id, workspace, sent_channel, sent_ts FROM outbox WHERE key = ? AND state = 'sent'"
        " AND sent_ts <> ''",
        key);
    if (!row.next()) return {};
    id = row.integer(0);
    found.emplace(row.text(1), row.text(2), row.text(3));
  }
  if (is_undone(*on_, id)) found.reset();
  return found;
}

bool outbox::is_taken_back(std::string const& key) {
  auto const first = find(key);
  return first && (first->state == outgoing_state::withdrawn || is_undone(*on_, first->id));
}

}  // namespace huzzah::delivery
