#include "storage/outbox.hpp"

#include "storage/connection.hpp"
#include "storage/errand_names.hpp"

#include <string>
#include <utility>

namespace huzzah::storage {
namespace {

// A row as callers see it: an errand that follows a message is about the place where that was sent.
std::string const rows_where =
    "SELECT o.id, o.key, o.errand, o.workspace, iif(o.target = '' AND f.sent_ts <> '', f.sent_channel,"
    " o.channel), o.thread, o.person, iif(o.target = '' AND f.sent_ts <> '', f.sent_ts, o.target), o.emoji,"
    " o.body, o.state, o.created_at, o.due_at, o.attempts, o.error,"
    " ifnull((SELECT t.key FROM outbox t WHERE t.id = o.replies_to), '')"
    " FROM outbox o LEFT JOIN outbox f ON f.id = o.follows WHERE ";

// What follows a message waits until that is sent, and for the one before it that follows the same message.
// A reply has its thread once the message that it replies to is sent.
std::string const ready =
    "o.state = 'pending' AND (o.replies_to IS NULL OR o.thread <> '') AND (o.follows IS NULL OR (f.state = "
    "'sent' AND NOT EXISTS (SELECT 1 FROM outbox e"
    " WHERE e.follows = o.follows AND e.id < o.id AND e.state IN ('pending', 'sending'))))";

outbox_row row_of(query const& rows) {
  outbox_row row;
  row.id = rows.integer(0);
  row.what.key = rows.text(1);
  row.what.kind = named<errand_kind>(errand_names, rows.text(2));
  row.what.workspace = rows.text(3);
  row.what.channel = rows.text(4);
  row.what.thread = rows.text(5);
  row.what.person = rows.text(6);
  row.what.target = rows.text(7);
  row.what.emoji = rows.text(8);
  row.what.body = rows.text(9);
  row.state = named<errand_state>(state_names, rows.text(10));
  row.created_at = to_time(rows.integer(11));
  row.due_at = to_time(rows.integer(12));
  row.attempts = rows.small(13);
  row.error = rows.text(14);
  row.what.first = rows.text(15);
  return row;
}

std::vector<outbox_row> all_of(query rows) {
  std::vector<outbox_row> found;
  while (rows.next())
    found.push_back(row_of(rows));
  return found;
}

std::optional<outbox_row> one_of(query rows) {
  if (!rows.next()) return {};
  return row_of(rows);
}

/// The newest errand that follows `id` and still waits.
std::optional<outbox_row> waiting_after(connection& on, std::int64_t id) {
  static auto const sql = rows_where + "o.follows = ? AND o.state = 'pending' ORDER BY o.id DESC LIMIT 1";
  return one_of(on.select(sql.c_str(), id));
}

void withdraw_waiting_after(connection& on, std::int64_t id) {
  on.run("UPDATE outbox SET state = 'withdrawn', body = '' WHERE follows = ? AND state = 'pending'", id);
}

/// The message is not, or no longer, there to reply to.
void withdraw_replies_to(connection& on, std::int64_t id) {
  on.run("UPDATE outbox SET state = 'withdrawn', body = '' WHERE replies_to = ? AND state = 'pending'", id);
}

bool is_message(errand_kind kind) {
  return kind == errand_kind::post || kind == errand_kind::direct;
}

bool has_begun(errand_state state) {
  return state == errand_state::sending || state == errand_state::sent;
}

/// What undoes an errand that was done, if anything does.
std::optional<errand_kind> undoing(errand_kind kind) {
  switch (kind) {
    case errand_kind::post:
    case errand_kind::direct:
      return errand_kind::remove;
    case errand_kind::react:
      return errand_kind::unreact;
    case errand_kind::unreact:
      return errand_kind::react;
    case errand_kind::whisper:
    case errand_kind::update:
    case errand_kind::remove:
      return {};
  }
  return {};
}

/// Whether something that undoes the errand is done or on its way.
bool is_undone(connection& on, std::int64_t id) {
  auto row = on.select(
      "SELECT 1 FROM outbox WHERE follows = ? AND errand <> 'update' AND state NOT IN ('failed',"
      " 'withdrawn')",
      id);
  return row.next();
}

}  // namespace

bool outbox::add(errand const& what, base::time_point now, base::time_point due) {
  if (!what.first.empty()) return add_reply(what, now, due);
  return insert(what, errand_state::pending, std::nullopt, now, due);
}

bool outbox::insert(errand const& what, errand_state state, std::optional<std::int64_t> replies_to,
                    base::time_point now, base::time_point due) {
  auto const kind = std::string(to_string(what.kind));
  auto const in = std::string(to_string(state));
  return on_->run(
             "INSERT INTO outbox (key, errand, workspace, channel, thread, person, target, emoji, body,"
             " state, created_at, due_at, replies_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
             " ON CONFLICT (key) DO NOTHING",
             what.key, kind, what.workspace, what.channel, what.thread, what.person, what.target, what.emoji,
             what.body, in, now, due, replies_to) > 0;
}

bool outbox::add_reply(errand const& what, base::time_point now, base::time_point due) {
  auto const first = find(what.first);
  if (!first || !is_message(first->what.kind)) return false;
  auto reply = what;
  auto state = errand_state::pending;
  if (auto const sent = where_sent(what.first)) {
    reply.thread = sent->timestamp;
  } else if ((first->state != errand_state::pending && first->state != errand_state::sending) ||
             is_undone(*on_, first->id)) {
    state = errand_state::withdrawn;
    reply.body.clear();
  }
  return insert(reply, state, first->id, now, due);
}

bool outbox::revise(std::string const& key, std::string const& body, base::time_point now) {
  auto const first = find(key);
  if (!first || !is_message(first->what.kind)) return false;
  if (first->state == errand_state::pending) {
    on_->run("UPDATE outbox SET body = ? WHERE id = ?", body, first->id);
    return true;
  }
  if (!has_begun(first->state)) return false;
  if (is_undone(*on_, first->id)) return false;
  auto const waiting = waiting_after(*on_, first->id);
  if (!waiting) return add_following(*first, errand_kind::update, body, now);
  on_->run("UPDATE outbox SET body = ? WHERE id = ?", body, waiting->id);
  return true;
}

bool outbox::withdraw(std::string const& key, base::time_point now) {
  auto const first = find(key);
  if (!first) return false;
  if (first->state == errand_state::pending) {
    on_->run("UPDATE outbox SET state = 'withdrawn', body = '' WHERE id = ?", first->id);
    withdraw_replies_to(*on_, first->id);
    return true;
  }
  auto const undone_by = undoing(first->what.kind);
  if (!undone_by || !has_begun(first->state) || is_undone(*on_, first->id)) return false;
  withdraw_waiting_after(*on_, first->id);
  withdraw_replies_to(*on_, first->id);
  return add_following(*first, *undone_by, {}, now);
}

bool outbox::is_taken_back(std::string const& key) {
  auto const first = find(key);
  return first && (first->state == errand_state::withdrawn || is_undone(*on_, first->id));
}

bool outbox::add_following(outbox_row const& first, errand_kind kind, std::string body,
                           base::time_point now) {
  auto const earlier = [&] {
    auto row = on_->select("SELECT count(*) FROM outbox WHERE follows = ?", first.id);
    row.next();
    return row.integer(0);
  }();
  auto next = first.what;
  next.first.clear();
  next.key += "#" + std::to_string(earlier + 1);
  next.kind = kind;
  next.body = std::move(body);
  if (!add(next, now)) return false;
  on_->run("UPDATE outbox SET follows = ? WHERE id = ?", first.id, on_->last_id());
  return true;
}

std::vector<outbox_row> outbox::due(base::time_point now, int limit) {
  static auto const sql = rows_where + ready + " AND o.due_at <= ? ORDER BY o.due_at, o.id LIMIT ?";
  return all_of(on_->select(sql.c_str(), now, limit));
}

std::optional<base::time_point> outbox::next_due() {
  static auto const sql = "SELECT o.due_at FROM outbox o LEFT JOIN outbox f ON f.id = o.follows WHERE " +
                          ready + " ORDER BY o.due_at LIMIT 1";
  auto row = on_->select(sql.c_str());
  if (!row.next()) return {};
  return to_time(row.integer(0));
}

std::vector<outbox_row> outbox::in_doubt() {
  static auto const sql = rows_where + "o.state = 'sending' ORDER BY o.id";
  return all_of(on_->select(sql.c_str()));
}

std::optional<outbox_row> outbox::find(std::int64_t id) {
  static auto const sql = rows_where + "o.id = ?";
  return one_of(on_->select(sql.c_str(), id));
}

std::optional<outbox_row> outbox::find(std::string const& key) {
  static auto const sql = rows_where + "o.key = ?";
  return one_of(on_->select(sql.c_str(), key));
}

bool outbox::mark_sending(std::int64_t id) {
  return on_->run(
             "UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = ? AND state ="
             " 'pending'",
             id) > 0;
}

void outbox::mark_sent(std::int64_t id, chat::message_ref const& sent) {
  // What was said is in the chat now; here it would only take room.
  on_->run(
      "UPDATE outbox SET state = 'sent', body = '', error = '', sent_channel = ?, sent_ts = ? WHERE id = ?"
      " AND state IN ('pending', 'sending')",
      sent.channel, sent.timestamp, id);
  on_->run("UPDATE outbox SET thread = ? WHERE replies_to = ? AND thread = ''", sent.timestamp, id);
}

std::optional<chat::message_ref> outbox::where_sent(std::string const& key) {
  auto const sent = find(key);
  if (!sent || !is_message(sent->what.kind) || sent->state != errand_state::sent) return {};
  if (is_undone(*on_, sent->id)) return {};
  auto row = on_->select("SELECT workspace, sent_channel, sent_ts FROM outbox WHERE id = ? AND sent_ts <> ''",
                         sent->id);
  if (!row.next()) return {};
  return chat::message_ref(row.text(0), row.text(1), row.text(2));
}

void outbox::retry_at(std::int64_t id, base::time_point when, std::string const& why) {
  auto const row = find(id);
  if (!row || row->state != errand_state::sending) return;
  on_->run("UPDATE outbox SET state = 'pending', due_at = ?, error = ? WHERE id = ?", when, why, id);
  // A later errand about the same message makes this one needless.
  on_->run(
      "UPDATE outbox SET state = 'withdrawn', body = '' WHERE id = ?1 AND EXISTS (SELECT 1 FROM outbox l"
      " WHERE l.follows = outbox.follows AND l.id > ?1 AND l.state = 'pending')",
      id);
  // It did not happen, so what should have happened to it afterwards can happen to it before.
  auto const waiting = waiting_after(*on_, id);
  if (!waiting) return;
  if (waiting->what.kind == errand_kind::update) {
    on_->run("UPDATE outbox SET body = ? WHERE id = ?", waiting->what.body, id);
  } else {
    on_->run("UPDATE outbox SET state = 'withdrawn', body = '' WHERE id = ?", id);
    withdraw_replies_to(*on_, id);
  }
  withdraw_waiting_after(*on_, id);
}

void outbox::mark_failed(std::int64_t id, std::string const& why) {
  on_->run(
      "UPDATE outbox SET state = 'failed', body = '', error = ? WHERE id = ? AND state IN ('pending',"
      " 'sending')",
      why, id);
  withdraw_waiting_after(*on_, id);
  withdraw_replies_to(*on_, id);
}

int outbox::forget_ended(base::time_point before) {
  // What follows an errand goes with it, so that its keys stay in step.
  return on_->run(
      "DELETE FROM outbox WHERE follows IS NULL AND created_at < ?1 AND state IN ('sent', 'failed',"
      " 'withdrawn') AND NOT EXISTS (SELECT 1 FROM outbox f WHERE f.follows = outbox.id AND"
      " (f.created_at >= ?1 OR f.state IN ('pending', 'sending'))) AND NOT EXISTS (SELECT 1 FROM outbox r "
      "WHERE"
      " r.replies_to = outbox.id AND r.state IN ('pending', 'sending'))",
      before);
}

}  // namespace huzzah::storage
